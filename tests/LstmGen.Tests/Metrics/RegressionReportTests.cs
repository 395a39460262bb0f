using CsCheck;
using LstmGen.Forecasting;
using LstmGen.Metrics;

namespace LstmGen.Tests.Metrics;

public sealed class RegressionReportTests
{
    private static readonly Gen<(float[] Actual, float[] Predicted, int Columns, int Steps)> s_cases =
        from columns in Gen.Int[1, 3]
        from steps in Gen.Int[1, 4]
        from rows in Gen.Int[1, 8]
        from actual in Gen.OneOf(Gen.Float[-50, 50], Gen.Const(0f)).Array[columns * steps * rows]
        from predicted in Gen.Float[-50, 50].Array[columns * steps * rows]
        select (actual, predicted, columns, steps);

    [Fact]
    public void Measures_of_the_documentation_of_scikit_learn()
    {
        // sklearn.metrics: r2_score 0.948…, explained_variance_score 0.957…, mean_absolute_error 0.5, mean_squared_error 0.375 of these values.
        var report = RegressionReport.Of([3f, -0.5f, 2, 7], [2.5f, 0, 2, 8]);
        Assert.Equal((0.948, 0.957, 0.5, 0.375), (Math.Floor(report.R2 * 1000) / 1000, Math.Floor(report.ExplainedVariance * 1000) / 1000, report.Mae, report.Mse));
        Assert.Equal((4, 1.0, 0.25), (report.Count, report.LargestError, report.MeanError));
    }

    /// <summary>Each measure once more, from its definition, in LINQ and with extended sums.</summary>
    [Fact]
    public void Measures_equal_their_definitions() => s_cases.Sample(c =>
    {
        var report = RegressionReport.Of(c.Actual, c.Predicted, c.Columns, c.Steps);
        Check(report, [.. c.Actual.Zip(c.Predicted)]);
        Assert.Equal(c.Columns == 1 ? 0 : c.Columns, report.ByColumn.Count);
        Assert.Equal(c.Steps == 1 ? 0 : c.Steps, report.ByStep.Count);
        for (int column = 0; column < report.ByColumn.Count; column++)
        {
            Check(report.ByColumn[column], [.. c.Actual.Zip(c.Predicted).Where((_, i) => i % c.Columns == column)]);
        }

        for (int step = 0; step < report.ByStep.Count; step++)
        {
            Check(report.ByStep[step], [.. c.Actual.Zip(c.Predicted).Where((_, i) => i % (c.Columns * c.Steps) / c.Columns == step)]);
        }

        double[] wideActual = Array.ConvertAll(c.Actual, value => (double)value), widePredicted = Array.ConvertAll(c.Predicted, value => (double)value);
        Assert.Equal(report with { ByColumn = [], ByStep = [] }, RegressionReport.Of(wideActual, widePredicted, c.Columns, c.Steps) with { ByColumn = [], ByStep = [] });
    });

    [Fact]
    public void Percentages_are_over_the_values_that_are_not_0_and_say_so()
    {
        var report = RegressionReport.Of([0f, 10, 0, 20], [5f, 11, 0, 15]);
        Assert.Equal((2, 17.5), (report.MapeCount, report.Mape));
        Assert.Contains("over the 2 that are not 0", report.ToString(), StringComparison.Ordinal);
        var zeros = RegressionReport.Of([0f, 0], [1f, 0]);
        Assert.True(double.IsNaN(zeros.Mape) && double.IsNaN(zeros.R2) && double.IsNaN(zeros.ExplainedVariance));
        Assert.Contains("MAPE undefined", zeros.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_is_refused_by_its_place()
    {
        Assert.Equal("actual", Assert.Throws<ArgumentException>(() => RegressionReport.Of((float[])[], [])).ParamName);
        Assert.Equal("predicted", Assert.Throws<ArgumentException>(() => RegressionReport.Of([1f, 2], [1f])).ParamName);
        Assert.Equal("actual", Assert.Throws<ArgumentException>(() => RegressionReport.Of([1f, 2, 3], [1f, 2, 3], columns: 2)).ParamName);
        Assert.Contains("value 1 is NaN", Assert.Throws<ArgumentException>(() => RegressionReport.Of([1f, 2], [1f, float.NaN])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => RegressionReport.Of([1f], [1f], columns: 0));
    }

    [Fact]
    public void Late_lives_cost_more_than_early_ones() => Gen.Float[-60, 60].Array[1, 20].Sample(errors =>
    {
        float[] actual = [.. errors.Select((_, i) => 70f + i)], predicted = [.. actual.Zip(errors, (life, error) => life + error)];
        double expected = actual.Zip(predicted, (life, guess) => (double)guess - life).Sum(late => late < 0 ? Math.Exp(-late / 13) - 1 : Math.Exp(late / 10) - 1);
        Assert.Equal(expected, ForecastMetrics.RemainingLifeScore(actual, predicted), 1e-9 * Math.Max(1, expected));
        Assert.Equal(Math.E - 1, ForecastMetrics.RemainingLifeScore([0f], [10f]), 12);
        Assert.Equal(Math.E - 1, ForecastMetrics.RemainingLifeScore([13f], [0f]), 12);
    });

    /// <summary>Table 4 of Makridakis, Spiliotis and Assimakopoulos (2020): the winner of the M4 competition on hourly series against Naive 2.</summary>
    [Fact]
    public void The_overall_average_is_that_of_the_competition()
    {
        Assert.Equal(0.440, ForecastMetrics.Owa(9.328, 0.893, 18.383, 2.395), 3);
        Assert.True(double.IsNaN(ForecastMetrics.Owa(1, 1, 0, 1)));
    }

    private static void Check(RegressionReport report, (float Actual, float Predicted)[] pairs)
    {
        double[] y = [.. pairs.Select(pair => (double)pair.Actual)], e = [.. pairs.Select(pair => (double)pair.Predicted - pair.Actual)];
        double spread = y.Sum(value => Math.Pow(value - y.Average(), 2)), spreadOfErrors = e.Sum(value => Math.Pow(value - e.Average(), 2));
        double[] percent = [.. pairs.Where(pair => pair.Actual != 0).Select(pair => 100 * Math.Abs(((double)pair.Predicted - pair.Actual) / pair.Actual))];
        Assert.Equal(pairs.Length, report.Count);
        Near(e.Average(Math.Abs), report.Mae);
        Near(Math.Sqrt(e.Average(value => value * value)), report.Rmse);
        Near(e.Average(), report.MeanError);
        Near(e.Max(Math.Abs), report.LargestError);
        Near(spread == 0 ? double.NaN : 1 - e.Sum(value => value * value) / spread, report.R2);
        Near(spread == 0 ? double.NaN : 1 - spreadOfErrors / spread, report.ExplainedVariance);
        Near(percent.Length == 0 ? double.NaN : percent.Average(), report.Mape);
        Assert.Equal(percent.Length, report.MapeCount);
        Near(ForecastMetrics.Smape([.. pairs.Select(pair => pair.Actual)], [.. pairs.Select(pair => pair.Predicted)]), report.Smape);
    }

    private static void Near(double expected, double actual) => Assert.Equal(expected, actual, 1e-9 * Math.Max(1, double.IsNaN(expected) ? 1 : Math.Abs(expected)));
}
