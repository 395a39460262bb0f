using System.Diagnostics;
using LstmGen;
using LstmGen.Numerics;
using VideoActions.Data;
using VideoActions.Models;
using VideoActions.Results;

namespace VideoActions.Tasks;

/// <summary>What somebody with a watch does: forty motions to learn from, forty to judge, as the archive has them.</summary>
internal sealed class MotionTask(ActionsOptions options, Report report)
{
    private const int Epochs = 120, QuickEpochs = 40, Batch = 8;
    private const double Rate = 0.003, Ridge = 100;

    public void Run(Motion[] training, Motion[] test)
    {
        Func<float[], float[]> scale = Scaling([.. training.Select(motion => motion.Steps)]);
        float[][] rows = [.. training.Select(motion => scale(motion.Steps))];
        int[] classes = [.. training.Select(motion => motion.Class)];
        var linear = LinearClassifier.Of(rows, classes, MotionFile.Names.Length, Ridge);
        var nearest = new NearestNeighbour(rows, classes);
        report.Add(
            Count("linear", 0, steps => linear.Classify(scale(steps))),
            Count("nearest neighbour", 0, steps => nearest.Classify(scale(steps))));
        int epochs = options.Epochs ?? (options.Quick ? QuickEpochs : Epochs);
        float[] targets = [.. classes.Select(kind => (float)kind)];
        for (int seed = options.Seed; seed < options.Seed + options.Seeds; seed++)
        {
            var model = new MotionModel(seed);
            var watch = Stopwatch.StartNew();
            var adam = new Adam();
            report.Progress(epochs, epoch =>
            {
                float[] inputs = [.. training.SelectMany((motion, i) => Varied(motion.Steps, new RandomSource(seed, ((ulong)epoch << 32) | (uint)i)))];
                return model.Fit(WindowDataset.From(inputs, targets, MotionFile.Steps, MotionFile.Channels), new FitOptions
                {
                    TotalEpochs = epochs,
                    BatchSize = Batch,
                    Optimizer = adam,
                    LearningRate = Rate,
                    Schedule = new CosineDecay(),
                    Clipping = GradientClipping.ByGlobalNorm(1),
                }).Epochs[^1].Loss;
            });
            report.Line($"Seed {seed}: {training.Length} motions, {epochs} epochs, {model.Parameters.Count:N0} weights, {watch.Elapsed.TotalSeconds:F0} s.");
            model.Save(options.Save.FullName);
            var loaded = new MotionModel();
            loaded.Load(options.Save.FullName);
            report.Add(Count("Conv1D + LSTM", seed, steps => loaded.Classify(steps)));
        }

        report.Table("motions", "as given");
        report.Line($"Model: {options.Save.FullName}");

        Outcome Count(string method, int seed, Func<float[], int> classify) =>
            new("motions", method, "as given", seed, 0, test.Count(motion => classify(motion.Steps) == motion.Class), test.Length);
    }

    /// <summary>A motion as it might have been: begun at another moment, for what comes again and again, and a little stronger or weaker.</summary>
    private static float[] Varied(float[] steps, RandomSource random)
    {
        int from = random.NextInt32(MotionFile.Steps) * MotionFile.Channels;
        float gain = 0.8f + 0.4f * random.NextSingle();
        return [.. steps[from..].Concat(steps[..from]).Select(value => gain * value)];
    }

    /// <summary>Each channel with the deviation 1 over the motions of training: for methods that cannot learn that metres are not degrees.</summary>
    private static Func<float[], float[]> Scaling(float[][] motions)
    {
        double[] deviations = [.. Enumerable.Range(0, MotionFile.Channels).Select(channel =>
        {
            double[] values = [.. motions.SelectMany(steps => steps.Where((_, i) => i % MotionFile.Channels == channel)).Select(value => (double)value)];
            double mean = values.Average();
            return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        })];
        return steps => [.. steps.Select((value, i) => (float)(value / deviations[i % MotionFile.Channels]))];
    }
}
