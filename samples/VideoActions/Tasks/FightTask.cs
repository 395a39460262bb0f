using System.Diagnostics;
using LstmGen;
using LstmGen.Numerics;
using VideoActions.Data;
using VideoActions.Models;
using VideoActions.Pictures;
using VideoActions.Results;

namespace VideoActions.Tasks;

/// <summary>Fight or no fight: five parts, no camera in two of them, each tested by a network that was trained with the other four.</summary>
internal sealed class FightTask(ActionsOptions options, Report report)
{
    private const int Epochs = 40, QuickEpochs = 2, Batch = 16, Classes = 2;
    private const double Rate = 0.003, Ridge = 1;

    public void Run(FightClip[] clips)
    {
        float[][] pictures = [.. clips.Select(FightPictures.Of)], numbers = [.. clips.Select(FightPictures.SixNumbers)];
        int[] folds = [.. clips.Select(clip => clip.Fold).Distinct().Order()];
        if (folds.Length < 2)
        {
            throw new UserError("Expected clips of at least two folds: one is tested, the others train.");
        }

        foreach (int fold in folds)
        {
            (int[] training, int[] test) = Parts(clips, fold);
            report.Add(Count("always fight", 0, fold, test, _ => 1), Numbers(fold, training, test));
        }

        double[][] byFrame = [];
        List<(FightClip Clip, double[] Known)> watched = [];
        for (int seed = options.Seed; seed < options.Seed + options.Seeds; seed++)
        {
            foreach (int fold in options.Quick ? folds[..1] : folds)
            {
                (int[] training, int[] test) = Parts(clips, fold);
                FightModel model = Train(training, seed, fold);
                model.Save(options.Save.FullName);
                var loaded = new FightModel();
                loaded.Load(options.Save.FullName);
                double[][] probabilities = [.. test.Select(clip => Watch(loaded, clips[clip]))];
                watched.AddRange(test.Zip(probabilities, (clip, known) => (clips[clip], known)));
                int[] place = new int[clips.Length];
                foreach ((int index, int clip) in test.Index()) place[clip] = index;
                report.Add(Count("Conv2D + LSTM", seed, fold, test, clip => probabilities[place[clip]][^1] >= 0.5 ? 1 : 0));
                byFrame = [.. byFrame, .. probabilities.Zip(test, (known, clip) => known.Select(p => p >= 0.5 == clips[clip].IsFight ? 1.0 : 0.0).ToArray())];
            }
        }

        report.Table("fight", "by source");
        report.Line($"By how many frames it has seen: {string.Join(", ", Enumerable.Range(0, byFrame[0].Length).Where(t => t % 3 == 0).Select(t => FormattableString.Invariant($"{t + 2}: {100 * byFrame.Average(right => right[t]):F1} %")))}");
        FightPicture.Save(options.Plot, Choose(watched));
        report.Line($"Model: {options.Save.FullName}");
        report.Line($"Picture: {options.Plot.FullName}");

        Outcome Numbers(int fold, int[] training, int[] test)
        {
            var linear = LinearClassifier.Of([.. training.Select(clip => numbers[clip])], [.. training.Select(clip => clips[clip].IsFight ? 1 : 0)], Classes, Ridge);
            return Count("linear on six numbers", 0, fold, test, clip => linear.Classify(numbers[clip]));
        }

        Outcome Count(string method, int seed, int fold, int[] test, Func<int, int> classify) =>
            new("fight", method, "by source", seed, fold, test.Count(clip => classify(clip) == (clips[clip].IsFight ? 1 : 0)), test.Length);

        FightModel Train(int[] training, int seed, int fold)
        {
            int epochs = options.Epochs ?? (options.Quick ? QuickEpochs : Epochs);
            var model = new FightModel(seed);
            var adam = new Adam();
            float[] targets = [.. training.Select(clip => clips[clip].IsFight ? 1f : 0f)];
            var watch = Stopwatch.StartNew();
            report.Progress(epochs, epoch =>
            {
                float[] inputs = new float[training.Length * FightPictures.Size];
                Parallel.For(0, training.Length, i => FightPictures.Varied(pictures[training[i]], new RandomSource(seed, ((ulong)epoch << 32) | (uint)training[i])).CopyTo(inputs, i * FightPictures.Size));
                return model.Fit(WindowDataset.From(inputs, targets, FightClip.Count - 1, FightClip.FrameSize), new FitOptions
                {
                    TotalEpochs = epochs,
                    BatchSize = Batch,
                    Optimizer = adam,
                    LearningRate = Rate,
                    Schedule = new CosineDecay(),
                    Clipping = GradientClipping.ByGlobalNorm(1),
                }).Epochs[^1].Loss;
            });
            report.Line($"Fold {fold}, seed {seed}: {training.Length} clips, {epochs} epochs, {model.Parameters.Count:N0} weights, {watch.Elapsed.TotalSeconds:F0} s.");
            return model;
        }
    }

    /// <summary>The probability of a fight after each frame but the first, as it comes.</summary>
    internal static double[] Watch(FightModel model, FightClip clip)
    {
        FightModel.State state = default;
        float[] change = new float[FightClip.FrameSize], probabilities = new float[Classes];
        double[] known = new double[FightClip.Count - 1];
        for (int t = 1; t < FightClip.Count; t++)
        {
            FightPictures.Change(clip.Frame(t - 1), clip.Frame(t), change);
            model.Step(ref state, change, probabilities);
            known[t - 1] = probabilities[1];
        }

        return known;
    }

    /// <summary>A fight and none that are found, and one of each that is not, where there is one.</summary>
    private static List<(FightClip Clip, double[] Known)> Choose(List<(FightClip Clip, double[] Known)> watched) =>
    [
        .. new[] { (true, true), (false, true), (true, false), (false, false) }
            .SelectMany(kind => watched.Where(seen => seen.Clip.IsFight == kind.Item1 && seen.Known[^1] >= 0.5 == seen.Clip.IsFight == kind.Item2).Skip(3).Take(1)),
    ];

    private static (int[] Training, int[] Test) Parts(FightClip[] clips, int fold)
    {
        ILookup<bool, int> parts = Enumerable.Range(0, clips.Length).ToLookup(clip => clips[clip].Fold == fold);
        return ([.. parts[false]], [.. parts[true]]);
    }
}
