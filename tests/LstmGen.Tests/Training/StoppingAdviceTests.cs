namespace LstmGen.Tests.Training;

/// <summary>What a report proposes about when to stop: with the numbers of the run, and only where they say so.</summary>
public sealed class StoppingAdviceTests
{
    private static readonly FitOptions s_plain = new();

    [Fact]
    public void A_loss_that_falls_with_nothing_held_out_wants_validation()
    {
        string hint = Assert.Single(StoppingAdvice.Of(Epochs([.. Enumerable.Range(1, 20).Select(i => 1.0 / i)]), s_plain, splits: true));
        Assert.Equal(
            "The loss still falls (from 0.05556 to 0.05 in the last 2 epochs of 20), and nothing is held out that would tell when to stop. Set ValidationSplit = 0.1, or Validation, with Epochs = 80 " +
            "and EarlyStopping = new() { Patience = 3 }.", hint);
        Assert.DoesNotContain("ValidationSplit", Assert.Single(StoppingAdvice.Of(Epochs([.. Enumerable.Range(1, 20).Select(i => 1.0 / i)]), s_plain, splits: false)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_validation_loss_that_rises_wants_an_end()
    {
        double[] losses = [.. Enumerable.Range(1, 30).Select(i => 1.0 / i)], validation = [.. Enumerable.Range(1, 30).Select(i => 0.5 + Math.Pow(i - 12, 2) / 100)];
        string hint = Assert.Single(StoppingAdvice.Of(Epochs(losses, validation), s_plain, splits: true));
        Assert.Contains("lowest in epoch 12 of 30 (0.5) and has risen to 3.74 since, while the training loss went from 0.08333 to 0.03333", hint, StringComparison.Ordinal);
        Assert.Contains("Patience = 3 } would have ended the run after epoch 15, with the weights of epoch 12 (validation loss 0.5)", hint, StringComparison.Ordinal);
        Assert.Empty(StoppingAdvice.Of(Epochs(losses, validation), new FitOptions { EarlyStopping = new EarlyStopping() }, splits: true));
    }

    /// <summary>What the hint says early stopping would have done is what it does.</summary>
    [Fact]
    public void The_proposal_is_what_early_stopping_does()
    {
        // What is learned of the ones is wrong of the others: the first epochs are the best.
        float[] inputs = TrainingData.Noise(300), targets = TrainingData.Noise(20, 9), unlike = Array.ConvertAll(targets, target => -target);
        WindowDataset windows = WindowDataset.From(inputs, targets, 15), validation = WindowDataset.From(inputs, unlike, 15);
        var options = new FitOptions { Epochs = 60, Validation = validation, Optimizer = new Sgd(), LearningRate = 0.05 };
        FitReport report = new LinearModel(15).Fit(windows, options);
        string hint = Assert.Single(report.Hints);
        Assert.Contains("Hint: The validation loss was lowest", report.ToString(), StringComparison.Ordinal);
        FitReport stopped = new LinearModel(15).Fit(windows, new FitOptions { Epochs = 60, Validation = validation, Optimizer = new Sgd(), LearningRate = 0.05, EarlyStopping = new EarlyStopping { Patience = 6 } });
        Assert.Contains($"Patience = 6 }} would have ended the run after epoch {stopped.Epochs.Count}, with the weights of epoch {stopped.BestEpoch} ", hint, StringComparison.Ordinal);
        Assert.Empty(stopped.Hints);
    }

    [Fact]
    public void A_validation_loss_that_still_falls_wants_more_epochs() => Assert.Contains(
        "The validation loss still falls (from 0.1 to 0.09091 in the last epoch of 11). Set Epochs = 44",
        Assert.Single(StoppingAdvice.Of(Epochs([.. Enumerable.Range(1, 11).Select(i => 2.0 / i)], [.. Enumerable.Range(1, 11).Select(i => 1.0 / i)]), s_plain, splits: true)), StringComparison.Ordinal);

    [Fact]
    public void A_run_that_has_come_to_rest_or_is_short_says_nothing()
    {
        Assert.Empty(StoppingAdvice.Of(Epochs([.. Enumerable.Range(1, 9).Select(i => 1.0 / i)]), s_plain, splits: true));
        Assert.Empty(StoppingAdvice.Of(Epochs([.. Enumerable.Range(1, 40).Select(i => 0.3 + Math.Exp(-i))]), s_plain, splits: true));
        Assert.Empty(StoppingAdvice.Of(Epochs([.. Enumerable.Range(1, 40).Select(i => 1.0 / i)], [.. Enumerable.Range(1, 40).Select(i => 0.3 + Math.Exp(-i) + 0.001 * (i % 3))]), s_plain, splits: true));
    }

    private static EpochReport[] Epochs(double[] losses, double[]? validation = null) =>
        [.. losses.Select((loss, i) => new EpochReport(i + 1, losses.Length, loss, validation?[i], 0.001, TimeSpan.Zero, IsBest: false))];
}
