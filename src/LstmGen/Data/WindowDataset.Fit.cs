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
        foreach (WindowColumn column in Columns(validTargetSteps))
        {
            (column.IsTarget ? outputs : inputs)[column.Index] =
                column.IsTarget && !_source.ScaleTargets ? ColumnScale.Identity
                : column.Feature is { } feature ? inputs[feature]
                : ColumnScale.Fit(scaling, column.Values(), column.IsSingle, column.Name);
        }
    }

    /// <summary>The columns of these windows, features and then target columns, each with the values that a model sees of it.</summary>
    /// <param name="validTargetSteps">The steps of a window's target that count; null for what the shapes say.</param>
    internal IEnumerable<WindowColumn> Columns(Func<int, int>? validTargetSteps) => _source.Series is { } series
        ? SeriesColumns(series)
        : ArrayColumns(validTargetSteps ?? (TargetSteps == LookBack ? LengthOf : _ => TargetSteps));

    private int TargetSteps => TargetSize / TargetColumns;

    private IEnumerable<WindowColumn> SeriesColumns(WindowSeries series)
    {
        int past = series.PastColumns.Length;
        bool[]? padding = PaddingRows(withTargets: false), paddingOfTargets = PaddingRows(withTargets: true);
        (int From, int FromTarget, int End)[] spans = [.. Spans()];
        for (int feature = 0; feature < Features; feature++)
        {
            bool known = feature >= past;
            int column = known ? series.KnownColumns[feature - past] : series.PastColumns[feature], own = feature;
            int shift = known ? series.Layout.Gap + series.Layout.Horizon : 0;
            bool[]? hidden = !known && series.TargetColumns.Contains(column) ? paddingOfTargets : padding;
            int target = HasLevels && !known ? Array.IndexOf(series.Layout.TargetFeatures.ToArray(), feature) : -1;
            yield return new(
                NameOf(column), IsTarget: false, feature, null, target >= 0 ? () => LeveledValues(own, target) : () => Rows(column, span => span.From + shift, hidden),
                target >= 0 || !series.Table.IsExact(column));
        }

        for (int i = 0; i < TargetColumns; i++)
        {
            int target = i, column = series.TargetColumns[target], feature = series.Layout.TargetFeatures[target];
            yield return new(
                NameOf(column), IsTarget: true, target, feature >= 0 ? feature : null, HasLevels ? () => LeveledValues(-1, target) : () => Rows(column, span => span.FromTarget, null),
                HasLevels || !series.Table.IsExact(column));
        }

        string NameOf(int column) => $"Column '{series.Table.Names[column]}'";

        double[] Rows(int column, Func<(int From, int FromTarget, int End), int> from, bool[]? hidden) => spans.Length == 1
            ? Shown(series.Table.Exactly(column, from(spans[0]), spans[0].End - from(spans[0])), hidden)
            : [.. spans.SelectMany(span => series.Table.Exactly(column, from(span), Math.Max(0, span.End - from(span))))];
    }

    private IEnumerable<WindowColumn> ArrayColumns(Func<int, int> validTargetSteps)
    {
        bool[]? padding = PaddingSteps(LookBack, LengthOf), paddingOfTargets = PaddingSteps(TargetSteps, validTargetSteps);
        for (int i = 0; i < Features; i++)
        {
            int feature = i;
            yield return new($"Feature {feature}", IsTarget: false, feature, null, () =>
                Shown(Gather(_source.Inputs.Span.Slice(_first * InputSize, Count * InputSize), feature, Features), padding));
        }

        for (int i = 0; i < TargetColumns; i++)
        {
            int column = i;
            yield return new($"Target column {column}", IsTarget: true, column, null, () =>
                Shown(Gather(_source.Targets.Span.Slice(_first * TargetSize, Count * TargetSize), column, TargetColumns), paddingOfTargets));
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
            hidden.AsSpan(i * steps, steps)[Math.Min(valid(i), steps)..].Fill(true);
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
