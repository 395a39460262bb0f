using System.Globalization;
using System.Text;
using LstmGen.Inspection;
using LstmGen.Metrics;

namespace LstmGen.Forecasting;

/// <summary>What a backtest found: the accuracy over all steps, for each step ahead, and the forecasts themselves.</summary>
public sealed class BacktestReport
{
    /// <summary>Over every forecast value.</summary>
    public required ForecastAccuracy Overall { get; init; }

    /// <summary>For each step ahead; the first is one step after the origin.</summary>
    public required IReadOnlyList<ForecastAccuracy> ByStep { get; init; }

    /// <summary>One for each origin, in time order.</summary>
    public required IReadOnlyList<BacktestForecast> Forecasts { get; init; }

    /// <summary>The names of the columns forecast.</summary>
    public required IReadOnlyList<string> Targets { get; init; }

    /// <summary>For each level of the intervals how good they were; empty where the model predicts no distribution.</summary>
    public IReadOnlyList<IntervalAccuracy> Intervals { get; init; } = [];

    /// <summary>A table with one row for each step ahead, and the whole below.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append("step       n         MAE        RMSE   sMAPE     MASE  vs naive  vs seasonal\n");
        for (int step = 0; step < ByStep.Count; step++)
        {
            Row(text, (step + 1).ToString(CultureInfo.InvariantCulture), ByStep[step]);
        }

        Row(text, "all", Overall);
        text.Append(CultureInfo.InvariantCulture, $"{Forecasts.Count} origins\n{Overall}");
        if (Intervals.Count > 0)
        {
            text.Append("\ninterval  coverage  mean width  pinball loss");
        }

        foreach (IntervalAccuracy interval in Intervals)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n{100 * interval.Level,6:0.#} %{100 * interval.Coverage,8:F1} %{interval.MeanWidth,12:G5}{interval.PinballLoss,14:G4}");
        }

        return text.ToString();
    }

    private static void Row(StringBuilder text, string step, ForecastAccuracy accuracy)
    {
        string seasonal = accuracy.SkillAgainstSeasonalNaive is { } skill ? Figures.Skill(skill) : "-";
        text.Append(
            CultureInfo.InvariantCulture,
            $"{step,4}{accuracy.Count,8}{accuracy.Mae,12:G5}{accuracy.Rmse,12:G5}{Figures.Fixed(accuracy.Smape, 1),7}%" +
            $"{Figures.Fixed(accuracy.Mase, 3),9}  {Figures.Skill(accuracy.SkillAgainstNaive),8}{seasonal,13}\n");
    }
}

/// <summary>The forecast from one origin.</summary>
/// <param name="Origin">The first row forecast; the rows before it were known.</param>
/// <param name="Forecast">Step by step, and in each step one value for each target column.</param>
/// <param name="Actual">What came, in the same order.</param>
public sealed record BacktestForecast(int Origin, IReadOnlyList<float> Forecast, IReadOnlyList<float> Actual)
{
    /// <summary>The intervals, one for each level; empty where the model predicts no distribution.</summary>
    public IReadOnlyList<BacktestInterval> Intervals { get; init; } = [];

    /// <summary>Where it starts and the first values of it.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"from row {Origin}: ") + ModelSummary.List(Forecast.Zip(Actual, (forecast, actual) => FormattableString.Invariant($"{forecast:G6} for {actual:G6}")), most: 4);
}
