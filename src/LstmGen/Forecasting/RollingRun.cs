namespace LstmGen;

/// <summary>One backtest under way: the forecasts so far and their errors, step by step.</summary>
internal sealed class RollingRun
{
    private readonly WindowDataset _windows;
    private readonly WindowSeries _series;
    private readonly int _steps;
    private readonly double[] _scales;
    private readonly float[] _history;
    private readonly float[] _known;
    private readonly ColumnErrors _all;
    private readonly ColumnErrors[] _byStep;
    private readonly List<BacktestForecast> _forecasts = [];
    private readonly IntervalOptions _options;
    private IntervalSums[]? _intervals;

    public RollingRun(WindowDataset windows, WindowSeries series, int testStart, int steps, int ahead, IntervalOptions options)
    {
        _options = options;
        _windows = windows;
        _series = series;
        _steps = steps;
        _scales = windows.NaiveScales(testStart);
        _history = new float[windows.InputSize];
        _known = new float[ahead * series.Layout.Known];
        _all = new ColumnErrors(windows);
        _byStep = [.. Enumerable.Range(0, steps).Select(_ => new ColumnErrors(windows))];
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
        _forecasts.Add(new BacktestForecast(origin, forecast, actual) { Intervals = Intervals(model, origin, actual) });
        Measure(origin, forecast, actual);
    }

    public BacktestReport ToReport() => new()
    {
        Overall = _all.ToAccuracy(),
        ByStep = [.. _byStep.Select(sums => sums.ToAccuracy())],
        Forecasts = _forecasts,
        Intervals = [.. (_intervals ?? []).Select(sums => sums.ToAccuracy())],
        Targets = [.. _series.TargetColumns.Select(column => _series.Table.Names[column])],
    };

    /// <summary>Each origin draws paths of its own: the same draws at all of them would err the same way.</summary>
    private BacktestInterval[] Intervals(SequenceModel model, int origin, float[] actual)
    {
        if (model.Description.Distribution is not { NoSpread: null } distribution)
        {
            return [];
        }

        _intervals ??= [.. (_options.Levels.Count > 0 ? _options.Levels : distribution.Levels).Select(level => new IntervalSums(level, _steps))];
        double[] probabilities = [.. _intervals.Select(sums => SequenceModel.EndsOf(sums.Level)).SelectMany(ends => new[] { ends.Low, ends.High })];
        float[] quantiles = new float[actual.Length * probabilities.Length];
        model.ForecastQuantilesFrom(_history, _known, probabilities, _options.Paths, unchecked((_options.Seed ?? model.Seed) + origin), quantiles);
        BacktestInterval[] found = new BacktestInterval[_intervals.Length];
        for (int level = 0; level < found.Length; level++)
        {
            float[] lower = [.. Enumerable.Range(0, actual.Length).Select(i => quantiles[i * probabilities.Length + 2 * level])];
            float[] upper = [.. Enumerable.Range(0, actual.Length).Select(i => quantiles[i * probabilities.Length + 2 * level + 1])];
            found[level] = new BacktestInterval(_intervals[level].Level, lower, upper);
            for (int i = 0; i < actual.Length; i++)
            {
                _intervals[level].Add(i / _series.TargetColumns.Length, actual[i], lower[i], upper[i]);
            }
        }

        return found;
    }

    private void Measure(int origin, float[] forecast, float[] actual)
    {
        int columns = _series.TargetColumns.Length;
        for (int i = 0; i < forecast.Length; i++)
        {
            ReadOnlySpan<float> values = _series.Table.Column(_series.TargetColumns[i % columns]);
            float? seasonal = _series.Period > 0 && origin >= _series.Period
                ? values[WindowDataset.SeasonBefore(origin + i / columns, origin, _series.Period)]
                : null;
            double scale = _scales[i % columns];
            _all.Add(i % columns, actual[i], forecast[i], values[origin - 1], seasonal, scale);
            _byStep[i / columns].Add(i % columns, actual[i], forecast[i], values[origin - 1], seasonal, scale);
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
