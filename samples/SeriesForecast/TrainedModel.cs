using LstmGen;

namespace SeriesForecast;

/// <summary>
/// Training in two runs, neither of which sees the test span: the first holds out the last season of the training span to learn how many epochs
/// do good, the second goes through all of it that often.
/// </summary>
internal static class TrainedModel
{
    public static (SequenceModel Model, FitReport Report) Train(
        ForecastPlan plan, WindowDataset training, int season, int epochs, int seed, IProgress<EpochReport> progress)
    {
        int heldOut = Math.Max(plan.OutputSteps, Math.Min(season, training.Count / 5));
        (WindowDataset first, WindowDataset validation) = training.SplitByTime(heldOut);
        FitReport probe = plan.Create(seed).Fit(first, Options(epochs, epochs, progress, validation));
        if (probe.BestEpoch == 0)
        {
            throw new UserError($"Training did not get through one epoch: {probe.NonFinite}.");
        }

        SequenceModel model = plan.Create(seed);
        FitReport report = model.Fit(training, Options(probe.BestEpoch, epochs, progress, null));
        return (model, report);
    }

    private static FitOptions Options(int epochs, int schedule, IProgress<EpochReport> progress, WindowDataset? validation) => new()
    {
        Epochs = epochs,
        Schedule = new CosineDecay { Epochs = schedule },
        Clipping = GradientClipping.ByGlobalNorm(1),
        Validation = validation,
        Progress = progress,
    };
}
