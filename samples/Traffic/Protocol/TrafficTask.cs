namespace Traffic;

/// <summary>The task: the next count from the twelve before. Trained on the training file, the epoch chosen on its last days; the test file is only forecast.</summary>
internal static class TrafficTask
{
    /// <summary>An hour.</summary>
    public const int LookBack = 12;

    /// <summary>Counts at the end of the training file that choose the epoch: its last three days.</summary>
    public const int Validation = 3 * PemsData.Day;

    /// <summary>The rows of the test file that are forecast: all that have a window before them in it.</summary>
    public static IEnumerable<int> TestRows(PemsData data) => Enumerable.Range(LookBack, data.Test.Length - LookBack);

    /// <summary>What came in these rows.</summary>
    public static float[] Truth(PemsData data) => data.Test[LookBack..];

    /// <summary>Trains a model from a seed, on one thread.</summary>
    public static TrainedTraffic Train(PemsData data, TrafficInput input, long seed, int epochs, int patience, IProgress<EpochReport>? progress = null)
    {
        (WindowDataset training, WindowDataset validation) = input.Windows(data.Train).SplitByTime(Validation);
        SequenceModel model = input.Create(seed);
        List<TrafficErrors> byEpoch = [];
        float[] truth = data.Train[^Validation..];
        FitReport report = model.Fit(training, new FitOptions
        {
            Epochs = epochs,
            BatchSize = 64,
            LearningRate = 2e-3,
            Clipping = GradientClipping.ByGlobalNorm(1),
            Validation = validation,
            EarlyStopping = new EarlyStopping { Patience = patience },
            MaxDegreeOfParallelism = 1,
            Progress = new Watcher(epoch =>
            {
                byEpoch.Add(TrafficErrors.Of(truth, Forecast(model, validation, input.Scale)));
                progress?.Report(epoch);
            }),
        });
        return new(model, input, report.BestEpoch, byEpoch);
    }

    /// <summary>The forecast of every row of a file that has a window before it.</summary>
    public static float[] Forecast(SequenceModel model, TrafficInput input, ReadOnlySpan<float> counts) => Forecast(model, input.Windows(counts), input.Scale);

    private static float[] Forecast(SequenceModel model, WindowDataset windows, CountScale scale)
    {
        float[] inputs = new float[windows.Count * windows.InputSize], forecasts = new float[windows.Count];
        for (int i = 0; i < windows.Count; i++)
        {
            windows.CopyInput(i, inputs.AsSpan(i * windows.InputSize, windows.InputSize));
        }

        model.PredictBatch(inputs, forecasts);
        return [.. forecasts.Select(scale.Out)];
    }

    /// <summary>Told on the training thread, so that the model may be asked before the next epoch.</summary>
    private sealed class Watcher(Action<EpochReport> told) : IProgress<EpochReport>
    {
        public void Report(EpochReport value) => told(value);
    }
}

/// <summary>A trained model and how its training went.</summary>
/// <param name="Input">What it sees.</param>
/// <param name="Epoch">That validation chose.</param>
/// <param name="Validation">The errors on the validation days after each epoch.</param>
internal sealed record TrainedTraffic(SequenceModel Model, TrafficInput Input, int Epoch, IReadOnlyList<TrafficErrors> Validation);
