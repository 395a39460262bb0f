using System.Runtime.CompilerServices;
using LstmGen.Checks;

namespace LstmGen;

public sealed partial class WindowDataset
{
    /// <summary>Windows from ready-made arrays: for classification, for targets at every step, for data that is no series.</summary>
    /// <param name="inputs">One window after another, [windows, lookBack · features], finite. Not copied.</param>
    /// <param name="targets">One target after another, [windows, target size], finite. Not copied.</param>
    /// <param name="lookBack">Steps in one window, at least 1.</param>
    /// <param name="features">Values per input step, at least 1.</param>
    /// <param name="targetColumns">
    /// Values per target step; they share one scale over the steps. 0, the default, gives every value of the target a scale of its own.
    /// </param>
    /// <param name="scaleTargets">Whether a scaler works on the targets too. False for classes and probabilities.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, or a value is NaN or infinite: its window, row and column are named.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static WindowDataset From(
        ReadOnlyMemory<float> inputs, ReadOnlyMemory<float> targets, int lookBack, int features = 1, int targetColumns = 0, bool scaleTargets = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lookBack, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(targetColumns);
        int inputSize = checked(lookBack * features);
        if (inputs.IsEmpty || inputs.Length % inputSize != 0)
        {
            throw new ArgumentException(
                $"Expected a multiple of {lookBack} steps × {features} features = {inputSize} values, found {inputs.Length}.", nameof(inputs));
        }

        int count = inputs.Length / inputSize;
        if (targets.IsEmpty || targets.Length % count != 0)
        {
            throw new ArgumentException(
                $"The inputs hold {count} windows: expected a multiple of {count} values, found {targets.Length}.", nameof(targets));
        }

        int targetSize = targets.Length / count;
        if (targetColumns > 0 && targetSize % targetColumns != 0)
        {
            throw new ArgumentException(
                $"Each target has {targetSize} values, which is no multiple of {targetColumns} columns.", nameof(targetColumns));
        }

        for (int window = 0; window < count; window++)
        {
            Finite.Check(inputs.Span.Slice(window * inputSize, inputSize), features, nameof(inputs), window);
            Finite.Check(targets.Span.Slice(window * targetSize, targetSize), targetColumns > 0 ? targetColumns : targetSize, nameof(targets), window, what: "target");
        }

        WindowSource source = new()
        {
            LookBack = lookBack,
            Features = features,
            Inputs = inputs,
            InputStep = inputSize,
            Targets = targets,
            TargetOffset = 0,
            TargetStep = targetSize,
            TargetSize = targetSize,
            TargetColumns = targetColumns > 0 ? targetColumns : targetSize,
            ScaleTargets = scaleTargets,
        };
        return new WindowDataset(source, 0, count, default);
    }

    /// <summary>Windows from ready-made lists, which are copied. Arrays and memory are taken without a copy.</summary>
    /// <inheritdoc cref="From(ReadOnlyMemory{float}, ReadOnlyMemory{float}, int, int, int, bool)"/>
    [OverloadResolutionPriority(-1)]
    public static WindowDataset From(
        IReadOnlyList<float> inputs, IReadOnlyList<float> targets, int lookBack, int features = 1, int targetColumns = 0, bool scaleTargets = true)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        return From((ReadOnlyMemory<float>)inputs.ToArray(), (ReadOnlyMemory<float>)targets.ToArray(), lookBack, features, targetColumns, scaleTargets);
    }

    /// <summary>Ready-made windows whose targets are steps of so many values; windows of a series know that themselves.</summary>
    internal WindowDataset WithTargetColumns(int columns) =>
        HasSeries || columns == TargetColumns ? this : new WindowDataset(_source with { TargetColumns = columns }, _first, Count, _weights, _lengths) { Streams = Streams, _streamStarts = _streamStarts, _begins = _begins, _starts = _starts, _scaling = _scaling };

    /// <summary>
    /// The same windows with targets that no scaler touches. Ready-made ones then have a single target column: how many labels there are says nothing of the columns that a
    /// scaler of the model can have.
    /// </summary>
    internal WindowDataset WithTargetsAsTheyAre()
    {
        WindowDataset windows = WithTargetColumns(1);
        return windows._source.ScaleTargets
            ? new WindowDataset(windows._source with { ScaleTargets = false }, _first, Count, _weights, _lengths) { Streams = Streams, _streamStarts = _streamStarts, _begins = _begins, _starts = _starts, _scaling = _scaling }
            : windows;
    }
}
