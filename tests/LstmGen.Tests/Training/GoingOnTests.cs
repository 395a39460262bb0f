namespace LstmGen.Tests.Training;

public sealed class GoingOnTests
{
    private static readonly WindowDataset s_windows = WindowDataset.Of(TrainingData.Series(70), 4);

    public static TheoryData<string, string> All() => OptimizerCases.All();

    [Theory]
    [MemberData(nameof(All))]
    public void Two_runs_are_one_of_as_many_epochs(string optimizer, string schedule)
    {
        LinearModel whole = Model(), parts = Model();
        FitReport all = whole.Fit(s_windows, Options(10, OptimizerCases.Optimizers[optimizer](), schedule));

        FitReport first = parts.Fit(s_windows, Options(5, OptimizerCases.Optimizers[optimizer](), schedule));
        FitReport second = parts.Fit(s_windows, Options(5, null, schedule));

        Assert.Equal(all.Epochs.Select(e => (e.Loss, e.ValidationLoss, e.LearningRate)), first.Epochs.Concat(second.Epochs).Select(e => (e.Loss, e.ValidationLoss, e.LearningRate)));
        Assert.Equal(TrainingData.Bits(whole.Values), TrainingData.Bits(parts.Values));
        Assert.Equal(10 * 4, parts.Optimizer!.Updates);
    }

    [Fact]
    public void The_models_optimizer_is_that_of_the_last_call()
    {
        LinearModel model = Model();
        Assert.Null(model.Optimizer);
        model.Fit(s_windows);
        Adam first = Assert.IsType<Adam>(model.Optimizer);
        model.Fit(s_windows);
        Assert.Same(first, model.Optimizer);

        var sgd = new Sgd();
        model.Fit(s_windows, new FitOptions { Optimizer = sgd });
        Assert.Same(sgd, model.Optimizer);

        var nadam = new Nadam();
        model.FitBatch(TrainingData.Noise(4), [1f], nadam);
        Assert.Same(nadam, model.Optimizer);
    }

    [Fact]
    public void Another_optimizer_starts_anew_and_so_does_its_schedule()
    {
        LinearModel model = Model();
        model.Fit(s_windows, Options(6, null, "step"));
        FitReport again = model.Fit(s_windows, Options(2, new Adam(), "step"));

        Assert.All(again.Epochs, epoch => Assert.Equal(0.001, epoch.LearningRate));
        Assert.Equal(2 * 4, model.Optimizer!.Updates);
    }

    [Fact]
    public void Another_schedule_starts_at_its_beginning()
    {
        LinearModel model = Model();
        model.Fit(s_windows, Options(6, null, "step"));
        FitReport other = model.Fit(s_windows, new FitOptions { Schedule = new StepDecay { Epochs = 3, Factor = 0.4 } });
        Assert.Equal(0.001, other.Epochs[0].LearningRate);

        model.Fit(s_windows, Options(6, null, "step"));
        model.Optimizer!.Reset();
        FitReport reset = model.Fit(s_windows, Options(1, null, "step"));
        Assert.Equal(0.001, reset.Epochs[0].LearningRate);
    }

    [Fact]
    public void A_schedule_that_does_not_name_its_state_starts_again_with_every_run()
    {
        LinearModel model = Model();
        var schedule = new Counting();
        model.Fit(s_windows, new FitOptions { Epochs = 2, Schedule = schedule });
        model.Fit(s_windows, new FitOptions { Epochs = 2, Schedule = schedule });
        Assert.Equal(2, schedule.Starts);
        Assert.Equal(2 * 3 - 1, schedule.Last);
    }

    [Fact]
    public void A_run_that_was_cancelled_goes_on_with_what_it_did()
    {
        LinearModel model = Model();
        using var stop = new CancellationTokenSource();
        model.Fit(s_windows, new FitOptions
        {
            Epochs = 5,
            Schedule = new StepDecay { Epochs = 2 },
            CancellationToken = stop.Token,
            Progress = new Recorder(report => Cancel(report, stop)),
        });
        FitReport more = model.Fit(s_windows, new FitOptions { Epochs = 2, Schedule = new StepDecay { Epochs = 2 } });

        // Three epochs are behind, so these are the fourth and the fifth.
        Assert.Equal(0.0001, more.Epochs[0].LearningRate, 1e-12);
        Assert.Equal(0.00001, more.Epochs[1].LearningRate, 1e-12);
        Assert.Equal(5 * 3, model.Optimizer!.Updates);
    }

    [Fact]
    public void The_whole_training_has_room_for_what_was_and_what_comes()
    {
        LinearModel model = Model();
        model.Fit(s_windows, Options(5, null, "cosine over all"));
        ArgumentException refused = Assert.Throws<ArgumentException>(
            () => model.Fit(s_windows, new FitOptions { Epochs = 5, TotalEpochs = 9, BatchSize = 16, ValidationSplit = 0.1, Schedule = new CosineDecay { MinimumRate = 1e-5 } }));
        Assert.Contains("Expected TotalEpochs of at least 10", refused.Message, StringComparison.Ordinal);
        Assert.Contains("but got 9", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new FitOptions { TotalEpochs = 0 });

        // A cosine without a horizon comes to its end with every run.
        FitReport half = Model().Fit(s_windows, new FitOptions { Epochs = 5, Schedule = new CosineDecay() });
        Assert.True(half.Epochs[^1].LearningRate < 2e-5);
    }

    private static void Cancel(EpochReport report, CancellationTokenSource stop)
    {
        if (report.Epoch == 3) stop.Cancel();
    }

    private static LinearModel Model()
    {
        var model = new LinearModel(4, scaling: Scaling.Standard);
        model.Linear.Noisy = true;
        return model;
    }

    private static FitOptions Options(int epochs, Optimizer? optimizer, string schedule) => new()
    {
        Epochs = epochs,
        TotalEpochs = 10,
        BatchSize = 16,
        Optimizer = optimizer,
        Schedule = OptimizerCases.Schedules[schedule](),
        ValidationSplit = 0.1,
        Clipping = GradientClipping.ByGlobalNorm(1),
    };

    private sealed class Counting : LearningRateSchedule
    {
        public int Starts { get; private set; }

        public long Last { get; private set; }

        public override double RateAt(double initialRate, in ScheduleStep step)
        {
            Last = step.Update;
            return initialRate;
        }

        public override void Start() => Starts++;
    }
}
