namespace Turbofan;

/// <summary>The task: from the last thirty cycles of an engine the cycles that it has left.</summary>
internal static class LifeTask
{
    public const int LookBack = 30;

    /// <summary>The sensors of a cycle, and their running means.</summary>
    public const int Features = 2 * Sensors;

    /// <summary>Lives that are trained on are cut here: an engine that is well looks the same at 130 cycles before its end and at 300.</summary>
    public const float Cap = 125;

    /// <summary>One engine in so many is held back to choose the epoch.</summary>
    public const int HeldBack = 10;

    private const int Sensors = 14;

    /// <summary>What the newest cycle weighs in the running mean, once there are ten.</summary>
    private const float Newest = 0.1f;

    /// <summary>Of each cycle its sensors, and the mean of each sensor over the cycles up to it: of the first ten the plain mean, then a tenth of the new and nine tenths of the old.</summary>
    public static float[][] Inputs(Engine engine)
    {
        float[] mean = new float[Sensors];
        return [.. engine.Cycles.Select((cycle, i) =>
        {
            float share = Math.Max(Newest, 1f / (i + 1));
            for (int sensor = 0; sensor < Sensors; sensor++)
            {
                mean[sensor] += share * (cycle[sensor] - mean[sensor]);
            }

            return (float[])[.. cycle, .. mean];
        })];
    }

    /// <summary>All windows of engines that ran to their end, with the capped life at the end of each; no window crosses from one engine to the next.</summary>
    public static WindowDataset Windows(IEnumerable<Engine> engines)
    {
        List<float> inputs = [], lives = [];
        foreach (Engine engine in engines)
        {
            float[][] rows = Inputs(engine);
            for (int end = LookBack; end <= rows.Length; end++)
            {
                inputs.AddRange(rows[(end - LookBack)..end].SelectMany(row => row));
                lives.Add(Math.Min(rows.Length - end, Cap));
            }
        }

        return WindowDataset.From(inputs.ToArray(), lives.ToArray(), LookBack, Features);
    }

    /// <summary>The last window of each engine, and the life that is to be foretold, as it is.</summary>
    public static WindowDataset LastWindows(IReadOnlyList<Engine> engines, float[] lives) =>
        WindowDataset.From(engines.SelectMany(engine => Inputs(engine)[^LookBack..].SelectMany(row => row)).ToArray(), lives, LookBack, Features);

    /// <summary>Trains on nine engines of ten; the others choose the epoch.</summary>
    public static FitReport Train(SequenceModel model, Engines engines, int epochs, IProgress<EpochReport>? progress = null) =>
        model.Fit(Windows(engines.Train.Where((_, i) => i % HeldBack != 0)), new FitOptions
        {
            Epochs = epochs,
            BatchSize = 128,
            LearningRate = 1e-3,
            Schedule = new CosineDecay(),
            Clipping = GradientClipping.ByGlobalNorm(1),
            Validation = Windows(engines.Train.Where((_, i) => i % HeldBack == 0)),
            EarlyStopping = new EarlyStopping { Patience = epochs },
            MaxDegreeOfParallelism = 1,
            Progress = progress,
        });
}
