using System.ComponentModel;

namespace LstmGen.Inspection;

/// <summary>
/// Gates, cells and hidden states of one recurrent layer over one window. Every span is one step: one value a unit, or, of a projected hidden state, one a
/// value it is projected to. Steps past the window's valid ones (padding) are zeros.
/// </summary>
public sealed class LayerTrace
{
    private readonly float[] _values;

    private readonly float[] _hidden;

    internal LayerTrace(string name, int steps, int units, int width)
    {
        (Name, Steps, Units, Width) = (name, steps, units, width);
        _values = new float[checked(5 * steps * units)];
        _hidden = new float[checked(steps * width)];
    }

    /// <summary>For example <c>lstm</c>, <c>lstm_1.backward</c>.</summary>
    public string Name { get; }

    /// <summary>Steps.</summary>
    public int Steps { get; }

    /// <summary>The size of the cell, and of each gate.</summary>
    public int Units { get; }

    /// <summary>The size of the hidden state: that of the cell, unless it is projected.</summary>
    public int Width { get; }

    /// <summary>i: how much of the candidate is let in.</summary>
    /// <param name="step">0 to Steps − 1, oldest first.</param>
    public ReadOnlySpan<float> InputGate(int step) => Row(0, step);

    /// <summary>f: how much of the cell is kept.</summary>
    /// <param name="step">0 to Steps − 1, oldest first.</param>
    public ReadOnlySpan<float> ForgetGate(int step) => Row(1, step);

    /// <summary>g: what might be stored.</summary>
    /// <param name="step">0 to Steps − 1, oldest first.</param>
    public ReadOnlySpan<float> Candidate(int step) => Row(2, step);

    /// <summary>o: how much of the cell is shown.</summary>
    /// <param name="step">0 to Steps − 1, oldest first.</param>
    public ReadOnlySpan<float> OutputGate(int step) => Row(3, step);

    /// <summary>c, after the step.</summary>
    /// <param name="step">0 to Steps − 1, oldest first.</param>
    public ReadOnlySpan<float> Cell(int step) => Row(4, step);

    /// <summary>h, after the step.</summary>
    /// <param name="step">0 to Steps − 1, oldest first.</param>
    public ReadOnlySpan<float> Hidden(int step) => _hidden.AsSpan(Checked(step) * Width, Width);

    /// <summary>Called by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Set(int step, int unit, float input, float forget, float candidate, float output, float cell, float hidden)
    {
        SetCell(step, unit, input, forget, candidate, output, cell);
        SetHidden(step, unit, hidden);
    }

    /// <summary>Called by generated code where the hidden state has a size of its own.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void SetCell(int step, int unit, float input, float forget, float candidate, float output, float cell)
    {
        int at = step * Units + unit;
        int plane = Steps * Units;
        _values[at] = input;
        _values[at + plane] = forget;
        _values[at + 2 * plane] = candidate;
        _values[at + 3 * plane] = output;
        _values[at + 4 * plane] = cell;
    }

    /// <summary>Called by generated code where the hidden state has a size of its own.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void SetHidden(int step, int unit, float hidden) => _hidden[step * Width + unit] = hidden;

    /// <summary>Called by generated code: zeroes the steps from one on.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void ClearFrom(int step)
    {
        for (int plane = 0; plane < 5; plane++)
        {
            _values.AsSpan((plane * Steps + step) * Units, (Steps - step) * Units).Clear();
        }

        _hidden.AsSpan(step * Width).Clear();
    }

    private ReadOnlySpan<float> Row(int plane, int step) => _values.AsSpan((plane * Steps + Checked(step)) * Units, Units);

    private int Checked(int step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(step, Steps);
        return step;
    }

    /// <summary>Name, steps and units.</summary>
    public override string ToString() =>
        $"{Name}: {ModelSummary.Count(Steps, "step")} × {ModelSummary.Count(Units, "unit")}{(Width == Units ? "" : $", projected to {ModelSummary.Number(Width)}")}";
}
