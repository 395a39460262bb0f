namespace LstmGen;

public sealed partial class WindowDataset
{
    /// <summary>Fits the scale of each feature and each target column to the span of these windows, without what lies past the length of a window.</summary>
    /// <param name="scaling">How.</param>
    /// <param name="validTargetSteps">The steps of a window's target that count; null for what the shapes say.</param>
    /// <param name="inputs">Receives one scale for each feature.</param>
    /// <param name="outputs">Receives one scale for each target column.</param>
    internal void FitColumns(Scaling scaling, Func<int, int>? validTargetSteps, Span<ColumnScale> inputs, Span<ColumnScale> outputs)
    {
        if (_source.Series is { } series)
        {
            FitSeries(series, scaling, inputs, outputs);
        }
        else
        {
            FitArrays(scaling, validTargetSteps ?? (TargetSteps == LookBack ? LengthOf : _ => TargetSteps), inputs, outputs);
        }
    }

    private int TargetSteps => TargetSize / TargetColumns;

    private void FitSeries(WindowSeries series, Scaling scaling, Span<ColumnScale> inputs, Span<ColumnScale> outputs)
    {
        int start = StartRow(0);
        int past = series.PastColumns.Length;
        bool[]? padding = PaddingRows(withTargets: false), paddingOfTargets = PaddingRows(withTargets: true);
        for (int feature = 0; feature < inputs.Length; feature++)
        {
            inputs[feature] = feature >= past ? FitRows(series.KnownColumns[feature - past], start + series.Layout.Gap + series.Layout.Horizon, padding)
                : series.TargetColumns.Contains(series.PastColumns[feature]) ? FitRows(series.PastColumns[feature], start, paddingOfTargets)
                : FitRows(series.PastColumns[feature], start, padding);
        }

        for (int target = 0; target < outputs.Length; target++)
        {
            int feature = series.Layout.TargetFeatures[target];
            outputs[target] = feature >= 0 ? inputs[feature] : FitRows(series.TargetColumns[target], FirstTargetRow(0), null);
        }

        ColumnScale FitRows(int column, int from, bool[]? hidden) =>
            ColumnScale.Fit(scaling, Shown(Gather(series.Table.Column(column)[from..SpanEnd], 0, 1), hidden), single: true, $"Column '{series.Table.Names[column]}'");
    }

    private void FitArrays(Scaling scaling, Func<int, int> validTargetSteps, Span<ColumnScale> inputs, Span<ColumnScale> outputs)
    {
        bool[]? padding = PaddingSteps(LookBack, LengthOf), paddingOfTargets = PaddingSteps(TargetSteps, validTargetSteps);
        ReadOnlySpan<float> values = _source.Inputs.Span.Slice(_first * InputSize, Count * InputSize);
        for (int feature = 0; feature < inputs.Length; feature++)
        {
            inputs[feature] = ColumnScale.Fit(scaling, Shown(Gather(values, feature, Features), padding), single: true, $"Feature {feature}");
        }

        ReadOnlySpan<float> targets = _source.Targets.Span.Slice(_first * TargetSize, Count * TargetSize);
        for (int column = 0; column < outputs.Length; column++)
        {
            outputs[column] = _source.ScaleTargets
                ? ColumnScale.Fit(scaling, Shown(Gather(targets, column, TargetColumns), paddingOfTargets), single: true, $"Target column {column}")
                : ColumnScale.Identity;
        }
    }

    private static double[] Gather(ReadOnlySpan<float> rows, int column, int columns)
    {
        double[] values = new double[rows.Length / columns];
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = rows[row * columns + column];
        }

        return values;
    }

    /// <summary>The rows, from the first input on, that are past the length of a window and that no window shows; null where windows have no lengths.</summary>
    private bool[]? PaddingRows(bool withTargets)
    {
        if (!HasLengths)
        {
            return null;
        }

        int start = StartRow(0);
        bool[] hidden = new bool[SpanEnd - start];
        for (int i = 0; i < Count; i++)
        {
            hidden.AsSpan(StartRow(i) - start + LengthOf(i), LookBack - LengthOf(i)).Fill(true);
        }

        for (int i = 0; i < Count; i++)
        {
            hidden.AsSpan(StartRow(i) - start, LengthOf(i)).Clear();
            if (withTargets) hidden.AsSpan(FirstTargetRow(i) - start, Horizon).Clear();
        }

        return hidden;
    }

    /// <summary>The steps of all windows, one after another, that do not count; null where windows have no lengths.</summary>
    private bool[]? PaddingSteps(int steps, Func<int, int> valid)
    {
        if (!HasLengths)
        {
            return null;
        }

        bool[] hidden = new bool[Count * steps];
        for (int i = 0; i < Count; i++)
        {
            hidden.AsSpan(i * steps, steps)[valid(i)..].Fill(true);
        }

        return hidden;
    }

    /// <summary>The values that are not hidden; all where that would leave none.</summary>
    private static T[] Shown<T>(T[] values, bool[]? hidden)
    {
        T[] shown = hidden is null ? values : [.. values.Where((_, i) => !hidden[i])];
        return shown.Length == 0 ? values : shown;
    }
}
