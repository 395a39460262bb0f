namespace LstmGen.Forecasting;

/// <summary>Running sums over forecasts of several target columns: together, and each column by itself.</summary>
internal sealed class ColumnErrors
{
    private readonly ErrorSums _all = new();
    private readonly ErrorSums[] _columns;
    private readonly string[] _names;
    private readonly int _period;

    /// <summary>Sums for windows of a series.</summary>
    public ColumnErrors(WindowDataset windows)
    {
        WindowSeries series = windows.Source.Series!;
        _names = [.. series.TargetColumns.Select(column => series.Table.Names[column])];
        _columns = [.. _names.Length == 1 ? [] : _names.Select(_ => new ErrorSums())];
        _period = series.Period;
    }

    /// <param name="column">The target column.</param>
    /// <param name="actual">What came.</param>
    /// <param name="forecast">The forecast.</param>
    /// <param name="naive">The last value known.</param>
    /// <param name="seasonal">The value a period before; null where there is none.</param>
    /// <param name="scale">The naive and the seasonal-naive error of the training values, for MASE.</param>
    public void Add(int column, double actual, double forecast, double naive, double? seasonal, (double Naive, double Seasonal) scale)
    {
        _all.Add(actual, forecast, naive, seasonal, scale);
        if (_columns.Length > 0) _columns[column].Add(actual, forecast, naive, seasonal, scale);
    }

    public ForecastAccuracy ToAccuracy()
    {
        ForecastAccuracy all = _all.ToAccuracy(_period);
        return _columns.Length == 0
            ? all
            : all with { ByColumn = [.. _columns.Select((sums, column) => new ColumnAccuracy(_names[column], sums.ToAccuracy(_period)))] };
    }
}
