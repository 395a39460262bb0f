using System.Diagnostics;
using LstmGen;
using LstmGen.Metrics;
using LstmGen.Numerics;
using SpeechDigits.Audio;
using SpeechDigits.Models;
using SpeechDigits.Results;
using SpeechDigits.Strings;

namespace SpeechDigits.Tasks;

/// <summary>One digit a recording: trains, saves, loads, and judges the first numbers of every speaker, or all of one speaker.</summary>
internal sealed class IsolatedTask(SpeechOptions options, Report report)
{
    private const int Epochs = 30, VariedEpochs = 60, QuickEpochs = 4, Batch = 32, Shown = 6;
    private const double Rate = 0.003;

    public static IsolatedModel Load(FileInfo file)
    {
        var model = new IsolatedModel();
        model.Load(file.FullName);
        return model;
    }

    /// <summary>Which digit is said.</summary>
    public static int Digit(IsolatedModel model, float[] samples)
    {
        float[] window = new float[IsolatedModel.MostSteps * LogMel.Bands], steps = Steps(samples);
        steps.CopyTo(window, 0);
        return model.Classify(window, steps.Length / LogMel.Bands);
    }

    /// <returns>The network of the last training, as its file has it.</returns>
    public IsolatedModel Run(ClipSet clips)
    {
        IsolatedModel? last = null;
        foreach (Split split in Split.All(clips, options))
        {
            for (int seed = options.Seed; seed < options.Seed + options.Seeds; seed++)
            {
                last = Run(split, seed);
            }
        }

        return last!;
    }

    private IsolatedModel Run(Split split, int seed)
    {
        int epochs = options.Epochs ?? (options.Quick ? QuickEpochs : options.Vary ? VariedEpochs : Epochs);
        StringRules rules = options.Vary ? StringRules.Varied : StringRules.Plain;
        var model = new IsolatedModel(seed);
        var adam = new Adam();
        var watch = Stopwatch.StartNew();
        report.Progress(epochs, epoch => model.Fit(Windows(split.Training, rules, seed, epoch), new FitOptions
        {
            TotalEpochs = epochs,
            BatchSize = Batch,
            Optimizer = adam,
            LearningRate = Rate,
            Schedule = new CosineDecay(),
            Clipping = GradientClipping.ByGlobalNorm(1),
        }).Epochs[^1].Loss);
        report.Line($"{split}, seed {seed}: {epochs} epochs, {model.Parameters.Count:N0} weights, {watch.Elapsed.TotalSeconds:F0} s.");
        model.Save(options.Save.FullName);

        IsolatedModel loaded = Load(options.Save);
        int[] said = [.. split.Test.Clips.Select(clip => clip.Digit)], heard = [.. split.Test.Clips.Select(clip => Digit(loaded, clip.Samples))];
        int right = said.Zip(heard).Count(pair => pair.First == pair.Second);
        Measure frame = new("isolated", split.LeftOut ?? "", options.Vary, epochs, seed, "recordings", said.Length - right, said.Length, right, said.Length);
        report.Measures(seed == options.Seed && !options.Vary ? [.. Baselines.Of(split, frame), frame] : [frame]);
        string[] mistakes = [.. Alignment.Mistakes(said.Zip(heard), digit => $"{digit}").Take(Shown).Select(mistake => $"{mistake.Mistake} ({mistake.Count})")];
        report.Line(mistakes.Length > 0 ? $"Most frequent mistakes, said → heard: {string.Join(", ", mistakes)}." : "No mistakes.");
        report.Line($"Model: {options.Save.FullName}");
        return loaded;
    }

    /// <summary>The recordings as windows; with varied rules each is played and heard a little differently in every round.</summary>
    private static WindowDataset Windows(ClipSet clips, StringRules rules, int seed, int round)
    {
        int size = IsolatedModel.MostSteps * LogMel.Bands;
        float[] inputs = new float[clips.Count * size], targets = new float[clips.Count];
        int[] lengths = new int[clips.Count];
        Parallel.For(0, clips.Count, i =>
        {
            var random = new RandomSource(seed, stream: ((ulong)(uint)round << 32) | (uint)i);
            float[] samples = clips.Clips[i].Samples;
            if (rules.Speed > 0)
            {
                samples = StringMaker.Resampled(samples, 1 + rules.Speed * (2 * random.NextDouble() - 1));
            }

            float[] steps = Variation.Of(Steps(samples), rules, random);
            steps.CopyTo(inputs, i * size);
            lengths[i] = steps.Length / LogMel.Bands;
            targets[i] = clips.Clips[i].Digit;
        });
        return WindowDataset.From(inputs, targets, IsolatedModel.MostSteps, LogMel.Bands, scaleTargets: false).WithLengths(lengths);
    }

    /// <summary>What lasts longer than the network listens is cut off: 20 of 3,000 recordings.</summary>
    private static float[] Steps(float[] samples) =>
        LogMel.Levelled(samples[..Math.Min(samples.Length, (IsolatedModel.MostSteps - 1) * LogMel.Hop + LogMel.Frame)]);
}
