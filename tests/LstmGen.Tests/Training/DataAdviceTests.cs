namespace LstmGen.Tests.Training;

/// <summary>The report names what in the data looks like a mistake, and is silent where nothing does.</summary>
public sealed class DataAdviceTests
{
    private static float[] Wave(float offset, float size, int count = 200) => [.. Enumerable.Range(0, count).Select(i => offset + size * MathF.Sin(i * 0.3f))];

    [Fact]
    public void Values_that_were_not_scaled_and_not_learned_are_the_likely_cause()
    {
        var model = new LinearModel(4);
        FitReport report = model.Fit(WindowDataset.Of(Wave(20_000, 3_000), 4), new FitOptions { Epochs = 3, Optimizer = new Adam { LearningRate = 1e-6 } });
        string warning = Assert.Single(report.Warnings);
        Assert.Contains("column 'series' runs from 1700", warning, StringComparison.Ordinal);
        Assert.Contains("Scaling = Scaling.Standard", warning, StringComparison.Ordinal);
        Assert.Contains("Warning: The network has learned no more than the mean", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void They_are_the_likely_cause_of_a_divergence_too()
    {
        FitReport report = new LinearModel(4).Fit(WindowDataset.Of(Wave(0, 10_000), 4), new FitOptions { Epochs = 5, Optimizer = new Sgd { LearningRate = 1e6 } });
        Assert.True(report.Diverged);
        Assert.StartsWith("The run diverged. The likely cause: column 'series' runs from", Assert.Single(report.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1e-6f)]
    [InlineData(1e6f)]
    public void So_are_values_that_are_far_too_small_or_large(float size)
    {
        float[] inputs = TrainingData.Noise(200), targets = TrainingData.Noise(50, 9).Select(x => x * size).ToArray();
        FitReport report = new LinearModel(4).Fit(WindowDataset.From(inputs, targets, 4), new FitOptions { Optimizer = new Adam { LearningRate = 1e-9 } });
        Assert.Contains("target column 0 runs from", Assert.Single(report.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_learned_needs_no_advice()
    {
        Assert.Empty(new LinearModel(4).Fit(WindowDataset.Of(Wave(0, 1), 4), new FitOptions { Epochs = 40, LearningRate = 0.01 }).Warnings);
        Assert.Empty(new LinearModel(4, scaling: Scaling.Standard).Fit(WindowDataset.Of(Wave(20_000, 3_000), 4), new FitOptions { Epochs = 40, LearningRate = 0.01 }).Warnings);

        // Large values that were learned all the same.
        Assert.Empty(new LinearModel(4).Fit(WindowDataset.Of(Wave(0, 100), 4), new FitOptions { Epochs = 100, LearningRate = 0.01 }).Warnings);

        // And noise, of which there is nothing to learn, but for no reason in its size.
        Assert.Empty(new LinearModel(4).Fit(WindowDataset.From(TrainingData.Noise(200), TrainingData.Noise(50, 9), 4)).Warnings);
    }

    [Theory]
    [InlineData(Scaling.MinMax, "spans")]
    [InlineData(Scaling.Standard, "standard deviations")]
    [InlineData(Scaling.Robust, "interquartile ranges")]
    public void Data_far_outside_of_the_scaler_are_named_with_what_to_do(Scaling scaling, string unit)
    {
        var model = new LinearModel(4, scaling: scaling);
        Assert.Empty(model.Fit(WindowDataset.Of(Wave(0, 1), 4), new FitOptions { Epochs = 40, LearningRate = 0.01 }).Warnings);
        Assert.Empty(model.Fit(WindowDataset.Of(Wave(0.1f, 1.2f), 4)).Warnings);

        FitReport report = model.Fit(WindowDataset.Of(Wave(5_000, 100), 4), new FitOptions { LearningRate = 0 });
        string warning = Assert.Single(report.Warnings);
        Assert.Contains("Column 'series' (4900", warning, StringComparison.Ordinal);
        Assert.Contains(unit, warning, StringComparison.Ordinal);
        Assert.Contains("RefitScaler", warning, StringComparison.Ordinal);
        Assert.Empty(model.Fit(WindowDataset.Of(Wave(5_000, 100), 4), new FitOptions { RefitScaler = true, LearningRate = 0 }).Warnings);
    }

    [Theory]
    [InlineData(Scaling.MinMax)]
    [InlineData(Scaling.Standard)]
    [InlineData(Scaling.Robust)]
    public void The_data_that_the_scaler_was_fitted_to_are_never_far(Scaling scaling)
    {
        // Tails as heavy as they come: most values 0, some a million.
        float[] series = [.. Enumerable.Range(0, 400).Select(i => i % 40 == 7 ? 1e6f : i % 3)];
        var model = new LinearModel(4, scaling: scaling);
        var options = new FitOptions { LearningRate = 0 };
        model.Fit(WindowDataset.Of(series, 4), options);
        Assert.Empty(model.Fit(WindowDataset.Of(series, 4), options).Warnings);
    }

    [Fact]
    public void Learning_batch_by_batch_first_is_told_to_fit_the_scaler()
    {
        var model = new LinearModel(4, scaling: Scaling.Standard);
        model.FitBatch([1f, 2f, 3f, 4f], [5f], new Adam());
        FitReport report = model.Fit(WindowDataset.Of(Wave(20_000, 3_000), 4), new FitOptions { LearningRate = 1e-6 });
        Assert.Contains(report.Warnings, warning => warning.Contains("RefitScaler", StringComparison.Ordinal));
    }

    [Fact]
    public void Columns_that_never_change_are_named()
    {
        float[] wave = Wave(0, 1);
        WindowDataset windows = WindowDataset.Of(
            SeriesTable.Of(("wave", wave), ("a", Wave(5, 0)), ("b", Wave(0, 0))), 4, targets: ["wave"]);
        FitReport report = new LinearModel(4, features: 3).Fit(windows, new FitOptions { Epochs = 30, LearningRate = 0.01 });
        Assert.Equal("Column 'a' is always 5 and column 'b' is always 0 in the training windows, so that the network can learn nothing from them.", Assert.Single(report.Warnings));

        report = new LinearModel(4, scaling: Scaling.Standard).Fit(WindowDataset.From(wave, Enumerable.Repeat(7f, 50).ToArray(), 4));
        Assert.Contains(report.Warnings, warning => warning.StartsWith("Target column 0 is always 7 in every target", StringComparison.Ordinal));
    }

    [Fact]
    public void Targets_near_zero_are_counted_for_a_loss_in_per_cent()
    {
        float[] inputs = TrainingData.Noise(40), targets = [0f, 1f, 2f, 1f, 3f, 1f, 1e-9f, 1f, 2f, 1f];
        FitReport report = new LinearModel(4).Fit(WindowDataset.From(inputs, targets, 4), new FitOptions { Loss = Loss.MeanAbsolutePercentageError });
        Assert.Contains(report.Warnings, warning => warning.StartsWith("2 of the targets are 0 or near it", StringComparison.Ordinal));
        Assert.Empty(new LinearModel(4).Fit(WindowDataset.From(inputs, targets, 4)).Warnings);
    }
}
