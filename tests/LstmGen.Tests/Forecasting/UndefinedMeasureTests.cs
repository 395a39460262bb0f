using System.Globalization;
using LstmGen.Forecasting;
using LstmGen.Metrics;
using LstmGen.Tests.Data;

namespace LstmGen.Tests.Forecasting;

/// <summary>A measure that is not defined says so, and no text holds a number that nobody could read.</summary>
public sealed class UndefinedMeasureTests
{
    [Theory]
    [InlineData(0f)]
    [InlineData(1e-8f)]
    [InlineData(-1e-30f)]
    public void Targets_at_or_near_zero_leave_no_percentage(float zero)
    {
        float[] series = [1, 2, 3, zero, 2, 1, 3, zero, 4, 2];
        ForecastAccuracy accuracy = ForecastAccuracy.Of(new RuleModel((window, output) => output[0] = window[^1], 2), WindowDataset.Of(series, 2))!;
        Assert.Equal(double.NaN, accuracy.Mape);
        Assert.Equal(2, accuracy.TargetsNearZero);
        Assert.Contains("MAPE undefined (2 targets are 0 or near it)", accuracy.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_percentage_that_is_defined_is_that_of_the_formula()
    {
        float[] series = [1, 2, -3, 0.01f, 2, 1, 3, 200];
        ForecastAccuracy accuracy = ForecastAccuracy.Of(new RuleModel((window, output) => output[0] = window[^1], 2), WindowDataset.Of(series, 2))!;
        Assert.Equal(ForecastMetrics.Mape(series.AsSpan(2), series.AsSpan(1, 6)), accuracy.Mape, 1e-9);
        Assert.Equal(0, accuracy.TargetsNearZero);
    }

    [Theory]
    [InlineData(0f, 0)]
    [InlineData(0.5f, 0)]
    [InlineData(1e-3f, 0)]
    [InlineData(1e-5f, 1)]
    [InlineData(float.Epsilon, 1)]
    public void Near_zero_is_a_ten_thousandth_of_the_mean_magnitude(float value, int near)
    {
        var sums = new PercentageSums();
        foreach (float other in new[] { 1f, -1f, 2f, value }) sums.Add(other, 0f);
        Assert.Equal(value == 0f ? 1 : near, sums.NearZero());
    }

    [Fact]
    public void A_series_that_never_changes_has_reasons_instead_of_numbers()
    {
        string text = ForecastAccuracy.Of(new RuleModel((_, output) => output[0] = 0, 2), WindowDataset.Of(new float[9], 2))!.ToString();
        Assert.Contains("MAPE undefined (7 targets are 0 or near it)", text, StringComparison.Ordinal);
        Assert.Contains("MASE undefined (the values before do not change)", text, StringComparison.Ordinal);
        Assert.Contains("skill against naive undefined (it makes no error)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Wild_forecasts_are_written_in_six_digits_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            float[] series = [.. Enumerable.Range(0, 30).Select(i => 1f + i % 3)];
            string text = ForecastAccuracy.Of(new RuleModel((_, output) => output[0] = 1.2345678e20f, 2), WindowDataset.Of(series, 2, period: 3))!.ToString();
            Assert.DoesNotMatch("[0-9]{8}", text);
            Assert.DoesNotMatch("[0-9],[0-9]", text);
            Assert.Contains("MAPE 7.4221E+21 %", text, StringComparison.Ordinal);
            Assert.Matches(@"naive -[0-9.]+E\+2[0-9]%", text);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Columns_in_different_units_are_measured_one_by_one()
    {
        float[] large = [.. Enumerable.Range(0, 20).Select(i => 1_000f + 50f * (i % 4))], small = [.. Enumerable.Range(0, 20).Select(i => 0.5f + 0.1f * (i % 3))];
        WindowDataset windows = WindowDataset.Of(SeriesTable.Of(("watts", large), ("share", small)), 3, horizon: 2);
        RuleModel model = new((window, output) => { output[0] = output[2] = window[4]; output[1] = output[3] = window[5]; }, 3, features: 2, outputs: 4);
        ForecastAccuracy accuracy = ForecastAccuracy.Of(model, windows)!;

        Assert.Equal(["watts", "share"], accuracy.ByColumn.Select(column => column.Name));
        ForecastAccuracy share = ForecastAccuracy.Of(
            new RuleModel((window, output) => output.Fill(window[^1]), 3, outputs: 2), WindowDataset.Of(small, 3, horizon: 2))!;
        Assert.Equal(share, accuracy.ByColumn[1].Accuracy);
        Assert.Equal(accuracy.Count, accuracy.ByColumn.Sum(column => column.Accuracy.Count));
        Assert.Contains("of 2 columns, whose units are mixed here", accuracy.ToString(), StringComparison.Ordinal);
        Assert.Contains("'share': MAE 0.1344", accuracy.ToString(), StringComparison.Ordinal);
        Assert.Empty(share.ByColumn);
    }

    [Fact]
    public void Classes_and_labels_without_an_answer_say_so()
    {
        var report = new ClassificationReport(2, null);
        Assert.Contains("accuracy undefined over 0", report.ToString(), StringComparison.Ordinal);
        report.Add(1, [0.2f, 0.8f]);
        Assert.Contains("ROC AUC undefined", report.ToString(), StringComparison.Ordinal);
        string labels = new MultiLabelMetrics(2).ToString();
        Assert.Contains("exact undefined, Hamming loss undefined, ROC AUC undefined over 0 rows", labels, StringComparison.Ordinal);
        Assert.Contains("tag accuracy undefined", new SpanF1().ToString(), StringComparison.Ordinal);
        Assert.StartsWith("undefined (0 substituted, 2 inserted", EditDistance.BetweenCharacters("", "ab").ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", report.ToString() + labels, StringComparison.Ordinal);
    }
}
