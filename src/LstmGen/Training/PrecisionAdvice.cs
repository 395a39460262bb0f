using System.Globalization;

namespace LstmGen;

/// <summary>Names the columns whose differences single precision would not hold: where their spread has few steps of a float of their size.</summary>
internal static class PrecisionAdvice
{
    /// <summary>Steps over its spread below which a column is named: twelve bits.</summary>
    private const double FewSteps = 4_096;

    public static void Warn(SequenceModel model, WindowDataset windows, List<string> warnings)
    {
        if (windows.Source.Series is { } series)
        {
            foreach (int column in series.PastColumns.Concat(series.KnownColumns).Concat(series.TargetColumns).Distinct())
            {
                double[] values = series.Table.Exactly(column, 0, series.Table.Rows);
                WarnOf($"Column '{series.Table.Names[column]}'", values, series.Table.IsExact(column), model.Description.Scaling, warnings);
            }

            return;
        }

        for (int feature = 0; feature < windows.Features; feature++)
        {
            if (model.Description.Tokens.Any(tokens => feature >= tokens.First && feature < tokens.First + tokens.Count)) continue;
            WarnOf($"Feature {feature}", Feature(windows, feature), exact: false, model.Description.Scaling, warnings);
        }
    }

    private static double[] Feature(WindowDataset windows, int feature)
    {
        List<double> values = [];
        for (int window = 0; window < windows.Count; window++)
        {
            ReadOnlySpan<float> input = windows.InputOf(window)[..(windows.LengthOf(window) * windows.Features)];
            for (int i = feature; i < input.Length; i += windows.Features)
            {
                values.Add(input[i]);
            }
        }

        return [.. values];
    }

    private static void WarnOf(string column, double[] values, bool exact, Scaling scaling, List<string> warnings)
    {
        double least = values.Min(), most = values.Max();
        float size = (float)Math.Max(Math.Abs(least), Math.Abs(most));
        double step = (double)MathF.BitIncrement(size) - size, steps = (most - least) / step;
        if (least == most || !(steps < FewSteps)) return;
        string what = string.Create(
            CultureInfo.InvariantCulture, $"{column} runs from {least:R} to {most:R}, where single precision has steps of {step:G3}: {Math.Floor(steps)} over the whole spread. ");
        warnings.Add(what + (
            !exact ? "It came in single precision: if its readings differ by less, pass them as double (with a Scaling), or subtract a constant first."
            : scaling == Scaling.None ? "The model does not scale, so its readings were rounded to that: declare a Scaling, which works before they are rounded, or subtract a constant first."
            : "It was scaled in double precision. Calls that take floats round it: use Predict, PredictBatch and Forecast with doubles."));
    }
}
