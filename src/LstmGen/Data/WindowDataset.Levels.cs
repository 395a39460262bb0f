using LstmGen.Runtime;

namespace LstmGen;

// Windows divided by levels of their own: as they are read, so that no window is copied.
public sealed partial class WindowDataset
{
    /// <summary>What scales the windows behind their levels, and whether it scales their targets too; null before.</summary>
    private (Scaler Scaler, bool Targets)? _scaling;

    /// <summary>Whether windows are divided by levels of their own.</summary>
    internal bool HasLevels => Level != WindowLevel.None;

    /// <summary>One input as a network reads it.</summary>
    internal void ReadInput(int index, Span<float> input)
    {
        RawInput(index).CopyTo(input);
        if (!HasLevels) return;
        WindowSeries series = _source.Series!;
        for (int target = 0; target < TargetColumns; target++)
        {
            if (series.Layout.TargetFeatures[target] is not (>= 0 and var feature)) continue;
            double level = LevelOf(index, target), offset = OffsetOf(index, target);
            for (int i = feature; i < input.Length; i += Features)
            {
                input[i] = (float)((input[i] - offset) / level);
            }
        }

        if (_scaling is { Scaler: var scaler }) scaler.ScaleInput(input, input);
    }

    /// <summary>One target as a network learns it.</summary>
    internal void ReadTarget(int index, Span<float> target)
    {
        RawTarget(index).CopyTo(target);
        if (!HasLevels || !_source.ScaleTargets) return;
        for (int column = 0; column < TargetColumns; column++)
        {
            double level = LevelOf(index, column), offset = OffsetOf(index, column);
            for (int i = column; i < target.Length; i += TargetColumns)
            {
                target[i] = (float)((target[i] - offset) / level);
            }
        }

        if (_scaling is { Targets: true, Scaler: var scaler }) scaler.ScaleOutput(target, target);
    }

    /// <summary>Takes a model's answer to a window to raw units; nothing happens where no level is, or where the answers are no values.</summary>
    internal void RestoreLevel(ModelDescription model, int index, Span<float> outputs)
    {
        if (!HasLevels || !model.ScalesOutputs) return;
        int perTarget = model.Distribution?.OutputsPerTarget ?? 1;
        for (int i = 0; i < outputs.Length; i++)
        {
            int column = i / perTarget % TargetColumns;
            double offset = model.Distribution?.IsPlace(i % perTarget) == false ? 0 : OffsetOf(index, column);
            outputs[i] = (float)(outputs[i] * LevelOf(index, column) + offset);
        }
    }

    /// <summary>Takes a forecast to raw units.</summary>
    internal void RestoreLevel(int index, Span<double> forecast)
    {
        for (int i = 0; HasLevels && i < forecast.Length; i++)
        {
            forecast[i] = forecast[i] * LevelOf(index, i % TargetColumns) + OffsetOf(index, i % TargetColumns);
        }
    }

    private WindowDataset ScaledLevels(Scaler scaler, bool targets)
    {
        WindowDataset scaled = new(_source, _first, Count, _weights, _lengths) { _starts = _starts, _scaling = (scaler, targets) };
        float[] input = new float[InputSize];
        for (int window = 0; window < Count; window++)
        {
            scaled.ReadInput(window, input);
            if (Checks.Finite.IndexOfBad(input) is var bad and >= 0)
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"Expected values that the scaler can scale, but row {bad / Features}, column {bad % Features} of window {window} is {RawInput(window)[bad]}, which overflows. Leave it out, or fit a scaler to these windows."));
            }
        }

        return scaled;
    }

    /// <summary>The values of a target column, and of the feature that it is, as divided: of windows whose inputs do not overlap, so that each row counts about once; with the targets behind them.</summary>
    private double[] LeveledValues(int feature, int target)
    {
        List<double> values = [];
        float[] input = new float[InputSize], output = new float[TargetSize];
        WindowDataset divided = _scaling is null ? this : new(_source, _first, Count, _weights, _lengths) { _starts = _starts };
        foreach (IGrouping<int, int> own in Enumerable.Range(0, Count).GroupBy(SeriesOf))
        {
            int begin = Panel!.Begin(own.Key), next = int.MinValue;
            foreach (int index in own.OrderBy(StartRow))
            {
                if (StartRow(index) < next) continue;
                next = StartRow(index) + (feature >= 0 ? LookBack : Horizon);
                divided.ReadInput(index, input);
                divided.ReadTarget(index, output);
                for (int row = Math.Max(0, begin - StartRow(index)); feature >= 0 && row < LookBack; row++)
                {
                    values.Add(input[row * Features + feature]);
                }

                for (int i = target; i < output.Length; i += TargetColumns)
                {
                    values.Add(output[i]);
                }
            }
        }

        return [.. values];
    }
}
