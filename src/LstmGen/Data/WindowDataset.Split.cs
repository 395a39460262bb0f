using System.Runtime.CompilerServices;
using LstmGen.Checks;
using LstmGen.Kernels;

namespace LstmGen;

public sealed partial class WindowDataset
{
    /// <summary>The row after the last target.</summary>
    internal int SpanEnd => _source.Series is { } series
        ? StartRow(Count - 1) + LookBack + series.Layout.Gap + series.Layout.Horizon
        : _first + Count;

    /// <summary>Some consecutive windows, without a copy.</summary>
    /// <param name="start">The first, counted from 0.</param>
    /// <param name="count">Windows, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">They are not all there.</exception>
    public WindowDataset Slice(int start, int count)
    {
        if (start < 0 || count < 1 || start > Count - count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(start), $"{count} windows from window {start} on: there are {Count}, counted from 0, and a slice holds at least one.");
        }

        return new WindowDataset(_source, _first + start, count, _weights.IsEmpty ? default : _weights.Slice(start, count), _lengths.IsEmpty ? default : _lengths.Slice(start, count))
        {
            _starts = _starts,
            _scaling = _scaling,
        };
    }

    /// <summary>
    /// Cuts in time. The test windows are those whose targets lie in the last <paramref name="testSteps"/> rows; the training windows those
    /// whose targets all lie before. Windows whose targets straddle the cut are in neither, so no training target is ever seen in the test. Of many series each is cut by itself, from its own end.
    /// </summary>
    /// <remarks>The inputs of the first test windows reach back before the cut, as they would on that day.</remarks>
    /// <param name="testSteps">Rows of the test span; for windows from ready-made arrays, windows.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of the two parts would have no window.</exception>
    public (WindowDataset Training, WindowDataset Test) SplitByTime(int testSteps)
    {
        if (Panel is not null) return SplitEach(testSteps < 1 ? int.MaxValue : testSteps);
        int cut = SpanEnd - testSteps;
        WindowDataset? training = EndingBefore(cut);
        int testFrom = 0;
        while (testFrom < Count && FirstTargetRow(testFrom) < cut)
        {
            testFrom++;
        }

        if (testSteps < 1 || training is null || testFrom == Count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(testSteps), testSteps,
                $"{Count} windows, whose targets of {Horizon} step(s) lie in the rows {FirstTargetRow(0)} to {SpanEnd - 1}, would give {training?.Count ?? 0} for training " +
                $"and {Count - testFrom} for the test; each part needs at least one.");
        }

        return (training, Slice(testFrom, Count - testFrom));
    }

    /// <summary>The windows whose targets all lie before a row; null when there is none.</summary>
    internal WindowDataset? EndingBefore(int row)
    {
        int count = 0;
        while (count < Count && LastTargetRow(count) < row)
        {
            count++;
        }

        return count == 0 ? null : Slice(0, count);
    }

    /// <summary>Cuts in time: the last part of the rows that targets lie in is the test.</summary>
    /// <param name="testFraction">Above 0 and below 1; floor(rows · (1 − fraction)) rows stay for training.</param>
    /// <inheritdoc cref="SplitByTime(int)"/>
    public (WindowDataset Training, WindowDataset Test) SplitByTime(double testFraction)
    {
        if (!(testFraction > 0 && testFraction < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(testFraction), testFraction, "Expected a fraction above 0 and below 1.");
        }

        if (Panel is not null) return SplitEach(testFraction);
        int rows = SpanEnd - FirstTargetRow(0);
        return SplitByTime(rows - (int)Math.Floor(rows * (1 - testFraction)));
    }

    /// <summary>The same windows with weights: the loss of a batch is Σ weight · loss / windows, a mean over the windows, whatever they weigh.</summary>
    /// <param name="weights">One for each window, finite and not negative, not all zero. They are copied.</param>
    /// <exception cref="ArgumentException">The number of weights or one of them does not fit.</exception>
    public WindowDataset Weighted(ReadOnlyMemory<float> weights)
    {
        if (weights.Length != Count)
        {
            throw new ArgumentException($"Expected one weight for each of {Count} windows, found {weights.Length}.", nameof(weights));
        }

        // The copy is what is checked, so that nobody changes a weight afterwards.
        float[] copy = weights.ToArray();
        bool positive = false;
        for (int i = 0; i < copy.Length; i++)
        {
            float weight = copy[i];
            if (!(float.IsFinite(weight) && weight >= 0))
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"Weight {i} is {weight}; weights are finite and not negative."), nameof(weights));
            }

            positive |= weight > 0;
        }

        return positive
            ? new WindowDataset(_source, _first, Count, copy, _lengths) { Streams = Streams, _streamStarts = _streamStarts, _begins = _begins, _starts = _starts, _scaling = _scaling }
            : throw new ArgumentException("All weights are 0: nothing would count.", nameof(weights));
    }

    /// <summary>The same windows with weights in a list, such as a collection expression.</summary>
    /// <inheritdoc cref="Weighted(ReadOnlyMemory{float})"/>
    [OverloadResolutionPriority(-1)]
    public WindowDataset Weighted(IReadOnlyList<float> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return Weighted((ReadOnlyMemory<float>)weights.ToArray());
    }

    /// <summary>The same windows, padded on the right: of each, the first so many steps are valid, and what follows is as if it were not there.</summary>
    /// <param name="lengths">One for each window, 1 to <see cref="LookBack"/>. They are copied.</param>
    /// <exception cref="ArgumentException">The number of lengths or one of them does not fit.</exception>
    public WindowDataset WithLengths(ReadOnlyMemory<int> lengths)
    {
        RefusePanel(nameof(WithLengths), "Their windows are whole: minimumHistory of WindowDataset.Of pads short series in front.");
        if (lengths.Length != Count)
        {
            throw new ArgumentException($"Expected one length for each of {Count} windows, found {lengths.Length}.", nameof(lengths));
        }

        // The copy is what is checked: kernels walk as far as a length says.
        int[] copy = lengths.ToArray();
        for (int i = 0; i < copy.Length; i++)
        {
            if (copy[i] < 1 || copy[i] > LookBack)
            {
                throw new ArgumentException($"Length {i} is {copy[i]}; expected 1 to {LookBack} steps.", nameof(lengths));
            }
        }

        return new WindowDataset(_source, _first, Count, _weights, copy) { Streams = Streams, _streamStarts = _streamStarts, _begins = _begins, _starts = _starts, _scaling = _scaling };
    }

    /// <summary>The same windows with lengths in a list, such as a collection expression.</summary>
    /// <inheritdoc cref="WithLengths(ReadOnlyMemory{int})"/>
    [OverloadResolutionPriority(-1)]
    public WindowDataset WithLengths(IReadOnlyList<int> lengths)
    {
        ArgumentNullException.ThrowIfNull(lengths);
        return WithLengths((ReadOnlyMemory<int>)lengths.ToArray());
    }

    /// <summary>The same windows over a scaled copy of the values, made once.</summary>
    /// <param name="scaler">Fitted on windows with the same columns.</param>
    /// <exception cref="ArgumentException">The scaler has other numbers of columns.</exception>
    public WindowDataset Scaled(Scaler scaler) => Scaled(scaler, targets: true);

    /// <param name="scaler">Fitted on windows with the same columns.</param>
    /// <param name="targets">Whether the targets are scaled too; a loss of raw values takes them as they are.</param>
    internal WindowDataset Scaled(Scaler scaler, bool targets)
    {
        ArgumentNullException.ThrowIfNull(scaler);
        bool fits = HasSeries ? scaler.OutputColumns == TargetColumns : TargetSize % scaler.OutputColumns == 0;
        if (scaler.InputColumns != Features || !fits)
        {
            throw new ArgumentException(
                $"The scaler is for {scaler.InputColumns} features and {scaler.OutputColumns} target columns; the windows have {Features} and {TargetColumns} in targets of {TargetSize} values.",
                nameof(scaler));
        }

        if (HasLevels) return ScaledLevels(scaler, targets);
        float[] inputs = new float[_source.Inputs.Length];
        if (_source.ExactInputs.IsEmpty) scaler.ScaleInput(_source.Inputs.Span, inputs);
        else scaler.ScaleInput(_source.ExactInputs.Span, inputs);
        WindowSource source = _source with { Inputs = inputs, ExactInputs = default };
        if (targets) source = source with { Targets = ScaledTargets(scaler), ExactTargets = default };
        WindowDataset scaled = new(source, _first, Count, _weights, _lengths) { Streams = Streams, _streamStarts = _streamStarts, _begins = _begins, _starts = _starts, _scaling = _scaling };
        if (!VectorOps.AllFinite(inputs)) scaled.CheckScaledInputs(this);
        return scaled;
    }

    private float[] ScaledTargets(Scaler scaler)
    {
        float[] scaled = new float[_source.Targets.Length];
        if (_source.ExactTargets.IsEmpty) scaler.ScaleOutput(_source.Targets.Span, scaled);
        else scaler.ScaleOutput(_source.ExactTargets.Span, scaled);
        return scaled;
    }

    /// <summary>Throws if a value that is read overflowed when it was scaled.</summary>
    private void CheckScaledInputs(WindowDataset raw)
    {
        for (int window = 0; window < Count; window++)
        {
            if (Finite.IndexOfBad(InputOf(window)[..(LengthOf(window) * Features)]) is var bad and >= 0)
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"Expected values that the scaler can scale, but row {bad / Features}, column {bad % Features} of window {window} is {raw.RawInput(window)[bad]}, which overflows. Leave it out, or fit a scaler to these windows."));
            }
        }
    }

    private int StartRow(int index) => _starts is null ? (_first + index) * (_source.Series?.Stride ?? 1) : _starts[_first + index];

    private int FirstTargetRow(int index) => _source.Series is { } series ? StartRow(index) + LookBack + series.Layout.Gap : _first + index;

    private int LastTargetRow(int index) => FirstTargetRow(index) + (_source.Series?.Layout.Horizon ?? 1) - 1;
}
