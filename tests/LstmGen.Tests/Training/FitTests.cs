using LstmGen.Forecasting;

namespace LstmGen.Tests.Training;

public sealed class FitTests
{
    [Fact]
    public void Training_finds_the_least_squares_line()
    {
        // y = 2·x₀ − x₁ + 0.5
        float[] inputs = TrainingData.Noise(400);
        float[] targets = new float[200];
        for (int i = 0; i < 200; i++) targets[i] = 2 * inputs[2 * i] - inputs[2 * i + 1] + 0.5f;
        var model = new LinearModel(2);
        FitReport report = model.Fit(WindowDataset.From(inputs, targets, 2), new FitOptions { Epochs = 60, Optimizer = new Adam { LearningRate = 0.02 } });
        Assert.Equal(2f, model.Values[0], 1e-3f);
        Assert.Equal(-1f, model.Values[1], 1e-3f);
        Assert.Equal(0.5f, model.Values[2], 1e-3f);
        Assert.Equal(60, report.Epochs.Count);
        Assert.Equal(StopReason.Completed, report.StopReason);
        Assert.True(report.Loss < 1e-5);
        Assert.Contains("Linear: Adam, mean squared error, 200 windows", report.ToString(), StringComparison.Ordinal);
        Assert.Contains("Done after 60 epochs", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_epoch_is_its_batches_in_order_the_last_one_with_what_is_left()
    {
        float[] series = TrainingData.Series(24);
        WindowDataset windows = WindowDataset.Of(series, 3);
        Assert.Equal(21, windows.Count);
        var fitted = new LinearModel(3);
        var byHand = new LinearModel(3);

        FitReport report = fitted.Fit(windows, new FitOptions { BatchSize = 8, Shuffle = false, Optimizer = new Sgd(), LearningRate = 0.1 });

        var sgd = new Sgd();
        double sum = 0;
        foreach ((int first, int rows) in new[] { (0, 8), (8, 8), (16, 5) })
        {
            float[] inputs = [.. Enumerable.Range(first, rows).SelectMany(i => series[i..(i + 3)])];
            sum += rows * (double)byHand.FitBatch(inputs, series.AsSpan(first + 3, rows), sgd, learningRate: 0.1);
        }

        Assert.Equal(TrainingData.Bits(byHand.Values), TrainingData.Bits(fitted.Values));
        Assert.Equal(sum / 21, report.Loss, 1e-6);
    }

    [Fact]
    public void Shuffling_takes_every_window_once_in_a_new_order_each_epoch()
    {
        WindowDataset windows = WindowDataset.Of(TrainingData.Series(40), 3);

        // With a learning rate of 0 an epoch's loss does not depend on the order: each window is there once.
        var still = new LinearModel(3);
        var options = new FitOptions { Epochs = 3, BatchSize = 7, LearningRate = 0, Optimizer = new Sgd() };
        FitReport report = still.Fit(windows, options);
        Assert.All(report.Epochs, epoch => Assert.Equal(still.Evaluate(windows), epoch.Loss, 1e-6));

        // With weights that single out one batch position, the order shows.
        float[] First(long seed, int epochs)
        {
            var model = new LinearModel(3);
            model.Fit(windows, new FitOptions { Epochs = epochs, BatchSize = 7, Optimizer = new Sgd(), Seed = seed });
            return model.Values;
        }

        Assert.Equal(First(1, 2), First(1, 2));
        Assert.NotEqual(First(1, 1), First(2, 1));

        var twice = new LinearModel(3);
        var sgd = new Sgd();
        twice.Fit(windows, new FitOptions { BatchSize = 7, Optimizer = sgd, Seed = 1 });
        twice.Fit(windows, new FitOptions { BatchSize = 7, Optimizer = sgd, Seed = 1 });
        Assert.Equal(First(1, 2), twice.Values);
    }

    [Fact]
    public void The_validation_split_is_the_last_part_before_shuffling()
    {
        float[] series = TrainingData.Series(24);
        WindowDataset windows = WindowDataset.Of(series, 3);
        var model = new LinearModel(3);
        var other = new LinearModel(3);

        // ⌊21·0.75⌋ = 15
        FitReport split = model.Fit(windows, new FitOptions { Epochs = 2, ValidationSplit = 0.25 });
        FitReport given = other.Fit(windows.Slice(0, 15), new FitOptions { Epochs = 2, Validation = windows.Slice(15, 6) });

        Assert.Equal(other.Values, model.Values);
        Assert.Equal(given.Epochs.Select(e => e.ValidationLoss), split.Epochs.Select(e => e.ValidationLoss));
        Assert.Equal(model.Evaluate(windows.Slice(15, 6)), split.ValidationLoss);
        Assert.Contains("15 windows, 6 held out", split.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_contradict_each_other_or_the_windows_are_refused()
    {
        WindowDataset windows = WindowDataset.Of(TrainingData.Series(10), 3);
        var model = new LinearModel(3);
        Assert.Throws<ArgumentException>(() => model.Fit(windows, new FitOptions { ValidationSplit = 1e-17 }));
        Assert.Throws<ArgumentException>(() => model.Fit(windows, new FitOptions { ValidationSplit = 0.99 }));
        Assert.Throws<ArgumentException>(() => model.Fit(windows, new FitOptions { ValidationSplit = 0.5, Validation = windows }));
        Assert.Throws<ArgumentException>(() => model.Fit(windows, new FitOptions { Monitor = MonitoredLoss.Validation }));
        Assert.Throws<ArgumentException>(() => model.Fit(windows, new FitOptions { SampleWeights = new float[3] }));
        Assert.Throws<ArgumentException>(() => new LinearModel(4).Fit(windows));
        Assert.Throws<ArgumentException>(() => new LinearModel(3, outputs: 2).Fit(windows));
        Assert.Throws<ArgumentException>(() => model.Fit(windows, new FitOptions { Validation = WindowDataset.Of(TrainingData.Series(10), 4) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FitOptions { Epochs = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new FitOptions { BatchSize = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new FitOptions { MaxDegreeOfParallelism = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new FitOptions { ValidationSplit = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new FitOptions { LearningRate = double.NaN });
        Assert.Throws<ArgumentNullException>(() => model.Fit(null!));
    }

    [Fact]
    public void Sample_weights_of_the_options_take_the_place_of_the_windows_own()
    {
        WindowDataset windows = WindowDataset.Of(TrainingData.Series(10), 3);
        float[] weights = [1f, 0f, 2f, 0.5f, 1f, 1f, 3f];
        var first = new LinearModel(3);
        var second = new LinearModel(3);
        var plain = new LinearModel(3);
        FitReport a = first.Fit(windows, new FitOptions { SampleWeights = weights, BatchSize = 2 });
        FitReport b = second.Fit(windows.Weighted(weights), new FitOptions { BatchSize = 2 });
        FitReport c = plain.Fit(windows, new FitOptions { BatchSize = 2 });
        Assert.Equal(a.Loss, b.Loss);
        Assert.Equal(first.Values, second.Values);
        Assert.NotEqual(c.Loss, a.Loss);
    }

    [Fact]
    public void A_scaler_is_fitted_to_the_training_part_alone_and_kept()
    {
        float[] series = [.. Enumerable.Range(0, 20).Select(i => i < 15 ? 10f + i % 3 : 1000f)];
        WindowDataset windows = WindowDataset.Of(series, 2);
        var model = new LinearModel(2, scaling: Scaling.MinMax);
        model.Fit(windows, new FitOptions { ValidationSplit = 0.5 });
        Assert.Equal(10, model.Scaler!.InputOffsets[0]);
        Assert.Equal(2, model.Scaler.InputScales[0]);

        // A batch of one's own is scaled inside.
        var raw = new LinearModel(2);
        raw.Set(model.Values);
        float scaled = model.FitBatch([10f, 12f], [11f], new Sgd());
        Assert.Equal(raw.FitBatch([0f, 1f], [0.5f], new Sgd()), scaled);
        Assert.Equal(TrainingData.Bits(raw.Values), TrainingData.Bits(model.Values));
        Scaler kept = model.Scaler;
        model.Fit(windows);
        Assert.Same(kept, model.Scaler);
    }

    [Fact]
    public void The_report_tells_the_skill_against_naive_on_what_was_held_out()
    {
        WindowDataset windows = WindowDataset.Of(TrainingData.Series(200), 3, period: 21);
        var model = new LinearModel(3);
        FitReport report = model.Fit(windows, new FitOptions { Epochs = 30, ValidationSplit = 0.2, LearningRate = 0.02 });
        ForecastAccuracy accuracy = report.Accuracy!;

        WindowDataset held = windows.Slice(157, 40);
        Assert.Equal(197, windows.Count);
        double error = 0, naive = 0;
        float[] input = new float[3], target = new float[1], output = new float[1];
        for (int i = 0; i < held.Count; i++)
        {
            held.CopyInput(i, input);
            held.CopyTarget(i, target);
            model.Predict(input, output);
            error += Math.Pow(output[0] - target[0], 2) / held.Count;
            naive += Math.Pow(input[2] - target[0], 2) / held.Count;
        }

        Assert.True(report.AccuracyOfValidation);
        Assert.Equal(Math.Sqrt(error), accuracy.Rmse, 1e-6);
        Assert.Equal(1 - Math.Sqrt(error / naive), accuracy.SkillAgainstNaive, 1e-5);
        Assert.Contains("On the windows held out: MAE", report.ToString(), StringComparison.Ordinal);
        Assert.Contains("seasonal-naive(21)", report.ToString(), StringComparison.Ordinal);
        Assert.Contains("On the training windows: MAE", model.Fit(windows).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_schedule_is_asked_before_every_update_and_told_after_every_epoch()
    {
        var recorder = new Recorder();
        var model = new LinearModel(3);
        model.Fit(WindowDataset.Of(TrainingData.Series(23), 3), new FitOptions
        {
            Epochs = 4,
            BatchSize = 10,
            LearningRate = 0.1,
            Schedule = new WarmUp { Updates = 4, Then = new StepDecay { Epochs = 1, Factor = 0.5 } },
            Progress = recorder,
        });
        double[] expected = [0.05, 0.1, 0.1, 0.05];
        for (int epoch = 0; epoch < 4; epoch++) Assert.Equal(expected[epoch], recorder.Reports[epoch].LearningRate, 1e-12);
    }

    [Fact]
    public void Only_one_call_trains_a_model_at_a_time()
    {
        var model = new LinearModel(3);
        WindowDataset windows = WindowDataset.Of(TrainingData.Series(20), 3);
        var recorder = new Recorder(_ => Assert.Throws<InvalidOperationException>(() => model.Fit(windows)));
        model.Fit(windows, new FitOptions { Progress = recorder });
        Assert.Single(recorder.Reports);
        model.Fit(windows);
    }
}
