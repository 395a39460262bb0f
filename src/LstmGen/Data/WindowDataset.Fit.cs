namespace LstmGen;

public sealed partial class WindowDataset
{
    /// <summary>Fits the scale of each feature and each target column to the span of these windows.</summary>
    internal void FitColumns(Scaling scaling, Span<ColumnScale> inputs, Span<ColumnScale> outputs)
    {
        if (_source.Series is { } series)
        {
            FitSeries(series, scaling, inputs, outputs);
        }
        else
        {
            FitArrays(scaling, inputs, outputs);
        }
    }

    private void FitSeries(WindowSeries series, Scaling scaling, Span<ColumnScale> inputs, Span<ColumnScale> outputs)
    {
        int start = StartRow(0);
        int past = series.PastColumns.Length;
        for (int feature = 0; feature < inputs.Length; feature++)
        {
            inputs[feature] = feature < past
                ? FitRows(series.PastColumns[feature], start)
                : FitRows(series.KnownColumns[feature - past], start + series.Layout.Gap + series.Layout.Horizon);
        }

        for (int target = 0; target < outputs.Length; target++)
        {
            int feature = series.Layout.TargetFeatures[target];
            outputs[target] = feature >= 0 ? inputs[feature] : FitRows(series.TargetColumns[target], FirstTargetRow(0));
        }

        ColumnScale FitRows(int column, int from) =>
            ColumnScale.Fit(scaling, Gather(series.Table.Column(column)[from..SpanEnd], 0, 1), single: true, $"Column '{series.Table.Names[column]}'");
    }

    private void FitArrays(Scaling scaling, Span<ColumnScale> inputs, Span<ColumnScale> outputs)
    {
        ReadOnlySpan<float> values = _source.Inputs.Span.Slice(_first * InputSize, Count * InputSize);
        for (int feature = 0; feature < inputs.Length; feature++)
        {
            inputs[feature] = ColumnScale.Fit(scaling, Gather(values, feature, Features), single: true, $"Feature {feature}");
        }

        ReadOnlySpan<float> targets = _source.Targets.Span.Slice(_first * TargetSize, Count * TargetSize);
        for (int column = 0; column < outputs.Length; column++)
        {
            outputs[column] = _source.ScaleTargets
                ? ColumnScale.Fit(scaling, Gather(targets, column, TargetColumns), single: true, $"Target column {column}")
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
}
