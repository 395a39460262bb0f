namespace LstmGen.Forecasting;

/// <summary>
/// The rolling-origin backtest (Tashman 2000): stand at a row, forecast the next steps from what was known then, compare with what came, move on.
/// </summary>
public static partial class Backtest
{
    /// <summary>Backtests a model as it is, over the last rows of a series.</summary>
    /// <remarks>
    /// The model must not have been trained on the test rows: train it on the first part of <see cref="WindowDataset.SplitByTime(int)"/> with the same
    /// <paramref name="testSteps"/>. Columns known ahead are taken from the series. MASE is scaled by the naive error of the rows before the test.
    /// </remarks>
    /// <param name="model">Trained on windows like these.</param>
    /// <param name="windows">Raw windows of the whole series, test rows included, without a gap.</param>
    /// <param name="testSteps">Rows to test on, counted from the end.</param>
    /// <param name="steps">Steps to forecast from each origin; beyond the horizon the model feeds itself. 0 means the horizon.</param>
    /// <param name="every">Rows from one origin to the next. 0 means <paramref name="steps"/>: every test row is forecast once.</param>
    /// <param name="intervals">Which intervals to judge of a model that predicts distributions; null for the defaults. Other models have none.</param>
    /// <exception cref="ArgumentException">The windows do not fit the model, or have no series or a gap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The series is too short for one origin.</exception>
    public static BacktestReport Rolling(SequenceModel model, WindowDataset windows, int testSteps, int steps = 0, int every = 0, IntervalOptions? intervals = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Run(_ => model, windows, testSteps, steps, every, intervals);
    }

    /// <summary>Backtests a way of training: before each origin a model is made from all windows whose targets lie before it.</summary>
    /// <param name="refit">Gives the model to use, trained on the windows it is handed; it may train the same model further.</param>
    /// <param name="windows">Raw windows of the whole series, test rows included, without a gap.</param>
    /// <param name="testSteps">Rows to test on, counted from the end.</param>
    /// <param name="steps">Steps to forecast from each origin; beyond the horizon the model feeds itself. 0 means the horizon.</param>
    /// <param name="every">Rows from one origin to the next. 0 means <paramref name="steps"/>: every test row is forecast once.</param>
    /// <param name="intervals">Which intervals to judge of a model that predicts distributions; null for the defaults. Other models have none.</param>
    /// <exception cref="ArgumentException">The windows do not fit the model, or have no series or a gap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The series is too short for one origin.</exception>
    public static BacktestReport Rolling(
        Func<WindowDataset, SequenceModel> refit, WindowDataset windows, int testSteps, int steps = 0, int every = 0, IntervalOptions? intervals = null)
    {
        ArgumentNullException.ThrowIfNull(refit);
        return Run(
            origin =>
            {
                WindowDataset known = windows.EndingBefore(origin)
                    ?? throw new ArgumentOutOfRangeException(nameof(testSteps), testSteps, $"There is no window to train on before row {origin}.");
                return refit(known) ?? throw new ArgumentException("The delegate gave no model.", nameof(refit));
            },
            windows, testSteps, steps, every, intervals);
    }

    private static BacktestReport Run(Func<int, SequenceModel> modelAt, WindowDataset windows, int testSteps, int steps, int every, IntervalOptions? intervals)
    {
        ArgumentNullException.ThrowIfNull(windows);
        windows.RefusePanel("Rolling", "Backtest.BySeries goes through all of them.");
        ArgumentOutOfRangeException.ThrowIfLessThan(testSteps, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        ArgumentOutOfRangeException.ThrowIfNegative(every);
        WindowSeries series = windows.Source.Series
            ?? throw new ArgumentException("Windows from ready-made arrays have no series to roll over.", nameof(windows));
        if (series.Layout.Gap > 0)
        {
            throw new ArgumentException($"Windows with a gap ({series.Layout.Gap}) forecast no run of steps; a backtest needs gap 0.", nameof(windows));
        }

        if (windows.HasLengths)
        {
            throw new ArgumentException("Windows with lengths forecast no run of steps: a backtest reads whole windows. Pass them without WithLengths.", nameof(windows));
        }

        steps = steps == 0 ? series.Layout.Horizon : steps;
        every = every == 0 ? steps : every;
        int horizon = series.Layout.Horizon;
        int ahead = series.Layout.Known > 0 ? checked((steps + horizon - 1) / horizon * horizon) : steps;
        int first = windows.SpanEnd - testSteps;
        int last = windows.SpanEnd - ahead;
        if (first < windows.LookBack || last < first)
        {
            throw new ArgumentOutOfRangeException(
                nameof(testSteps), testSteps,
                $"Of {windows.SpanEnd} rows, a test of {testSteps} leaves {first} before it and has room for origins at the rows {first} to {last}: at least " +
                $"{windows.LookBack} must lie before, and each origin needs {ahead} rows after it.");
        }

        RollingRun run = new(windows, series, windows.NaiveScales(_ => first), steps, ahead, intervals ?? new IntervalOptions());
        for (int origin = first; origin <= last; origin += every)
        {
            run.Forecast(modelAt(origin), origin);
        }

        return run.ToReport();
    }
}
