using System.Diagnostics;
using LstmGen;
using LstmGen.Numerics;
using VideoActions.Data;
using VideoActions.Models;
using VideoActions.Pictures;
using VideoActions.Results;

namespace VideoActions.Tasks;

/// <summary>
/// What a finger tip does: split at random, as published, where windows of training and test overlap, and by blocks, the last quarter of each gesture's recording; and then live, position by position.
/// </summary>
internal sealed class FingerTask(ActionsOptions options, Report report)
{
    private const int Epochs = 60, QuickEpochs = 3, Batch = 32, Last = 4;
    private const double Rate = 0.005, Ridge = 1;

    public void Run(FingerWindow[] windows)
    {
        int[] classes = [.. windows.Select(window => window.Gesture)];
        float[][] moves = [.. windows.Select(window => window.Moves())];
        for (int seed = options.Seed; seed < options.Seed + options.Seeds; seed++)
        {
            Judge("at random", Random(seed), seed);
            FingerModel model = Judge("by blocks", Blocks(), seed);
            model.Save(options.Save.FullName);
            var loaded = new FingerModel();
            loaded.Load(options.Save.FullName);
            Stream(loaded, Blocks().Test, seed);
        }

        report.Table("fingers", "at random");
        report.Table("fingers", "by blocks");
        report.Line($"Model: {options.Save.FullName}");
        report.Line($"Picture: {options.Plot.FullName}");

        FingerModel Judge(string split, (int[] Training, int[] Test) parts, int seed)
        {
            if (seed == options.Seed)
            {
                float[][] rows = [.. parts.Training.Select(i => windows[i].Points)];
                int[] said = [.. parts.Training.Select(i => classes[i])];
                var linear = LinearClassifier.Of(rows, said, FingerWindow.Gestures, Ridge);
                var nearest = new NearestNeighbour(rows, said);
                report.Add(
                    Count("always the most frequent", split, 0, parts.Test, _ => said.CountBy(gesture => gesture).MaxBy(pair => pair.Value).Key),
                    Count("linear", split, 0, parts.Test, i => linear.Classify(windows[i].Points)),
                    Count("nearest neighbour", split, 0, parts.Test, i => nearest.Classify(windows[i].Points)));
            }

            FingerModel model = Train(parts.Training, seed, split);
            report.Add(Count("LSTM", split, seed, parts.Test, i => model.Classify(moves[i])));
            return model;
        }

        Outcome Count(string method, string split, int seed, int[] test, Func<int, int> classify) =>
            new("fingers", method, split, seed, 0, test.AsParallel().Count(i => classify(i) == classes[i]), test.Length);

        FingerModel Train(int[] training, int seed, string split)
        {
            int epochs = options.Epochs ?? (options.Quick ? QuickEpochs : Epochs);
            var model = new FingerModel(seed);
            var watch = Stopwatch.StartNew();
            var adam = new Adam();
            float[] targets = [.. training.Select(i => (float)classes[i])];
            report.Progress(epochs, epoch =>
            {
                float[] inputs = new float[training.Length * 2 * FingerWindow.Count];
                Parallel.For(0, training.Length, i =>
                    FingerWindow.Varied(moves[training[i]], new RandomSource(seed, ((ulong)epoch << 32) | (uint)training[i])).CopyTo(inputs, i * 2 * FingerWindow.Count));
                return model.Fit(WindowDataset.From(inputs, targets, FingerWindow.Count, 2), new FitOptions
                {
                    TotalEpochs = epochs,
                    BatchSize = Batch,
                    Optimizer = adam,
                    LearningRate = Rate,
                    Schedule = new CosineDecay(),
                    Clipping = GradientClipping.ByGlobalNorm(1),
                }).Epochs[^1].Loss;
            });
            report.Line($"{split}, seed {seed}: {training.Length} windows, {epochs} epochs, {model.Parameters.Count:N0} weights, {watch.Elapsed.TotalSeconds:F0} s.");
            return model;
        }

        // Three of four windows, whatever stands beside them.
        (int[], int[]) Random(int seed)
        {
            int[] order = [.. Enumerable.Range(0, windows.Length)];
            new RandomSource(seed).Shuffle(order);
            return (order[(windows.Length / Last)..], order[..(windows.Length / Last)]);
        }

        // The last quarter of each gesture, and between both as many windows left out as overlap.
        (int[] Training, int[] Test) Blocks()
        {
            List<int> training = [], test = [];
            foreach (IGrouping<int, int> gesture in Enumerable.Range(0, windows.Length).GroupBy(i => classes[i]))
            {
                int[] all = [.. gesture];
                int border = all.Length - all.Length / Last;
                training.AddRange(all[..Math.Max(0, border - FingerWindow.Count)]);
                test.AddRange(all[border..]);
            }

            return ([.. training], [.. test]);
        }

        // Windows that follow each other are one path: its positions come one by one.
        void Stream(FingerModel model, int[] test, int seed)
        {
            int right = 0, of = 0, paths = 0;
            float[] probabilities = new float[FingerWindow.Gestures];
            FingerModel.State state = default;
            List<float[]>[] live = [.. Enumerable.Range(0, FingerWindow.Gestures).Select(_ => new List<float[]>())];
            for (int i = 0; i < test.Length; i++)
            {
                FingerWindow window = windows[test[i]];
                bool goesOn = i > 0 && test[i] == test[i - 1] + 1 && window.Follows(windows[test[i - 1]]);
                if (!goesOn)
                {
                    state = default;
                    paths++;
                }

                float[] steps = goesOn ? moves[test[i]][^2..] : moves[test[i]];
                for (int at = 0; at < steps.Length; at += 2)
                {
                    model.Step(ref state, steps.AsSpan(at, 2), probabilities);
                }

                live[window.Gesture].Add([.. probabilities]);
                right += Array.IndexOf(probabilities, probabilities.Max()) == window.Gesture ? 1 : 0;
                of++;
            }

            report.Add(new Outcome("fingers", "LSTM live", "by blocks", seed, 0, right, of));
            FingerPicture.Save(options.Plot, test.ToLookup(i => classes[i], i => windows[i]), live);
            report.Line($"Live: {paths} paths of {of} windows.");
        }
    }
}
