using LstmGen;
using LstmGen.Forecasting;

namespace SeriesForecast;

/// <summary>What came over the test span, and what the model and the untrained forecasts said from the same origins.</summary>
internal sealed class Comparison
{
    private readonly int[] _origins;
    private readonly int _horizon;

    private Comparison(float[] values, int[] origins, int horizon)
    {
        _origins = origins;
        _horizon = horizon;
    }

    /// <summary>The first row forecast.</summary>
    public int FirstRow => _origins[0];

    /// <summary>Origins that were forecast from.</summary>
    public int Origins => _origins.Length;

    /// <summary>What came, origin after origin.</summary>
    public required float[] Truth { get; init; }

    /// <summary>The model first, then the last value, then the seasons.</summary>
    public required IReadOnlyList<Rival> Rivals { get; init; }

    public Rival Model => Rivals[0];

    public Rival Naive => Rivals[1];

    /// <summary>The best of the forecasts that repeat a season; null when there is no season.</summary>
    public Rival? Seasonal => Rivals.Skip(2).MinBy(rival => rival.Rmse);

    public static Comparison Of(BacktestReport report, SeasonalSeries series, float[] values, ForecastPlan plan, IEnumerable<int> seasons)
    {
        int[] origins = [.. report.Forecasts.Select(forecast => forecast.Origin + series.Offset)];
        var frame = new Comparison(values, origins, plan.Horizon) { Truth = [], Rivals = [] };
        float[] said = [.. report.Forecasts.SelectMany(forecast => forecast.Forecast)];
        float[] truth = frame.At((row, _) => values[row]);
        float[] training = values[..origins[0]];
        return new Comparison(values, origins, plan.Horizon)
        {
            Truth = truth,
            Rivals =
            [
                Measured("LSTM", frame.At((row, index) => series.Value(row, said[index]))),
                Measured("naive (last value)", frame.At((_, index) => values[origins[index / plan.Horizon] - 1])),
                .. seasons.Where(season => season <= origins[0]).Distinct().Order().Select(season => Measured(
                    $"seasonal naive ({season} before)", frame.At((row, index) => values[SeasonBefore(row, origins[index / plan.Horizon], season)]))),
            ],
        };

        Rival Measured(string name, float[] forecast) => new(
            name, forecast, ForecastMetrics.Rmse(truth, forecast), ForecastMetrics.Mae(truth, forecast), ForecastMetrics.Mase(truth, forecast, training));
    }

    /// <summary>The latest row before the origin that lies a whole number of seasons before a row.</summary>
    private static int SeasonBefore(int row, int origin, int season) => row - ((row - origin) / season + 1) * season;

    /// <summary>One value for each row forecast, from the row and its place in <see cref="Truth"/>.</summary>
    private float[] At(Func<int, int, float> value) =>
        [.. Enumerable.Range(0, _origins.Length * _horizon).Select(i => value(_origins[i / _horizon] + i % _horizon, i))];
}

/// <summary>A way to forecast, and how good it was over the test span.</summary>
/// <param name="Mase">The mean absolute error by that of the last value over the training span, one step ahead.</param>
internal sealed record Rival(string Name, float[] Forecast, double Rmse, double Mae, double Mase);
