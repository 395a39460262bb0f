using System.Globalization;
using System.Text;
using LstmGen.Metrics;

namespace LstmGen.Forecasting;

/// <summary>
/// How good forecasts were, and whether they were any better than repeating the last value or the last season: a forecast that copies the last
/// value looks good in a plot.
/// </summary>
/// <remarks>A measure that is not defined is NaN, and its text says so and why. Everything is in raw units, and every value counts alike, whatever the weight of its window.</remarks>
public sealed record ForecastAccuracy
{
    private const double CopySkill = 0.05;
    private const double CopyDistance = 0.5;

    /// <summary>Values compared.</summary>
    public required int Count { get; init; }

    /// <summary>Mean absolute error.</summary>
    public required double Mae { get; init; }

    /// <summary>Root of the mean squared error.</summary>
    public required double Rmse { get; init; }

    /// <summary>Mean absolute percentage error, in per cent; NaN when a true value is 0 or near it (<see cref="TargetsNearZero"/>).</summary>
    public required double Mape { get; init; }

    /// <summary>True values that are 0, or so near it that an error in per cent of them says nothing: below about 1/10,000 of their mean magnitude.</summary>
    public int TargetsNearZero { get; init; }

    /// <summary>Symmetric mean absolute percentage error, 0 to 200 per cent.</summary>
    public required double Smape { get; init; }

    /// <summary>Mean absolute scaled error against the naive forecast of the values before; NaN when those never change.</summary>
    public required double Mase { get; init; }

    /// <summary>
    /// Mean absolute scaled error against the seasonal-naive forecast of the values before (that of the M4 competition); NaN when those are the same a period later, null without a period.
    /// </summary>
    public double? SeasonalMase { get; init; }

    /// <summary>RMSE of the naive forecast: the last value known, for every step.</summary>
    public required double NaiveRmse { get; init; }

    /// <summary>1 − RMSE / RMSE of the naive forecast; NaN when that makes no error.</summary>
    public required double SkillAgainstNaive { get; init; }

    /// <summary>Rows of one season; 0 when none was given.</summary>
    public int Period { get; init; }

    /// <summary>Values for which there was one a period before: the seasonal comparison is over these alone.</summary>
    public int SeasonalCount { get; init; }

    /// <summary>RMSE of the seasonal-naive forecast; null without a period, or where the series does not reach back that far.</summary>
    public double? SeasonalNaiveRmse { get; init; }

    /// <summary>1 − RMSE / RMSE of the seasonal-naive forecast, both over the same values; null without one.</summary>
    public double? SkillAgainstSeasonalNaive { get; init; }

    /// <summary>Root of the mean squared difference between the forecasts and the last value known.</summary>
    public double DistanceFromNaive { get; init; }

    /// <summary>
    /// The accuracy of each target column, where there are several; else empty. Measures in the units of the values, and the skills, which are made of them, mix the
    /// columns: the one with the largest numbers decides.
    /// </summary>
    public IReadOnlyList<ColumnAccuracy> ByColumn { get; init; } = [];

    /// <summary>
    /// Whether the forecasts look like the series one step late: hardly better than the last value (skill below 0.05) and much closer to it than
    /// to what came (less than half as far as the truth is). Of several target columns, those of one.
    /// </summary>
    public bool LooksLikeLaggedCopy => ByColumn.Count > 0
        ? ByColumn.Any(column => column.Accuracy.LooksLikeLaggedCopy)
        : SkillAgainstNaive < CopySkill && DistanceFromNaive < CopyDistance * NaiveRmse;

    /// <summary>Measures a model's direct forecasts on windows it predicts one by one.</summary>
    /// <remarks>
    /// MASE is scaled by the naive error of each target column over the rows before the first target, or, when the windows start with the
    /// series itself, over the rows of the windows.
    /// </remarks>
    /// <param name="model">The model, in raw units.</param>
    /// <param name="windows">Raw windows, for example the test part of <see cref="WindowDataset.SplitByTime(int)"/>.</param>
    /// <returns>
    /// The measures; null where there is no last value to compare with (windows from ready-made arrays) or the model's outputs are no forecast of the
    /// targets one by one (several outputs per target without a head that says what they are). Of a distribution its mean counts, or the quantile nearest to
    /// the median.
    /// </returns>
    /// <exception cref="ArgumentException">The windows do not fit the model.</exception>
    public static ForecastAccuracy? Of(SequenceModel model, WindowDataset windows)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(windows);
        if (!windows.HasSeries || windows.TargetSize != model.Description.ForecastSize)
        {
            return null;
        }

        model.CheckShape(windows, nameof(windows));
        var sums = new ColumnErrors(windows);
        NaiveScales scales = windows.NaiveScales();
        int columns = windows.TargetColumns;
        double[] input = new double[windows.InputSize];
        double[] output = new double[model.Description.OutputSize];
        double[] forecast = new double[windows.TargetSize];
        double[] actual = new double[windows.TargetSize];
        double[] naive = new double[windows.TargetSize];
        double[] seasonal = new double[windows.TargetSize];
        for (int i = 0; i < windows.Count; i++)
        {
            bool exact = windows.IsExact;
            if (exact) windows.CopyInput(i, input);
            windows.CopyTarget(i, actual);
            windows.CopyNaive(i, naive);
            bool hasSeasonal = windows.TryCopySeasonalNaive(i, seasonal);
            if (exact) PointForecast.Predict(model, input, windows.LengthOf(i), output, forecast);
            else PointForecast.Predict(model, windows.InputOf(i), windows.LengthOf(i), output, forecast);
            windows.RestoreLevel(i, forecast);
            int series = windows.SeriesOf(i);
            for (int j = 0; j < actual.Length; j++)
            {
                sums.Add(j % columns, actual[j], forecast[j], naive[j], hasSeasonal ? seasonal[j] : null, scales.Of(series, j % columns));
            }
        }

        return sums.ToAccuracy();
    }

    /// <summary>The measures in two to four lines, and below those of each target column, where there are several.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        AppendMeasures(text);
        AppendSkills(text);
        foreach (ColumnAccuracy column in ByColumn)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n'{column.Name}': {column.Accuracy.ToString().Replace("\n", "\n  ", StringComparison.Ordinal)}");
        }

        if (LooksLikeLaggedCopy && ByColumn.Count == 0)
        {
            text.Append("\nwarning: the forecasts look like the last value repeated: hardly better than naive, and much closer to it than to what came.");
        }

        return text.ToString();
    }

    private void AppendMeasures(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"MAE {Figures.Number(Mae)}, RMSE {Figures.Number(Rmse)}, MAPE {Figures.Percent(Mape)}");
        if (TargetsNearZero > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $" ({TargetsNearZero} {(TargetsNearZero == 1 ? "target is" : "targets are")} 0 or near it)");
        }

        text.Append(CultureInfo.InvariantCulture, $", sMAPE {Figures.Percent(Smape)}, MASE {Figures.Number(Mase)}");
        if (double.IsNaN(Mase)) text.Append(" (the values before do not change)");
        text.Append(CultureInfo.InvariantCulture, $" over {Count} values{(ByColumn.Count > 0 ? $" of {ByColumn.Count} columns, whose units are mixed here" : "")}\n");
    }

    private void AppendSkills(StringBuilder text)
    {
        string why = double.IsNaN(SkillAgainstNaive) && NaiveRmse == 0 ? "it makes no error" : $"RMSE {Figures.Number(NaiveRmse)}";
        text.Append(CultureInfo.InvariantCulture, $"skill against naive {Figures.Skill(SkillAgainstNaive)} ({why})");
        if (SkillAgainstSeasonalNaive is { } skill)
        {
            text.Append(CultureInfo.InvariantCulture, $", against seasonal-naive({Period}) {Figures.Skill(skill)} (RMSE {Figures.Number(SeasonalNaiveRmse ?? double.NaN)}");
            text.Append(CultureInfo.InvariantCulture, $"{(SeasonalCount < Count ? $" over the {SeasonalCount} values that have one" : "")})");
        }
    }
}

/// <summary>The accuracy of one target column.</summary>
/// <param name="Name">Of the column.</param>
/// <param name="Accuracy">Of its values alone.</param>
public sealed record ColumnAccuracy(string Name, ForecastAccuracy Accuracy);
