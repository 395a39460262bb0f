namespace LstmGen.Tests.Training;

public sealed class StoppingTests
{
    /// <summary>A validation loss of one's choice for every epoch: a schedule moves the bias there with plain gradient descent.</summary>
    private sealed class Script(LinearModel model, params double[] losses) : LearningRateSchedule
    {
        private int _epoch;

        /// <summary>The parameters at the end of each epoch.</summary>
        public List<float[]> Ends { get; } = [];

        public override double RateAt(double initialRate, in ScheduleStep step)
        {
            // The next update does nothing (rate 0), so the validation loss is that of the parameters put here: bias², for a target of 0.
            model.Set(0f, (float)Math.Sqrt(losses[Math.Min(_epoch++, losses.Length - 1)]));
            return 0;
        }

        public override void EpochEnded(double loss) => Ends.Add(model.Values);
    }

    private static (FitReport Report, Script Script, LinearModel Model) Run(EarlyStopping? stopping, params double[] losses)
    {
        var model = new LinearModel(1);
        var script = new Script(model, losses);
        WindowDataset windows = WindowDataset.From(new float[] { 1f, 2f }, new float[2], 1);
        FitReport report = model.Fit(windows, new FitOptions
        {
            Epochs = losses.Length,
            Schedule = script,
            Optimizer = new Sgd(),
            Validation = windows,
            EarlyStopping = stopping,
        });
        return (report, script, model);
    }

    [Fact]
    public void It_stops_when_the_wait_reaches_the_patience()
    {
        (FitReport report, Script script, LinearModel model) = Run(new EarlyStopping { Patience = 2 }, 4, 1, 2, 3, 0.1, 0.1);
        Assert.Equal(StopReason.EarlyStopping, report.StopReason);
        Assert.Equal(4, report.Epochs.Count);
        Assert.Equal(2, report.BestEpoch);
        Assert.True(report.BestWeightsRestored);
        Assert.Equal(script.Ends[1], model.Values);
        Assert.Equal([true, true, false, false], report.Epochs.Select(e => e.IsBest));
        Assert.Contains("best epoch 2, its weights restored", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_improvement_starts_the_wait_again()
    {
        (FitReport report, _, _) = Run(new EarlyStopping { Patience = 2 }, 4, 5, 3, 5, 2, 5, 1);
        Assert.Equal(StopReason.Completed, report.StopReason);
        Assert.Equal(7, report.BestEpoch);
        Assert.False(report.BestWeightsRestored);
    }

    [Fact]
    public void A_small_improvement_is_none()
    {
        (FitReport report, Script script, LinearModel model) = Run(new EarlyStopping { Patience = 2, MinDelta = 0.5 }, 4, 3.75, 3.625, 3);
        Assert.Equal(3, report.Epochs.Count);
        Assert.Equal(1, report.BestEpoch);
        Assert.Equal(script.Ends[0], model.Values);
    }

    [Fact]
    public void The_best_weights_come_back_even_when_every_epoch_was_run()
    {
        (FitReport report, Script script, LinearModel model) = Run(new EarlyStopping { Patience = 9 }, 4, 1, 2);
        Assert.Equal(StopReason.Completed, report.StopReason);
        Assert.True(report.BestWeightsRestored);
        Assert.Equal(script.Ends[1], model.Values);
    }

    [Fact]
    public void The_last_weights_stay_unless_the_best_are_wanted()
    {
        (FitReport report, Script script, LinearModel model) = Run(new EarlyStopping { Patience = 1, RestoreBestWeights = false }, 4, 1, 2);
        Assert.Equal(StopReason.EarlyStopping, report.StopReason);
        Assert.Equal(script.Ends[2], model.Values);
        (report, script, model) = Run(null, 4, 1, 2);
        Assert.Equal(StopReason.Completed, report.StopReason);
        Assert.Equal(script.Ends[2], model.Values);
        Assert.Equal(2, report.BestEpoch);
    }

    [Fact]
    public void Without_patience_the_first_epoch_that_is_no_better_is_the_last()
    {
        (FitReport report, _, _) = Run(new EarlyStopping { Patience = 0 }, 4, 3, 3, 1);
        Assert.Equal(3, report.Epochs.Count);
    }

    [Fact]
    public void Cancelling_keeps_what_was_learned()
    {
        WindowDataset windows = WindowDataset.Of(TrainingData.Series(50), 3);
        using var source = new CancellationTokenSource();
        var cancelled = new LinearModel(3);
        FitReport report = cancelled.Fit(windows, new FitOptions
        {
            Epochs = 9,
            CancellationToken = source.Token,
            EarlyStopping = new EarlyStopping(),
            Progress = new Recorder(epoch => { if (epoch.Epoch == 3) source.Cancel(); }),
        });
        Assert.Equal(StopReason.Cancelled, report.StopReason);
        Assert.Equal(3, report.Epochs.Count);
        var three = new LinearModel(3);
        three.Fit(windows, new FitOptions { Epochs = 3 });
        Assert.Equal(three.Values, cancelled.Values);

        FitReport none = new LinearModel(3).Fit(windows, new FitOptions { CancellationToken = new CancellationToken(true) });
        Assert.Equal(StopReason.Cancelled, none.StopReason);
        Assert.Empty(none.Epochs);
        Assert.Equal(0, none.BestEpoch);
        Assert.True(double.IsNaN(none.Loss));
        Assert.StartsWith("Linear: Adam", none.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Divergence_is_named_and_leaves_finite_weights()
    {
        WindowDataset windows = WindowDataset.Of(TrainingData.Series(50), 3);
        var model = new LinearModel(3);
        FitReport report = model.Fit(windows, new FitOptions { Epochs = 500, Optimizer = new Sgd { LearningRate = 10 }, BatchSize = 16 });
        Assert.Equal(StopReason.NonFinite, report.StopReason);
        Assert.NotNull(report.NonFinite);
        Assert.Equal(report.Epochs.Count + 1, report.NonFinite.Epoch);
        Assert.InRange(report.NonFinite.Batch, 1, 3);
        Assert.Contains($"epoch {report.NonFinite.Epoch}, batch {report.NonFinite.Batch}", report.ToString(), StringComparison.Ordinal);
        Assert.True(report.Diverged);

        // Its loss grew from the first update on: the best epoch ended with worse weights than it began with.
        Assert.True(report.InitialWeightsRestored);
        Assert.False(report.BestWeightsRestored);
        Assert.Equal(new LinearModel(3).Values, model.Values);
        Assert.Contains("the weights of before the run restored", report.ToString(), StringComparison.Ordinal);
    }
}
