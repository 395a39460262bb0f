namespace LstmGen.Forecasting;

// The backtest of one model over many series.
public static partial class Backtest
{
    /// <summary>Backtests a model as it is over the last rows of each of many series: how a global model does on each of them, on the mean of them, and by step.</summary>
    /// <remarks>
    /// The model must not have been trained on the test rows: train it on the first part of <see cref="WindowDataset.SplitByTime(int)"/> with the same <paramref name="testSteps"/>. Series that are too short
    /// for one origin are left out, and counted. MASE is scaled by the naive errors of each series' rows before its test.
    /// </remarks>
    /// <param name="model">Trained on windows like these.</param>
    /// <param name="windows">Raw windows of all series, test rows included, without a gap.</param>
    /// <param name="testSteps">Rows to test on, counted from the end of each series.</param>
    /// <param name="steps">Steps to forecast from each origin; beyond the horizon the model feeds itself. 0 means the horizon.</param>
    /// <param name="every">Rows from one origin to the next. 0 means <paramref name="steps"/>: every test row is forecast once.</param>
    /// <param name="intervals">Which intervals to judge of a model that predicts distributions; null for the defaults. Other models have none.</param>
    /// <exception cref="ArgumentException">The windows do not fit the model, or have no series or a gap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No series is long enough for one origin.</exception>
    public static SeriesBacktestReport BySeries(SequenceModel model, WindowDataset windows, int testSteps, int steps = 0, int every = 0, IntervalOptions? intervals = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(windows);
        WindowSeries series = windows.Source.Series ?? throw new ArgumentException("Windows from ready-made arrays have no series to go through.", nameof(windows));
        WindowPanel panel = series.Panel ?? throw new ArgumentException("Expected windows of a SeriesPanel, but got those of one series: Backtest.Rolling is for them.", nameof(windows));
        if (series.Layout.Gap > 0) throw new ArgumentException($"Windows with a gap ({series.Layout.Gap}) forecast no run of steps; a backtest needs gap 0.", nameof(windows));
        ArgumentOutOfRangeException.ThrowIfLessThan(testSteps, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        ArgumentOutOfRangeException.ThrowIfNegative(every);
        int horizon = series.Layout.Horizon;
        steps = steps == 0 ? horizon : steps;
        every = every == 0 ? steps : every;
        int ahead = series.Layout.Known > 0 ? checked((steps + horizon - 1) / horizon * horizon) : steps;
        var run = new RollingRun(windows, series, windows.NaiveScales(index => panel.End(index) - testSteps), steps, ahead, intervals ?? new IntervalOptions());
        List<SeriesAccuracy> accuracies = [];
        List<SeriesForecast> forecasts = [];
        int[] occurring = windows.Occurring();
        foreach (int index in occurring)
        {
            int first = panel.End(index) - testSteps, last = panel.End(index) - ahead;
            if (first - windows.LookBack < panel.PaddedBegin(index) || last < first) continue;
            run.Enter(index);
            for (int origin = first; origin <= last; origin += every)
            {
                BacktestForecast made = run.Forecast(model, origin);
                forecasts.Add(new SeriesForecast(panel.Names[index], made with { Origin = origin - panel.Begin(index) }));
            }

            accuracies.Add(new SeriesAccuracy(panel.Names[index], run.ToAccuracyOfSeries()));
        }

        if (accuracies.Count == 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(testSteps), testSteps, $"Expected rows that leave a window of {windows.LookBack} steps before the test in some series, and {ahead} in it, but no series has as many.");
        }

        BacktestReport all = run.ToReport();
        return new SeriesBacktestReport
        {
            Overall = all.Overall,
            ByStep = all.ByStep,
            Intervals = all.Intervals,
            Targets = all.Targets,
            BySeries = accuracies.AsReadOnly(),
            Forecasts = forecasts.AsReadOnly(),
            LeftOut = occurring.Length - accuracies.Count,
        };
    }

    /// <summary>Forecasts what comes after the last row of each of many series, in raw units: the global model at work.</summary>
    /// <param name="model">Trained on windows like these.</param>
    /// <param name="windows">Raw windows of all series, without a gap and without columns known ahead, whose future they would have to say.</param>
    /// <param name="steps">Steps to forecast; beyond the horizon the model feeds itself. 0 means the horizon.</param>
    /// <returns>For each series that has a window, its name and its forecast: step by step, and in each step one value for each target column.</returns>
    /// <exception cref="ArgumentException">The windows do not fit the model, have a gap or columns known ahead, or are of no panel.</exception>
    public static IReadOnlyList<(string Series, IReadOnlyList<float> Forecast)> Ahead(SequenceModel model, WindowDataset windows, int steps = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(windows);
        if (windows.Source.Series is not { Panel: { } panel } series) throw new ArgumentException("Expected windows of a SeriesPanel. SequenceModel.Forecast is for one series.", nameof(windows));
        if (series.Layout is { Gap: > 0 } or { Known: > 0 })
        {
            throw new ArgumentException("Expected windows without a gap and without columns known ahead, whose future these do not have. Call SequenceModel.Forecast series by series.", nameof(windows));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        var run = new RollingRun(windows, series, new NaiveScales(panel.Count, windows.TargetColumns), steps == 0 ? series.Layout.Horizon : steps, ahead: 0, new IntervalOptions());
        return [.. windows.Occurring().Select(index => (panel.Names[index], run.Ahead(model, panel.End(index))))];
    }
}
