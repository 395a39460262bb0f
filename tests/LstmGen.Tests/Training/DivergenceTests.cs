using CsCheck;
using LstmGen.Forecasting;
using LstmGen.Kernels;

namespace LstmGen.Tests.Training;

/// <summary>A run that diverged leaves the model of before it or of its best epoch, its optimizer included.</summary>
public sealed class DivergenceTests
{
    private static readonly WindowDataset s_windows = WindowDataset.Of(TrainingData.Series(50), 3);

    [Theory]
    [InlineData(1e38), InlineData(1e6)]
    public void In_the_first_epoch_the_weights_are_those_of_before(double rate)
    {
        var model = new LinearModel(3);
        var before = new LinearModel(3);
        FitReport report = model.Fit(s_windows, new FitOptions { Epochs = 3, Optimizer = new Sgd { LearningRate = rate }, BatchSize = 2 });
        Assert.Equal(StopReason.NonFinite, report.StopReason);
        Assert.Equal(1, report.NonFinite!.Epoch);
        Assert.Equal(0, report.BestEpoch);
        Assert.True(report.InitialWeightsRestored);
        Assert.Equal(TrainingData.Bits(before.Values), TrainingData.Bits(model.Values));

        // What the report measures is what is left.
        Assert.Equal(ForecastAccuracy.Of(before, s_windows)!.Rmse, report.Accuracy!.Rmse);
    }

    [Fact]
    public void After_good_epochs_the_weights_and_the_optimizer_are_those_of_the_best()
    {
        static FitOptions Options(int epochs, LearningRateSchedule schedule) => new()
        {
            Epochs = epochs,
            BatchSize = 16,
            Shuffle = false,
            Optimizer = new Sgd { LearningRate = 0.05, Momentum = 0.5 },
            Schedule = schedule,
        };
        var model = new LinearModel(3);
        var calm = new LinearModel(3);
        FitReport report = model.Fit(s_windows, Options(9, new Jump(updates: 12, to: 1e30)));
        calm.Fit(s_windows, Options(4, LearningRateSchedule.Constant));

        Assert.True(report.Diverged);
        Assert.True(report.BestWeightsRestored);
        Assert.Equal(4, report.BestEpoch);
        Assert.Equal(TrainingData.Bits(calm.Values), TrainingData.Bits(model.Values));
        Assert.Equal(12, model.Optimizer!.Updates);
        Assert.Equal(TrainingData.Bits(calm.Optimizer!.StateOf(0)), TrainingData.Bits(model.Optimizer.StateOf(0)));
    }

    [Fact]
    public void A_second_run_that_diverges_leaves_the_first()
    {
        var model = new LinearModel(3);
        model.Fit(s_windows, new FitOptions { Epochs = 5 });
        float[] weights = model.Values;
        int[] first = TrainingData.Bits(model.Optimizer!.StateOf(0)), second = TrainingData.Bits(model.Optimizer.StateOf(1));
        long updates = model.Optimizer.Updates;
        FitReport report = model.Fit(s_windows, new FitOptions { Epochs = 5, LearningRate = 1e38 });
        Assert.True(report.Diverged);
        Assert.Equal(TrainingData.Bits(weights), TrainingData.Bits(model.Values));
        Assert.Equal(first, TrainingData.Bits(model.Optimizer.StateOf(0)));
        Assert.Equal(second, TrainingData.Bits(model.Optimizer.StateOf(1)));
        Assert.Equal(updates, model.Optimizer.Updates);

        // It goes on as if the bad run had not been, but for the order of the windows.
        Assert.False(model.Fit(s_windows, new FitOptions { Epochs = 2 }).Diverged);
    }

    [Fact]
    public void A_loss_that_explodes_and_stays_a_number_is_a_divergence_too()
    {
        var model = new LinearModel(3);
        var before = new LinearModel(3);
        FitReport report = model.Fit(s_windows, new FitOptions { Epochs = 3, BatchSize = 50, Optimizer = new Sgd { LearningRate = 1e4 } });
        Assert.Equal(StopReason.Completed, report.StopReason);
        Assert.True(double.IsFinite(report.Loss) && report.Loss > 1e10);
        Assert.True(report.Diverged);
        Assert.Equal(TrainingData.Bits(before.Values), TrainingData.Bits(model.Values));
        Assert.Contains("the loss exploded", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_ends_above_where_it_began_has_not_diverged()
    {
        // From a perfect fit with a learning rate that shakes it: worse than before by any factor, and still no wreck.
        float[] inputs = TrainingData.Noise(64), targets = inputs;
        var model = new LinearModel(1);
        model.Set(1f, 0f);
        FitReport report = model.Fit(WindowDataset.From(inputs, targets.Select(x => x + 1e-4f).ToArray(), 1), new FitOptions { Epochs = 2, LearningRate = 0.3 });
        Assert.True(report.Loss > 1_000 * 1e-8);
        Assert.False(report.Diverged);
    }

    [Fact]
    public void A_validation_loss_that_is_no_number_ends_the_run_the_same_way()
    {
        // The training part is all zeros and lets the weights be anything; the part held out sees them.
        float[] inputs = [0, 0, 0, 0, 1e30f, 1e30f], targets = [0, 0, 0, 0, -1e30f, -1e30f];
        var model = new LinearModel(1);
        model.Set(1e5f, 0f);
        FitReport report = model.Fit(WindowDataset.From(inputs, targets, 1), new FitOptions { Epochs = 3, ValidationSplit = 0.3 });
        Assert.Equal(StopReason.NonFinite, report.StopReason);
        Assert.True(report.InitialWeightsRestored);
        Assert.Equal([1e5f, 0f], model.Values);
    }

    [Fact]
    public void What_a_listener_or_a_schedule_throws_leaves_no_wreck()
    {
        foreach (bool schedule in new[] { false, true })
        {
            var model = new LinearModel(3);
            Assert.Throws<TimeoutException>(() => model.Fit(s_windows, new FitOptions
            {
                Epochs = 9,
                BatchSize = 50,
                Optimizer = new Sgd { LearningRate = 1e4 },
                Progress = schedule ? null : new Recorder(epoch => { if (epoch.Loss > 1e12) throw new TimeoutException(); }),
                Schedule = schedule ? new Thrower(3) : null,
            }));
            Assert.Equal(TrainingData.Bits(new LinearModel(3).Values), TrainingData.Bits(model.Values));
            model.Fit(s_windows);
        }
    }

    [Fact]
    public void A_scaler_that_was_fitted_again_goes_with_the_weights_it_was_fitted_for()
    {
        var model = new LinearModel(3, scaling: Scaling.Standard);
        model.Fit(s_windows, new FitOptions { Epochs = 3 });
        Scaler before = model.Scaler!;
        WindowDataset other = WindowDataset.Of(TrainingData.Series(50).Select(x => 1_000f + 10f * x).ToArray(), 3);
        Assert.True(model.Fit(other, new FitOptions { RefitScaler = true, LearningRate = 1e38 }).Diverged);
        Assert.Same(before, model.Scaler);

        // Of a model that had none it stays: any scaler is as good for weights that were drawn.
        var fresh = new LinearModel(3, scaling: Scaling.Standard);
        Assert.True(fresh.Fit(other, new FitOptions { Optimizer = new Sgd(), LearningRate = 1e38 }).Diverged);
        float[] answer = new float[1];
        fresh.Predict([1_000f, 1_001f, 999f], answer);
        Assert.InRange(answer[0], 900f, 1_100f);
    }

    [Theory]
    [InlineData("Adam"), InlineData("AdamW"), InlineData("Nadam"), InlineData("RMSprop"), InlineData("momentum"), InlineData("nesterov")]
    public void Any_batches_leave_the_model_as_before_or_updated(string name) =>
        Gen.Select(Gen.OneOf(Gen.Float[-1f, 1f], Gen.Float[-1e38f, 1e38f], Gen.Int[0, 3].Select(i => new[] { float.MaxValue, 1e12f, 1e19f, 1e25f }[i])).Array[4].Array[1, 20], Gen.Bool).Sample((batches, clipped) =>
        {
            var model = new LinearModel(3);
            var twin = new LinearModel(3);
            Optimizer optimizer = Make(name), of = Make(name);
            GradientClipping? clipping = clipped ? GradientClipping.ByGlobalNorm(1) : null;
            foreach (float[] batch in batches.Append([0.1f, 0.2f, 0.3f, 0.4f]))
            {
                int[] weights = TrainingData.Bits(model.Values);
                try
                {
                    model.FitBatch(batch.AsSpan(0, 3), batch.AsSpan(3), optimizer, clipping: clipping);
                    twin.FitBatch(batch.AsSpan(0, 3), batch.AsSpan(3), of, clipping: clipping);
                    Assert.True(VectorOps.AllFinite(model.Values));
                }
                catch (ArithmeticException)
                {
                    // The twin does not see the batch at all, and stays the same.
                    Assert.Equal(weights, TrainingData.Bits(model.Values));
                }
            }

            Assert.Equal(TrainingData.Bits(twin.Values), TrainingData.Bits(model.Values));
            Assert.Equal(of.Updates, optimizer.Updates);
        });

    private static Optimizer Make(string name) => name switch
    {
        "Adam" => new Adam(),
        "AdamW" => new AdamW(),
        "Nadam" => new Nadam(),
        "RMSprop" => new RmsProp(),
        "momentum" => new Sgd { Momentum = 0.9 },
        _ => new Sgd { Momentum = 0.9, Nesterov = true, Style = OptimizerStyle.PyTorch },
    };

    private sealed class Jump(int updates, double to) : LearningRateSchedule
    {
        public override double RateAt(double initialRate, in ScheduleStep step) => step.Update < updates ? initialRate : to;
    }

    private sealed class Thrower(int epochs) : LearningRateSchedule
    {
        private int _ended;

        public override double RateAt(double initialRate, in ScheduleStep step) => _ended < epochs ? initialRate : throw new TimeoutException();

        public override void EpochEnded(double loss) => _ended++;
    }
}
