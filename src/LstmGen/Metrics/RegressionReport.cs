using System.Globalization;
using System.Text;

namespace LstmGen.Metrics;

/// <summary>
/// How far predicted values are from what came. e = predicted − actual, y what came, n the number of values; sums run in order, in double precision. A measure that is not
/// defined is NaN, and its text says so.
/// </summary>
public sealed record RegressionReport
{
    /// <summary>Values compared, n.</summary>
    public required long Count { get; init; }

    /// <summary>Mean absolute error: Σ|e| / n, in the units of the values.</summary>
    public required double Mae { get; init; }

    /// <summary>Mean squared error: Σe² / n.</summary>
    public required double Mse { get; init; }

    /// <summary>Root of the mean squared error, in the units of the values.</summary>
    public double Rmse => Math.Sqrt(Mse);

    /// <summary>Mean error, or bias: Σe / n. Above 0, predictions are too high.</summary>
    public required double MeanError { get; init; }

    /// <summary>The largest |e|.</summary>
    public required double LargestError { get; init; }

    /// <summary>
    /// R², the coefficient of determination: 1 − Σe² / Σ(y − mean of y)². 1 is perfect, 0 as good as the mean of these values, below 0 worse. NaN where all values are the same.
    /// </summary>
    public required double R2 { get; init; }

    /// <summary>1 − variance of e / variance of y: R² without what a constant error costs. NaN where all values are the same.</summary>
    public required double ExplainedVariance { get; init; }

    /// <summary>
    /// Mean absolute percentage error over the <see cref="MapeCount"/> values that are not 0: 100 · Σ|e / y| / <see cref="MapeCount"/>, in per cent. NaN where all are 0. A
    /// few values near 0 can outweigh all others.
    /// </summary>
    public required double Mape { get; init; }

    /// <summary>Values that are not 0, which <see cref="Mape"/> is the mean over.</summary>
    public required long MapeCount { get; init; }

    /// <summary>Symmetric mean absolute percentage error: 200 · Σ(|e| / (|y| + |predicted|)) / n, 0 to 200 per cent; a value with y = predicted = 0 counts as 0.</summary>
    public required double Smape { get; init; }

    /// <summary>The report of each column, where there are several; else empty. The measures over all of them mix their units.</summary>
    public IReadOnlyList<RegressionReport> ByColumn { get; init; } = [];

    /// <summary>The report of each step, where there are several; else empty. The first is the first step of a target.</summary>
    public IReadOnlyList<RegressionReport> ByStep { get; init; } = [];

    /// <summary>Measures predicted values.</summary>
    /// <param name="actual">What came, finite: one value, or row by row, in each row step by step, and in each step column by column, as targets of windows lie.</param>
    /// <param name="predicted">As many predicted values, finite.</param>
    /// <param name="columns">Values in one step, at least 1, each with units of its own; above 1, <see cref="ByColumn"/> has a report of each.</param>
    /// <param name="steps">Steps in one row, at least 1; above 1, <see cref="ByStep"/> has a report of each.</param>
    /// <exception cref="ArgumentException">There are no values, the lengths differ or are no whole number of rows, or a value is NaN or infinite: its place is named.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of columns or steps is below 1.</exception>
    public static RegressionReport Of(ReadOnlySpan<float> actual, ReadOnlySpan<float> predicted, int columns = 1, int steps = 1)
    {
        Pairs.Check(actual.Length, predicted.Length, columns, steps);
        var values = new RegressionValues(columns, steps);
        for (int i = 0; i < actual.Length; i++)
        {
            values.Add(i / columns % steps, i % columns, Pairs.Finite(actual[i], i, nameof(actual)), Pairs.Finite(predicted[i], i, nameof(predicted)));
        }

        return values.ToReport();
    }

    /// <summary>Measures predicted values in double precision.</summary>
    /// <inheritdoc cref="Of(ReadOnlySpan{float}, ReadOnlySpan{float}, int, int)"/>
    public static RegressionReport Of(ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted, int columns = 1, int steps = 1)
    {
        Pairs.Check(actual.Length, predicted.Length, columns, steps);
        var values = new RegressionValues(columns, steps);
        for (int i = 0; i < actual.Length; i++)
        {
            values.Add(i / columns % steps, i % columns, Pairs.Finite(actual[i], i, nameof(actual)), Pairs.Finite(predicted[i], i, nameof(predicted)));
        }

        return values.ToReport();
    }

    /// <summary>The measures in two lines, and below those of each column and of each step, where there are several.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"MAE {Figures.Number(Mae)}, RMSE {Figures.Number(Rmse)}, R² {Figures.Fixed(R2, 4)}, explained variance {Figures.Fixed(ExplainedVariance, 4)}");
        text.Append(CultureInfo.InvariantCulture, $" over {Count} {(Count == 1 ? "value" : "values")}{(ByColumn.Count > 0 ? $" of {ByColumn.Count} columns, whose units are mixed here" : "")}\n");
        text.Append(CultureInfo.InvariantCulture, $"MAPE {Figures.Percent(Mape)}");
        if (MapeCount < Count) text.Append(CultureInfo.InvariantCulture, $" over the {MapeCount} that are not 0");
        text.Append(CultureInfo.InvariantCulture, $", sMAPE {Figures.Percent(Smape)}, mean error {Figures.Number(MeanError)}, largest {Figures.Number(LargestError)}");
        Append(text, "column", ByColumn, first: 0);
        Append(text, "step", ByStep, first: 1);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string what, IReadOnlyList<RegressionReport> reports, int first)
    {
        if (reports.Count == 0) return;
        text.Append(CultureInfo.InvariantCulture, $"\n{what,6}         MAE        RMSE        R²    sMAPE");
        for (int i = 0; i < reports.Count; i++)
        {
            RegressionReport part = reports[i];
            text.Append(CultureInfo.InvariantCulture, $"\n{i + first,6}{Figures.Number(part.Mae),12}{Figures.Number(part.Rmse),12}{Figures.Fixed(part.R2, 4),10}{Figures.Percent(part.Smape),9}");
        }
    }
}
