namespace LstmGen.Tests.Training;

/// <summary>Whatever a user's class throws while a model is trained: parameters and kernels agree, the parameters are those of a whole update, and training goes on.</summary>
public sealed class ExceptionSafetyTests
{
    private static readonly WindowDataset s_windows = WindowDataset.Of(TrainingData.Series(70), 4);

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public void An_optimizer_that_throws_leaves_the_parameters_of_the_update_before(int update)
    {
        LinearModel model = new(4), other = new(4);
        var throwing = new Throwing(update);
        Assert.Equal("half an update", Assert.Throws<TimeoutException>(() => model.Fit(s_windows, Options(throwing))).Message);

        int left = update - 1;
        var twin = new Throwing(0);
        for (int batch = 0; batch < left; batch++) other.FitBatch(Inputs(batch), Targets(batch), twin);
        Assert.Equal(TrainingData.Bits(other.Values), TrainingData.Bits(model.Values));
        Assert.Equal(left, throwing.Updates);
        AgreesAndLearns(model);
    }

    [Fact]
    public void So_in_single_batches()
    {
        LinearModel model = new(4);
        float[] before = model.Values;
        var throwing = new Throwing(1);
        Assert.Throws<TimeoutException>(() => model.FitBatch(Inputs(0), Targets(0), throwing));
        Assert.Equal(before, model.Values);
        AgreesAndLearns(model);
        model.FitBatch(Inputs(0), Targets(0), throwing);
    }

    [Fact]
    public void A_progress_a_schedule_and_a_loss_that_throw_leave_a_model_that_agrees()
    {
        LinearModel model = new(4);
        Assert.Throws<TimeoutException>(() => model.Fit(s_windows, new FitOptions { Epochs = 3, Progress = new Recorder(_ => throw new TimeoutException()) }));
        AgreesAndLearns(model);
        Assert.Throws<TimeoutException>(() => model.Fit(s_windows, new FitOptions { Schedule = new Late(inRate: 2) }));
        AgreesAndLearns(model);
        Assert.Throws<TimeoutException>(() => model.Fit(s_windows, new FitOptions { Schedule = new Late(inEpoch: true) }));
        AgreesAndLearns(model);
        Assert.Throws<TimeoutException>(() => model.Fit(s_windows, new FitOptions { Schedule = new Late(inState: true) }));
        AgreesAndLearns(model);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Fit(s_windows, new FitOptions { Schedule = new Late(rate: double.NaN) }));
        AgreesAndLearns(model);
        Assert.Throws<TimeoutException>(() => model.Fit(s_windows, new FitOptions { Loss = new LateLoss(), MaxDegreeOfParallelism = 3 }));
        AgreesAndLearns(model);
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Equal(StopReason.Cancelled, model.Fit(s_windows, new FitOptions { CancellationToken = stop.Token }).StopReason);
        AgreesAndLearns(model);
    }

    [Fact]
    public void One_optimizer_of_two_models_is_refused_by_both_their_names()
    {
        LinearModel first = new(4), second = new(4, seed: 9), large = new(5);
        var adam = new Adam();
        first.Fit(s_windows, new FitOptions { Optimizer = adam });
        float[] before = second.Values;

        string same = Assert.Throws<InvalidOperationException>(() => second.Fit(s_windows, new FitOptions { Optimizer = adam })).Message;
        Assert.Contains("Expected an optimizer of this Linear, but got Adam of another Linear", same, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => second.FitBatch(Inputs(0), Targets(0), adam));
        Assert.Throws<InvalidOperationException>(() => large.FitBatch(TrainingData.Noise(5), [1f], adam));
        var rule = new Data.RuleModel((_, _) => { }, lookBack: 4);
        Assert.Contains(
            "this RuleModel, but got Adam of Linear", Assert.Throws<InvalidOperationException>(() => rule.FitBatch(Inputs(0), Targets(0), adam)).Message, StringComparison.Ordinal);
        Assert.Equal(before, second.Values);
        Assert.Null(second.Optimizer);

        long updates = adam.Updates;
        first.Fit(s_windows, new FitOptions { Optimizer = adam });
        Assert.True(adam.Updates > updates);
        adam.Reset();
        second.Fit(s_windows, new FitOptions { Optimizer = adam });
        Assert.Same(adam, second.Optimizer);
        Assert.Throws<InvalidOperationException>(() => first.Fit(s_windows));
        first.Fit(s_windows, new FitOptions { Optimizer = new Adam() });
    }

    [Fact]
    public void Options_that_are_refused_leave_the_optimizer_free()
    {
        var adam = new Adam();
        Assert.Throws<ArgumentException>(() => new LinearModel(4).Fit(s_windows, new FitOptions { Optimizer = adam, Monitor = MonitoredLoss.Validation }));
        Assert.Throws<ArgumentException>(() => new LinearModel(4).FitBatch([1f], [1f], adam));
        new LinearModel(4).Fit(s_windows, new FitOptions { Optimizer = adam });
    }

    /// <summary>A model with the same parameters, which never saw an exception, predicts and learns the same.</summary>
    private static void AgreesAndLearns(LinearModel model)
    {
        var fresh = new LinearModel(4);
        fresh.Set(model.Values);
        Assert.Equal(fresh.PackedWeights.ToArray(), model.PackedWeights.ToArray());
        Assert.Equal(fresh.Evaluate(s_windows), model.Evaluate(s_windows));
        Assert.Equal(fresh.FitBatch(Inputs(1), Targets(1), new Sgd()), model.FitBatch(Inputs(1), Targets(1), new Sgd()));
        Assert.Equal(TrainingData.Bits(fresh.Values), TrainingData.Bits(model.Values));
    }

    private static FitOptions Options(Optimizer optimizer) => new() { Epochs = 3, BatchSize = 16, Shuffle = false, Optimizer = optimizer };

    private static float[] Inputs(int batch) => [.. Rows(batch).SelectMany(row => s_windows.InputOf(row).ToArray())];

    private static float[] Targets(int batch) => [.. Rows(batch).Select(row => s_windows.TargetOf(row)[0])];

    private static IEnumerable<int> Rows(int batch)
    {
        int batches = (s_windows.Count + 15) / 16, first = batch % batches * 16;
        return Enumerable.Range(first, Math.Min(16, s_windows.Count - first));
    }

    private sealed class Throwing(int at) : Optimizer(slots: 0)
    {
        private int _calls;

        public override string Name => "throwing";

        protected override double DefaultLearningRate => 0.05;

        protected override void Update(Span<float> parameters, ReadOnlySpan<float> gradient, double learningRate)
        {
            _calls++;
            for (int i = 0; i < parameters.Length; i++)
            {
                parameters[i] -= (float)learningRate * gradient[i];
                if (_calls == at && i == 2) throw new TimeoutException("half an update");
            }
        }
    }

    private sealed class Late(int inRate = 0, bool inEpoch = false, bool inState = false, double? rate = null) : LearningRateSchedule
    {
        private int _calls;

        public override double RateAt(double initialRate, in ScheduleStep step) => ++_calls == inRate ? throw new TimeoutException() : rate ?? initialRate;

        public override void EpochEnded(double loss)
        {
            if (inEpoch) throw new TimeoutException();
        }

        public override void ExchangeState(TrainingState state)
        {
            if (inState) throw new TimeoutException();
        }
    }

    private sealed class LateLoss : Loss
    {
        private int _rows;

        public override string Name => "late";

        public override float Row(ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<float> gradient) =>
            Interlocked.Increment(ref _rows) == 40 ? throw new TimeoutException() : MeanSquaredError.Row(output, target, gradient);
    }
}
