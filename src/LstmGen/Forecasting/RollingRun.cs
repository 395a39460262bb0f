namespace LstmGen.Forecasting;

/// <summary>One backtest under way: the forecasts so far and their errors, step by step.</summary>
internal sealed class RollingRun
{
    private readonly WindowDataset _windows;
    private readonly WindowSeries _series;
    private readonly int _steps;
    private readonly NaiveScales _scales;
    private readonly double[] _history;
    private readonly double[] _known;
    private readonly ColumnErrors _all;
    private readonly ColumnErrors[] _byStep;
    private readonly List<BacktestForecast> _forecasts = [];
    private readonly IntervalOptions _options;
    private IntervalSums[]? _intervals;
    private ColumnErrors? _ofSeries;
    private int _index;

    public RollingRun(WindowDataset windows, WindowSeries series, NaiveScales scales, int steps, int ahead, IntervalOptions options)
    {
        _options = options;
        _windows = windows;
        _series = series;
        _steps = steps;
        _scales = scales;
        _history = new double[windows.InputSize];
        _known = new double[ahead * series.Layout.Known];
        _all = new ColumnErrors(windows);
        _byStep = [.. Enumerable.Range(0, steps).Select(_ => new ColumnErrors(windows))];
    }

    /// <summary>Goes on with another of many series.</summary>
    public void Enter(int series) => (_index, _ofSeries) = (series, new ColumnErrors(_windows));

    /// <summary>Of the series that was entered last.</summary>
    public ForecastAccuracy ToAccuracyOfSeries() => _ofSeries!.ToAccuracy();

    /// <summary>What comes from a row on, which need not be there.</summary>
    public IReadOnlyList<float> Ahead(SequenceModel model, int origin)
    {
        CheckModel(model);
        ReadHistory(origin);
        double[] forecast = new double[_steps * _series.TargetColumns.Length];
        Predict(model, forecast);
        Restore(origin, forecast, perTarget: 1);
        return ToRead(forecast);
    }

    public BacktestForecast Forecast(SequenceModel model, int origin)
    {
        CheckModel(model);
        ReadHistory(origin);
        CopyRows(_series.KnownColumns, origin, _known.Length / Math.Max(1, _series.Layout.Known), _known, _series.Layout.Known, 0);
        double[] forecast = new double[_steps * _series.TargetColumns.Length];
        double[] actual = new double[forecast.Length];
        CopyRows(_series.TargetColumns, origin, _steps, actual, _series.TargetColumns.Length, 0);
        Predict(model, forecast);
        Restore(origin, forecast, perTarget: 1);
        var made = new BacktestForecast(origin, ToRead(forecast), ToRead(actual)) { Intervals = Intervals(model, origin, actual) };
        _forecasts.Add(made);
        Measure(origin, forecast, actual);
        return made;
    }

    private void CheckModel(SequenceModel model)
    {
        model.CheckShape(_windows, "windows");
        if (!model.ForecastLayoutOrDefault().IsSameAs(_series.Layout))
        {
            throw new ArgumentException($"{model.Description.Name} was trained on windows with other columns, or another horizon, than these.", "windows");
        }

    }

    /// <summary>The rows before an origin, their target columns divided by the levels of the window that they are.</summary>
    private void ReadHistory(int origin)
    {
        CopyRows(_series.PastColumns, origin - _windows.LookBack, _windows.LookBack, _history, _series.Layout.Features, 0);
        CopyRows(_series.KnownColumns, origin - _windows.LookBack, _windows.LookBack, _history, _series.Layout.Features, _series.Layout.Past);
        for (int target = 0; _windows.HasLevels && target < _series.TargetColumns.Length; target++)
        {
            if (_series.Layout.TargetFeatures[target] is not (>= 0 and var feature)) continue;
            (double level, double offset) = LevelAt(origin, target);
            for (int i = feature; i < _history.Length; i += _series.Layout.Features)
            {
                // Rounded as windows are, so that both see the same bits.
                _history[i] = (float)(((float)_history[i] - offset) / level);
            }
        }
    }

    private (double Level, double Offset) LevelAt(int origin, int target) =>
        _series.Panel is { } panel ? (panel.LevelOf(target, origin - _windows.LookBack, origin), panel.OffsetOf(target, origin - _windows.LookBack, origin)) : (1, 0);

    /// <summary>Takes values to raw units.</summary>
    private void Restore(int origin, double[] values, int perTarget)
    {
        for (int i = 0; _windows.HasLevels && i < values.Length; i++)
        {
            (double level, double offset) = LevelAt(origin, i / perTarget % _series.TargetColumns.Length);
            values[i] = values[i] * level + offset;
        }
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
        Restore(origin, quantiles, probabilities.Length);
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
            double? seasonal = _series.Period > 0 && origin - (_series.Panel?.Begin(_index) ?? 0) >= _series.Period
                ? _series.Table.Exactly(column, WindowDataset.SeasonBefore(origin + i / columns, origin, _series.Period))
                : null;
            (double Naive, double Seasonal) scale = _scales.Of(_index, i % columns);
            double naive = _series.Table.Exactly(column, origin - 1);
            _all.Add(i % columns, actual[i], forecast[i], naive, seasonal, scale);
            _ofSeries?.Add(i % columns, actual[i], forecast[i], naive, seasonal, scale);
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
