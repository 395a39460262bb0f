using LstmGen.Forecasting;
using LstmGen.Inspection;

namespace LstmGen;

/// <summary>
/// Training examples: inputs of <see cref="LookBack"/> steps with the targets that belong to them, in time order. Windows that slide over a
/// series are views of it: the series is there once, however many windows there are.
/// </summary>
/// <remarks>Immutable; any number of threads may read. The values behind it must not change while it is in use.</remarks>
public sealed partial class WindowDataset
{
    private readonly WindowSource _source;
    private readonly int _first;
    private readonly ReadOnlyMemory<float> _weights;
    private readonly ReadOnlyMemory<int> _lengths;

    private WindowDataset(WindowSource source, int first, int count, ReadOnlyMemory<float> weights, ReadOnlyMemory<int> lengths = default)
    {
        _lengths = lengths;
        _source = source;
        _first = first;
        _weights = weights;
        Count = count;
    }

    /// <summary>Windows.</summary>
    public int Count { get; }

    /// <summary>Steps in one window.</summary>
    public int LookBack => _source.LookBack;

    /// <summary>Values per input step: the past columns, then those known ahead.</summary>
    public int Features => _source.Features;

    /// <summary>Values in one input, LookBack × Features.</summary>
    public int InputSize => _source.InputSize;

    /// <summary>Values in one target, step by step and in each step column by column.</summary>
    public int TargetSize => _source.TargetSize;

    /// <summary>Values that make up one step of a target.</summary>
    public int TargetColumns => _source.TargetColumns;

    /// <summary>Steps that one target covers; 1 for windows from ready-made arrays.</summary>
    public int Horizon => _source.Series?.Layout.Horizon ?? 1;

    /// <summary>Rows of one season, as given; 0 when none was.</summary>
    public int Period => _source.Series?.Period ?? 0;

    /// <summary>Whether the windows slide over a series, so that there is a value before each target to compare with.</summary>
    public bool HasSeries => _source.Series is not null;

    /// <summary>Whether the windows carry weights.</summary>
    public bool HasWeights => !_weights.IsEmpty;

    /// <summary>What inputs and targets mean in time; null for windows from ready-made arrays.</summary>
    public ForecastLayout? Layout => _source.Series?.Layout;

    internal WindowSource Source => _source;

    /// <summary>Copies one input.</summary>
    /// <param name="index">0 to Count − 1.</param>
    /// <param name="destination">Receives <see cref="InputSize"/> values, step by step, oldest first.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such window.</exception>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    public void CopyInput(int index, Span<float> destination)
    {
        CheckIndex(index);
        CheckLength(destination.Length, _source.InputSize, nameof(destination));
        RawInput(index).CopyTo(destination);
    }

    /// <summary>Copies one target.</summary>
    /// <param name="index">0 to Count − 1.</param>
    /// <param name="destination">Receives <see cref="TargetSize"/> values.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such window.</exception>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    public void CopyTarget(int index, Span<float> destination)
    {
        CheckIndex(index);
        CheckLength(destination.Length, _source.TargetSize, nameof(destination));
        RawTarget(index).CopyTo(destination);
    }

    /// <summary>How much one window counts in the loss: 1 unless <see cref="Weighted(ReadOnlyMemory{float})"/> was called.</summary>
    /// <param name="index">0 to Count − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such window.</exception>
    public float WeightOf(int index)
    {
        CheckIndex(index);
        return _weights.IsEmpty ? 1f : _weights.Span[index];
    }

    /// <summary>Whether the windows carry lengths.</summary>
    public bool HasLengths => !_lengths.IsEmpty;

    /// <summary>The valid steps of one window, from the first on: <see cref="LookBack"/> unless <see cref="WithLengths(ReadOnlyMemory{int})"/> was called.</summary>
    /// <param name="index">0 to Count − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such window.</exception>
    public int LengthOf(int index)
    {
        CheckIndex(index);
        return _lengths.IsEmpty ? LookBack : _lengths.Span[index];
    }

    /// <summary>How many windows of which shape, and what they carry: <c>980 windows of 20 steps × 1 feature, targets of 1 step × 1 value</c>.</summary>
    public override string ToString()
    {
        int steps = TargetSize / TargetColumns;
        string period = Period > 0 ? $", period {ModelSummary.Number(Period)}" : "";
        string gap = Layout is { Gap: > 0 } layout ? $", gap {ModelSummary.Number(layout.Gap)}" : "";
        string carried = (HasWeights ? ", with weights" : "") + (HasLengths ? ", with lengths" : "") + (Streams > 0 ? $", in {ModelSummary.Count(Streams, "stream")}" : "");
        string series = Panel is { } panel ? $" of {ModelSummary.Number(panel.Count)} series" : "";
        return $"{ModelSummary.Count(Count, "window")}{series} of {ModelSummary.Count(LookBack, "step")} × {ModelSummary.Count(Features, "feature")}, " +
            $"targets of {ModelSummary.Count(steps, "step")} × {ModelSummary.Count(TargetColumns, "value")}{gap}{period}{carried}";
    }

    /// <summary>One input as a model reads it: where it lies, or a copy where windows have levels.</summary>
    internal ReadOnlySpan<float> InputOf(int index)
    {
        if (!HasLevels) return RawInput(index);
        float[] copy = new float[InputSize];
        ReadInput(index, copy);
        return copy;
    }

    /// <summary>One target as a model learns it: where it lies, or a copy where windows have levels.</summary>
    internal ReadOnlySpan<float> TargetOf(int index)
    {
        if (!HasLevels) return RawTarget(index);
        float[] copy = new float[TargetSize];
        ReadTarget(index, copy);
        return copy;
    }

    private ReadOnlySpan<float> RawInput(int index) => _source.Inputs.Span.Slice(InputStart(index), _source.InputSize);

    private ReadOnlySpan<float> RawTarget(int index) => _source.Targets.Span.Slice(TargetStart(index), _source.TargetSize);

    private int InputStart(int index) => _starts is null ? (_first + index) * _source.InputStep : _starts[_first + index] * Features;

    private int TargetStart(int index) => _source.TargetOffset + (_starts is null ? (_first + index) * _source.TargetStep : _starts[_first + index] * TargetColumns);

    private static void CheckLength(int length, int expected, string parameter)
    {
        if (length != expected)
        {
            throw new ArgumentException($"Expected room for {expected} values, found {length}.", parameter);
        }
    }

    private void CheckIndex(int index)
    {
        if ((uint)index >= (uint)Count)
        {
            throw new ArgumentOutOfRangeException(nameof(index), index, $"There are {Count} windows, counted from 0.");
        }
    }
}
