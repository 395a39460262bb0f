namespace LstmGen.Forecasting;

/// <summary>Running sums over forecasts, from which every measure follows.</summary>
internal sealed class ErrorSums
{
    private readonly PercentageSums _percentage = new();
    private double _absolute;
    private double _squared;
    private double _symmetric;
    private double _scaled;
    private double _seasonalScaled;
    private double _naiveSquared;
    private double _fromNaiveSquared;
    private int _seasonal;
    private double _seasonalSquared;
    private double _squaredWhereSeasonal;

    public int Count { get; private set; }

    /// <param name="actual">What came.</param>
    /// <param name="forecast">The forecast.</param>
    /// <param name="naive">The last value known.</param>
    /// <param name="seasonal">The value a period before; null where there is none.</param>
    /// <param name="scale">The naive and the seasonal-naive error of the training values, for MASE.</param>
    public void Add(double actual, double forecast, double naive, double? seasonal, (double Naive, double Seasonal) scale)
    {
        double error = actual - forecast;
        Count++;
        _absolute += Math.Abs(error);
        _squared += error * error;
        _percentage.Add(actual, forecast);
        _symmetric += ForecastMetrics.SymmetricPercentageError(actual, forecast);
        _scaled += scale.Naive > 0 ? Math.Abs(error) / scale.Naive : double.NaN;
        _seasonalScaled += scale.Seasonal > 0 ? Math.Abs(error) / scale.Seasonal : double.NaN;
        _naiveSquared += Square(actual - naive);
        _fromNaiveSquared += Square(forecast - naive);
        if (seasonal is { } before)
        {
            _seasonal++;
            _seasonalSquared += Square(actual - before);
            _squaredWhereSeasonal += error * error;
        }
    }

    public ForecastAccuracy ToAccuracy(int period) => new()
    {
        Count = Count,
        Mae = _absolute / Count,
        Rmse = Root(_squared, Count),
        Mape = _percentage.Mean(),
        TargetsNearZero = _percentage.NearZero(),
        Smape = _symmetric / Count,
        Mase = _scaled / Count,
        SeasonalMase = period > 0 ? _seasonalScaled / Count : null,
        NaiveRmse = Root(_naiveSquared, Count),
        SkillAgainstNaive = ForecastMetrics.Skill(Root(_squared, Count), Root(_naiveSquared, Count)),
        Period = period,
        SeasonalCount = _seasonal,
        SeasonalNaiveRmse = _seasonal > 0 ? Root(_seasonalSquared, _seasonal) : null,
        SkillAgainstSeasonalNaive = _seasonal > 0
            ? ForecastMetrics.Skill(Root(_squaredWhereSeasonal, _seasonal), Root(_seasonalSquared, _seasonal))
            : null,
        DistanceFromNaive = Root(_fromNaiveSquared, Count),
    };

    private static double Square(double value) => value * value;

    private static double Root(double sum, int count) => Math.Sqrt(sum / count);
}
