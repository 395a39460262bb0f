using System.ComponentModel;

namespace LstmGen;

/// <summary>Gates, cells and hidden states of one recurrent layer over one window. Every span is one step: one value a unit.</summary>
public sealed class LayerTrace
{
    private readonly float[] _values;

    internal LayerTrace(string name, int steps, int units)
    {
        (Name, Steps, Units) = (name, steps, units);
        _values = new float[checked(6 * steps * units)];
    }

    /// <summary>For example <c>lstm</c>, <c>lstm_1.backward</c>.</summary>
    public string Name { get; }

    /// <summary>Steps.</summary>
    public int Steps { get; }

    /// <summary>The hidden size.</summary>
    public int Units { get; }

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
    public ReadOnlySpan<float> Hidden(int step) => Row(5, step);

    /// <summary>Called by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Set(int step, int unit, float input, float forget, float candidate, float output, float cell, float hidden)
    {
        int at = step * Units + unit;
        int plane = Steps * Units;
        _values[at] = input;
        _values[at + plane] = forget;
        _values[at + 2 * plane] = candidate;
        _values[at + 3 * plane] = output;
        _values[at + 4 * plane] = cell;
        _values[at + 5 * plane] = hidden;
    }

    private ReadOnlySpan<float> Row(int plane, int step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(step, Steps);
        return _values.AsSpan((plane * Steps + step) * Units, Units);
    }
}
