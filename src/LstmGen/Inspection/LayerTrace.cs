using System.ComponentModel;

namespace LstmGen.Inspection;

/// <summary>
/// Gates, cells and hidden states of one recurrent layer over one window. Every span is one step: one value a unit, or, of a projected hidden state, one a
/// value it is projected to. Steps past the window's valid ones (padding) are zeros.
/// </summary>
public sealed class LayerTrace
{
    private static readonly Dictionary<char, string> s_names = new()
    {
        ['i'] = "an input gate",
        ['f'] = "a forget gate",
        ['o'] = "an output gate",
        ['c'] = "a cell",
        ['z'] = "an update gate",
        ['r'] = "a reset gate",
        ['g'] = "a candidate",
    };

    private readonly string _gates;

    private readonly float[] _values;

    private readonly float[] _hidden;

    internal LayerTrace(string name, int steps, int units, int width, string gates)
    {
        (Name, Steps, Units, Width, _gates) = (name, steps, units, width, gates);
        _values = new float[checked(gates.Length * steps * units)];
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

    /// <summary>i of an LSTM: how much of the candidate is let in.</summary>
    /// <param name="step">0 to Steps − 1, oldest first.</param>
    /// <exception cref="InvalidOperationException">The layer's cell has none.</exception>
    public ReadOnlySpan<float> InputGate(int step) => Row('i', step);

    /// <summary>f of an LSTM: how much of the cell is kept.</summary>
    /// <param name="step">0 to Steps − 1, oldest first.</param>
    /// <exception cref="InvalidOperationException">The layer's cell has none.</exception>
    public ReadOnlySpan<float> ForgetGate(int step) => Row('f', step);

    /// <summary>g of an LSTM, n of a GRU: what might be stored.</summary>
    /// <param name="step">0 to Steps − 1, oldest first.</param>
    public ReadOnlySpan<float> Candidate(int step) => Row('g', step);

    /// <summary>o of an LSTM: how much of the cell is shown.</summary>
    /// <param name="step">0 to Steps − 1, oldest first.</param>
    /// <exception cref="InvalidOperationException">The layer's cell has none.</exception>
    public ReadOnlySpan<float> OutputGate(int step) => Row('o', step);

    /// <summary>c of an LSTM, after the step.</summary>
    /// <param name="step">0 to Steps − 1, oldest first.</param>
    /// <exception cref="InvalidOperationException">The layer's cell has none.</exception>
    public ReadOnlySpan<float> Cell(int step) => Row('c', step);

    /// <summary>z of a GRU: how much of the hidden state is kept.</summary>
    /// <param name="step">0 to Steps − 1, oldest first.</param>
    /// <exception cref="InvalidOperationException">The layer's cell has none.</exception>
    public ReadOnlySpan<float> UpdateGate(int step) => Row('z', step);

    /// <summary>r of a GRU: how much of the hidden state the candidate sees.</summary>
    /// <param name="step">0 to Steps − 1, oldest first.</param>
    /// <exception cref="InvalidOperationException">The layer's cell has none.</exception>
    public ReadOnlySpan<float> ResetGate(int step) => Row('r', step);

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

    /// <summary>Called for a cell whose hidden state is all that it carries.</summary>
    internal void SetGates(int step, int unit, float update, float reset, float candidate)
    {
        int at = step * Units + unit;
        int plane = Steps * Units;
        _values[at] = update;
        _values[at + plane] = reset;
        _values[at + 2 * plane] = candidate;
    }

    /// <summary>Called by generated code where the hidden state has a size of its own.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void SetHidden(int step, int unit, float hidden) => _hidden[step * Width + unit] = hidden;

    /// <summary>Called by generated code: zeroes the steps from one on.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void ClearFrom(int step)
    {
        for (int plane = 0; plane < _gates.Length; plane++)
        {
            _values.AsSpan((plane * Steps + step) * Units, (Steps - step) * Units).Clear();
        }

        _hidden.AsSpan(step * Width).Clear();
    }

    /// <summary>Called by generated code: zeroes the steps before one.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void ClearTo(int step)
    {
        for (int plane = 0; plane < _gates.Length; plane++)
        {
            _values.AsSpan(plane * Steps * Units, step * Units).Clear();
        }

        _hidden.AsSpan(0, step * Width).Clear();
    }

    private ReadOnlySpan<float> Row(char gate, int step)
    {
        int plane = _gates.IndexOf(gate, StringComparison.Ordinal);
        if (plane < 0)
        {
            throw new InvalidOperationException(
                $"Expected a layer whose cell has {s_names[gate]}, but got {Name}, which has {(_gates.Length == 0 ? "a hidden state alone; ask for that." : $"{ModelSummary.List([.. _gates.Select(own => s_names[own])])}; ask for one of these.")}");
        }

        return _values.AsSpan((plane * Steps + Checked(step)) * Units, Units);
    }

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
