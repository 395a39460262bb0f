namespace LstmGen;

/// <summary>One backtest under way: the forecasts so far and their errors, step by step.</summary>
internal sealed class RollingRun
{
    private readonly Windows _windows;
    private readonly WindowSeries _series;
    private readonly int _steps;
    private readonly double[] _scales;
    private readonly float[] _history;
    private readonly float[] _known;
    private readonly ErrorSums _all = new();
    private readonly ErrorSums[] _byStep;
    private readonly List<BacktestForecast> _forecasts = [];

    public RollingRun(Windows windows, WindowSeries series, int testStart, int steps, int ahead)
    {
        _windows = windows;
        _series = series;
        _steps = steps;
        _scales = windows.NaiveScales(testStart);
        _history = new float[windows.InputSize];
        _known = new float[ahead * series.Layout.Known];
        _byStep = [.. Enumerable.Range(0, steps).Select(_ => new ErrorSums())];
    }

    public void Forecast(SequenceModel model, int origin)
    {
        model.CheckShape(_windows, "windows");
        if (!model.ForecastLayoutOrDefault().IsSameAs(_series.Layout))
        {
            throw new ArgumentException($"{model.Description.Name} was trained on windows with other columns, or another horizon, than these.", "windows");
        }

        CopyRows(_series.PastColumns, origin - _windows.LookBack, _windows.LookBack, _history, _series.Layout.Features, 0);
        CopyRows(_series.KnownColumns, origin - _windows.LookBack, _windows.LookBack, _history, _series.Layout.Features, _series.Layout.Past);
        CopyRows(_series.KnownColumns, origin, _known.Length / Math.Max(1, _series.Layout.Known), _known, _series.Layout.Known, 0);
        float[] forecast = new float[_steps * _series.TargetColumns.Length];
        float[] actual = new float[forecast.Length];
        CopyRows(_series.TargetColumns, origin, _steps, actual, _series.TargetColumns.Length, 0);
        model.Forecast(_history, _known, forecast);
        _forecasts.Add(new BacktestForecast(origin, forecast, actual));
        Measure(origin, forecast, actual);
    }

    public BacktestReport ToReport() => new()
    {
        Overall = _all.ToAccuracy(_series.Period),
        ByStep = [.. _byStep.Select(sums => sums.ToAccuracy(_series.Period))],
        Forecasts = _forecasts,
        Targets = [.. _series.TargetColumns.Select(column => _series.Table.Names[column])],
    };

    private void Measure(int origin, float[] forecast, float[] actual)
    {
        int columns = _series.TargetColumns.Length;
        for (int i = 0; i < forecast.Length; i++)
        {
            ReadOnlySpan<float> values = _series.Table.Column(_series.TargetColumns[i % columns]);
            float? seasonal = _series.Period > 0 && origin >= _series.Period
                ? values[Windows.SeasonBefore(origin + i / columns, origin, _series.Period)]
                : null;
            double scale = _scales[i % columns];
            _all.Add(actual[i], forecast[i], values[origin - 1], seasonal, scale);
            _byStep[i / columns].Add(actual[i], forecast[i], values[origin - 1], seasonal, scale);
        }
    }

    private void CopyRows(int[] columns, int start, int rows, float[] to, int width, int at)
    {
        for (int c = 0; c < columns.Length; c++)
        {
            ReadOnlySpan<float> values = _series.Table.Column(columns[c]).Slice(start, rows);
            for (int row = 0; row < rows; row++)
            {
                to[row * width + at + c] = values[row];
            }
        }
    }
}
