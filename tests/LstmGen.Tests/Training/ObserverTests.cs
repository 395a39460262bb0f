using LstmGen.Inspection;

namespace LstmGen.Tests.Training;

public sealed class ObserverTests
{
    private static readonly WindowDataset s_windows = WindowDataset.From(new float[] { 1f, 2f, 3f, 4f, 5f }, new float[] { 2f, 4f, 6f, 8f, 10f }, 1);

    /// <summary>Writes down what it is told.</summary>
    private sealed class Diary : ITrainingObserver
    {
        public List<string> Lines { get; } = [];

        public TrainingRun? Run { get; private set; }

        public FitReport? End { get; private set; }

        public Action<TrainingRun, UpdateReport>? OnUpdate { get; init; }

        public void RunStarted(TrainingRun run)
        {
            Run = run;
            Lines.Add($"start {run.Updates}");
        }

        public void Updated(in UpdateReport update)
        {
            Lines.Add($"{update.Epoch}.{update.Batch}/{update.Batches}");
            OnUpdate?.Invoke(Run!, update);
        }

        public void Report(EpochReport value) => Lines.Add($"epoch {value.Epoch}");

        public void RunEnded(FitReport? report)
        {
            End = report;
            Lines.Add("end");
        }
    }

    [Fact]
    public void It_is_told_of_everything_in_order()
    {
        var diary = new Diary();
        FitReport report = new LinearModel(1).Fit(s_windows, new FitOptions { Epochs = 2, BatchSize = 2, ValidationSplit = 0.2, Progress = diary });
        Assert.Equal(["start 0", "1.1/2", "1.2/2", "epoch 1", "2.1/2", "2.2/2", "epoch 2", "end"], diary.Lines);
        Assert.Same(report, diary.End);
        Assert.Equal((4, 1, 2, 4L), (diary.Run!.Training.Count, diary.Run.Validation!.Count, diary.Run.Batches, diary.Run.Updates));
    }

    [Fact]
    public void It_changes_no_bit()
    {
        LinearModel watched = new(1), alone = new(1);
        watched.Fit(s_windows, new FitOptions { Epochs = 3, BatchSize = 2, Progress = new Diary() });
        alone.Fit(s_windows, new FitOptions { Epochs = 3, BatchSize = 2 });
        Assert.Equal(alone.Values, watched.Values);
    }

    [Fact]
    public void The_gradient_is_that_of_the_update()
    {
        var model = new LinearModel(1);
        float[] before = model.Values, gradient = new float[2], scaled = new float[2];
        var diary = new Diary { OnUpdate = (run, _) => run.CopyGradient(gradient) };
        model.Fit(s_windows, new FitOptions { Optimizer = new Sgd(), LearningRate = 0.01, BatchSize = 5, Shuffle = false, Progress = diary });
        for (int i = 0; i < 2; i++) scaled[i] = before[i] - 0.01f * gradient[i];
        Assert.All(model.Values.Zip(scaled), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
        Assert.NotEqual(0f, gradient[0]);
    }

    [Fact]
    public void Before_the_first_update_the_gradient_is_zero_and_another_size_is_refused()
    {
        float[] gradient = [1f, 1f];
        var observer = new AtStart(run =>
        {
            run.CopyGradient(gradient);
            Assert.Throws<ArgumentException>("gradient", () => run.CopyGradient(new float[3]));
        });
        new LinearModel(1).Fit(s_windows, new FitOptions { Progress = observer });
        Assert.Equal([0f, 0f], gradient);
    }

    [Fact]
    public void Meanwhile_the_model_predicts_and_is_cloned_and_refuses_to_train()
    {
        var model = new LinearModel(1);
        int seen = 0;
        var diary = new Diary
        {
            OnUpdate = (run, _) =>
            {
                float[] now = new float[1], copied = new float[1];
                run.Model.Predict([3f], now);
                ((LinearModel)run.Model).Clone().Predict([3f], copied);
                Assert.Equal(now, copied);
                ModelTrace trace = run.Model.CreateTrace();
                Assert.Empty(trace.Layers);
                Assert.Throws<InvalidOperationException>(() => run.Model.Fit(s_windows));
                Assert.Throws<InvalidOperationException>(() => run.Model.Parameters.CopyFrom(new float[2]));
                seen++;
            },
        };
        model.Fit(s_windows, new FitOptions { BatchSize = 2, Progress = diary });
        Assert.Equal(3, seen);
    }

    [Fact]
    public void The_end_is_told_where_training_throws_and_where_it_is_cancelled()
    {
        var thrower = new Diary { OnUpdate = (_, _) => throw new InvalidOperationException("enough") };
        Assert.Equal("enough", Assert.Throws<InvalidOperationException>(() => new LinearModel(1).Fit(s_windows, new FitOptions { Progress = thrower })).Message);
        Assert.Equal(["start 0", "1.1/1", "end"], thrower.Lines);
        Assert.Null(thrower.End);

        using var source = new CancellationTokenSource();
        var canceller = new Diary { OnUpdate = (_, _) => source.Cancel() };
        new LinearModel(1).Fit(s_windows, new FitOptions { Epochs = 5, BatchSize = 2, Progress = canceller, CancellationToken = source.Token });
        Assert.Equal(["start 0", "1.1/3", "end"], canceller.Lines);
        Assert.Equal(StopReason.Cancelled, canceller.End!.StopReason);
    }

    private sealed class AtStart(Action<TrainingRun> action) : ITrainingObserver
    {
        public void RunStarted(TrainingRun run) => action(run);

        public void Updated(in UpdateReport update)
        {
        }

        public void Report(EpochReport value)
        {
        }

        public void RunEnded(FitReport? report)
        {
        }
    }
}
