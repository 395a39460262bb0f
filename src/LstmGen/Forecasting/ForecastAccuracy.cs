using System.Globalization;
using System.Text;

namespace LstmGen;

/// <summary>
/// How good forecasts were, and whether they were any better than repeating the last value or the last season: a forecast that copies the last
/// value looks good in a plot.
/// </summary>
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

    /// <summary>Mean absolute percentage error, in per cent; NaN when a true value is 0.</summary>
    public required double Mape { get; init; }

    /// <summary>Symmetric mean absolute percentage error, 0 to 200 per cent.</summary>
    public required double Smape { get; init; }

    /// <summary>Mean absolute scaled error against the naive forecast of the values before; NaN when those never change.</summary>
    public required double Mase { get; init; }

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
    /// Whether the forecasts look like the series one step late: hardly better than the last value (skill below 0.05) and much closer to it than
    /// to what came (less than half as far as the truth is).
    /// </summary>
    public bool LooksLikeLaggedCopy => SkillAgainstNaive < CopySkill && DistanceFromNaive < CopyDistance * NaiveRmse;

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
        ErrorSums sums = new();
        double[] scales = windows.NaiveScales();
        float[] input = new float[windows.InputSize];
        float[] output = new float[model.Description.OutputSize];
        float[] forecast = new float[windows.TargetSize];
        float[] actual = new float[windows.TargetSize];
        float[] naive = new float[windows.TargetSize];
        float[] seasonal = new float[windows.TargetSize];
        for (int i = 0; i < windows.Count; i++)
        {
            windows.CopyInput(i, input);
            windows.CopyTarget(i, actual);
            windows.CopyNaive(i, naive);
            bool hasSeasonal = windows.TryCopySeasonalNaive(i, seasonal);
            model.PredictPoint(input, windows.LengthOf(i), output, forecast);
            for (int j = 0; j < actual.Length; j++)
            {
                sums.Add(actual[j], forecast[j], naive[j], hasSeasonal ? seasonal[j] : null, scales[j % scales.Length]);
            }
        }

        return sums.ToAccuracy(windows.Period);
    }

    /// <summary>The measures in two to four lines.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"MAE {Mae:G4}, RMSE {Rmse:G4}, MAPE {Percent(Mape)}, sMAPE {Percent(Smape)}, MASE {Number(Mase)} over {Count} values\n");
        text.Append(CultureInfo.InvariantCulture, $"skill against naive {SkillText(SkillAgainstNaive)} (RMSE {NaiveRmse:G4})");
        if (SkillAgainstSeasonalNaive is { } skill)
        {
            text.Append(CultureInfo.InvariantCulture, $", against seasonal-naive({Period}) {SkillText(skill)} (RMSE {SeasonalNaiveRmse:G4}");
            text.Append(CultureInfo.InvariantCulture, $"{(SeasonalCount < Count ? $" over the {SeasonalCount} values that have one" : "")})");
        }

        if (LooksLikeLaggedCopy)
        {
            text.Append("\nwarning: the forecasts look like the last value repeated: hardly better than naive, and much closer to it than to what came.");
        }

        return text.ToString();
    }

    private static string Number(double value) => double.IsNaN(value) ? "undefined" : value.ToString("G4", CultureInfo.InvariantCulture);

    private static string Percent(double value) => double.IsNaN(value) ? "undefined" : value.ToString("F1", CultureInfo.InvariantCulture) + " %";

    internal static string SkillText(double value) => double.IsNaN(value) ? "undefined" : value.ToString("+0.0%;-0.0%;0.0%", CultureInfo.InvariantCulture);
}
