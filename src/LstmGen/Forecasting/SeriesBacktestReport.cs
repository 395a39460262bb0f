using System.Globalization;
using System.Text;
using LstmGen.Metrics;

namespace LstmGen.Forecasting;

/// <summary>What a backtest over many series found: the accuracy of each, the mean over them, that of each step ahead, and the forecasts themselves.</summary>
public sealed class SeriesBacktestReport
{
    private const int ShownSeries = 10;

    /// <summary>Over every forecast value: where series differ in size, the large ones decide errors in units.</summary>
    public required ForecastAccuracy Overall { get; init; }

    /// <summary>For each step ahead, over all series; the first is one step after the origin.</summary>
    public required IReadOnlyList<ForecastAccuracy> ByStep { get; init; }

    /// <summary>The accuracy of each series, in their order.</summary>
    public required IReadOnlyList<SeriesAccuracy> BySeries { get; init; }

    /// <summary>The forecasts, series by series and in each in time order. Their origins are rows of the series.</summary>
    public required IReadOnlyList<SeriesForecast> Forecasts { get; init; }

    /// <summary>The names of the columns forecast.</summary>
    public required IReadOnlyList<string> Targets { get; init; }

    /// <summary>For each level of the intervals how good they were; empty where the model predicts no distribution.</summary>
    public IReadOnlyList<IntervalAccuracy> Intervals { get; init; } = [];

    /// <summary>Series that were too short for one origin.</summary>
    public int LeftOut { get; init; }

    /// <summary>The mean over the series of their sMAPE, each with the same weight, as in the M4 competition.</summary>
    public double MeanSmape => Mean(accuracy => accuracy.Smape);

    /// <summary>The mean over the series of their MASE against the naive forecast; series for which it is not defined are left out.</summary>
    public double MeanMase => Mean(accuracy => accuracy.Mase);

    /// <summary>The mean over the series of their MASE against the seasonal-naive forecast, as in the M4 competition; series for which it is not defined are left out. NaN without a period.</summary>
    public double MeanSeasonalMase => Mean(accuracy => accuracy.SeasonalMase ?? double.NaN);

    /// <summary>The means over the series, the whole, a line for each step ahead, and the series with the largest sMAPE.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{BySeries.Count} series{(LeftOut > 0 ? $", {LeftOut} too short and left out" : "")}: mean sMAPE {Figures.Percent(MeanSmape)}, mean MASE {Figures.Number(MeanMase)}");
        if (!double.IsNaN(MeanSeasonalMase)) text.Append(CultureInfo.InvariantCulture, $", against seasonal-naive({Overall.Period}) {Figures.Number(MeanSeasonalMase)}");
        text.Append(CultureInfo.InvariantCulture, $"\n{Overall}\n  step         MAE        RMSE    sMAPE");
        for (int step = 0; step < ByStep.Count; step++)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{step + 1,6}{Figures.Number(ByStep[step].Mae),12}{Figures.Number(ByStep[step].Rmse),12}{Figures.Percent(ByStep[step].Smape),9}");
        }

        text.Append("\nseries with the largest sMAPE:");
        foreach (SeriesAccuracy series in BySeries.OrderByDescending(series => series.Accuracy.Smape).Take(ShownSeries))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n  {series.Name}: sMAPE {Figures.Percent(series.Accuracy.Smape)}, RMSE {Figures.Number(series.Accuracy.Rmse)}");
        }

        return text.ToString();
    }

    private double Mean(Func<ForecastAccuracy, double> measure)
    {
        double sum = 0;
        int count = 0;
        foreach (SeriesAccuracy series in BySeries)
        {
            if (measure(series.Accuracy) is not (var value and not double.NaN)) continue;
            sum += value;
            count++;
        }

        return sum / count;
    }
}

/// <summary>The accuracy of one series.</summary>
/// <param name="Name">Of the series.</param>
/// <param name="Accuracy">Of its forecasts alone.</param>
public sealed record SeriesAccuracy(string Name, ForecastAccuracy Accuracy);

/// <summary>The forecast of one series from one origin.</summary>
/// <param name="Name">Of the series.</param>
/// <param name="Forecast">With the row of the series that it begins at.</param>
public sealed record SeriesForecast(string Name, BacktestForecast Forecast);
