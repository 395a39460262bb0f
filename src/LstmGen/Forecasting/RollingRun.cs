namespace LstmGen.Forecasting;

/// <summary>One backtest under way: the forecasts so far and their errors, step by step.</summary>
internal sealed class RollingRun
{
    private readonly WindowDataset _windows;
    private readonly WindowSeries _series;
    private readonly int _steps;
    private readonly double[] _scales;
    private readonly double[] _history;
    private readonly double[] _known;
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
        _history = new double[windows.InputSize];
        _known = new double[ahead * series.Layout.Known];
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
        double[] forecast = new double[_steps * _series.TargetColumns.Length];
        double[] actual = new double[forecast.Length];
        CopyRows(_series.TargetColumns, origin, _steps, actual, _series.TargetColumns.Length, 0);
        Predict(model, forecast);
        _forecasts.Add(new BacktestForecast(origin, ToRead(forecast), ToRead(actual)) { Intervals = Intervals(model, origin, actual) });
        Measure(origin, forecast, actual);
    }

    public BacktestReport ToReport() => new()
    {
        Overall = _all.ToAccuracy(),
        ByStep = [.. _byStep.Select(sums => sums.ToAccuracy())],
        Forecasts = _forecasts.AsReadOnly(),
        Intervals = [.. (_intervals ?? []).Select(sums => sums.ToAccuracy())],
        Targets = [.. _series.TargetColumns.Select(column => _series.Table.Names[column])],
    };

    /// <summary>Each origin draws paths of its own: the same draws at all of them would err the same way.</summary>
    private IReadOnlyList<BacktestInterval> Intervals(SequenceModel model, int origin, double[] actual)
    {
        if (model.Description.Distribution is not { NoSpread: null } distribution)
        {
            return [];
        }

        _intervals ??= [.. (_options.Levels.Count > 0 ? _options.Levels : distribution.Levels).Select(level => new IntervalSums(level, _steps))];
        double[] probabilities = [.. _intervals.Select(sums => Probability.EndsOf(sums.Level)).SelectMany(ends => new[] { ends.Low, ends.High })];
        double[] quantiles = new double[actual.Length * probabilities.Length];
        Predict(model, probabilities, unchecked((_options.Seed ?? model.Seed) + origin), quantiles);
        BacktestInterval[] found = new BacktestInterval[_intervals.Length];
        for (int level = 0; level < found.Length; level++)
        {
            double[] lower = [.. Enumerable.Range(0, actual.Length).Select(i => quantiles[i * probabilities.Length + 2 * level])];
            double[] upper = [.. Enumerable.Range(0, actual.Length).Select(i => quantiles[i * probabilities.Length + 2 * level + 1])];
            found[level] = new BacktestInterval(_intervals[level].Level, ToRead(lower), ToRead(upper));
            for (int i = 0; i < actual.Length; i++)
            {
                _intervals[level].Add(i / _series.TargetColumns.Length, actual[i], lower[i], upper[i]);
            }
        }

        return Array.AsReadOnly(found);
    }

    /// <summary>Values that floats hold are forecast in single precision, as a caller with floats would; others are not rounded.</summary>
    private void Predict(SequenceModel model, double[] forecast)
    {
        if (_windows.IsExact)
        {
            model.Forecast(_history, _known, forecast);
            return;
        }

        float[] rounded = new float[forecast.Length];
        model.Forecast(Rounded(_history), Rounded(_known), rounded);
        SeriesTable.Widen(rounded, forecast);
    }

    private void Predict(SequenceModel model, double[] probabilities, long seed, double[] quantiles)
    {
        if (_windows.IsExact)
        {
            SampledPaths.Quantiles<double>(model, _history, _known, probabilities, _options.Paths, seed, quantiles);
            return;
        }

        float[] rounded = new float[quantiles.Length];
        SampledPaths.Quantiles<float>(model, Rounded(_history), Rounded(_known), probabilities, _options.Paths, seed, rounded);
        SeriesTable.Widen(rounded, quantiles);
    }

    private static IReadOnlyList<float> ToRead(double[] values) => Array.AsReadOnly(Rounded(values));

    private static float[] Rounded(double[] values) => Array.ConvertAll(values, value => (float)value);

    private void Measure(int origin, double[] forecast, double[] actual)
    {
        int columns = _series.TargetColumns.Length;
        for (int i = 0; i < forecast.Length; i++)
        {
            int column = _series.TargetColumns[i % columns];
            double? seasonal = _series.Period > 0 && origin >= _series.Period
                ? _series.Table.Exactly(column, WindowDataset.SeasonBefore(origin + i / columns, origin, _series.Period))
                : null;
            double scale = _scales[i % columns], naive = _series.Table.Exactly(column, origin - 1);
            _all.Add(i % columns, actual[i], forecast[i], naive, seasonal, scale);
            _byStep[i / columns].Add(i % columns, actual[i], forecast[i], naive, seasonal, scale);
        }
    }

    private void CopyRows(int[] columns, int start, int rows, double[] to, int width, int at)
    {
        for (int c = 0; c < columns.Length; c++)
        {
            double[] values = _series.Table.Exactly(columns[c], start, rows);
            for (int row = 0; row < rows; row++)
            {
                to[row * width + at + c] = values[row];
            }
        }
    }
}
