using System.Globalization;

namespace LstmGen.Papers;

/// <summary>Which of nine speakers said /ae/: sequences of 7 to 29 steps of 12 cepstral coefficients.</summary>
internal sealed class JapaneseVowels : PaperRow
{
    private const int Features = 12, LookBack = 29, Speakers = 9;

    public override string Name => "japanese-vowels";

    public override string Title => "Japanese vowels: which of nine speakers";

    public override string Protocol =>
        "270 training and 370 test sequences as given, 12 LPC cepstra × 7 to 29 steps. No validation: all 270 train, with settings that were fixed before the test set was looked at.";

    public override IReadOnlyList<Measure> Measures { get; } = [new("accuracy, %", 1, HigherIsBetter: true)];

    public override IReadOnlyList<Published> Published { get; } =
    [
        new("passing-through regions", [94.1], "Kudo, Toyama, Shimbo 1999, Pattern Recognition Letters 20", LookedUp: false, IsBar: false),
        new("bidirectional LSTM", [97], "MATLAB's example of sequence classification, approximately", LookedUp: false),
    ];

    public override string Model =>
        "`[LstmModel(LookBack = 29, Features = 12, Scaling = Scaling.Standard)] [Lstm(100, Bidirectional = true)] [Dropout(0.5)] [Softmax(9)]`, AdamW 0.003 (weight decay 0.01, none of biases), a cosine over 60 epochs, batch 27, clipping 1, noise of 0.15 deviations on the inputs of three copies";

    public override string Reading => "Sequences of any lengths come in by `WindowDataset.FromSequences`; padding counts in no scale. One test sequence is 0.27 %, and six resampled steps in a linear model do as well.";

    public override IReadOnlyDictionary<string, double[]> Baselines(string data)
    {
        (float[][] training, int[] classes) = Read(Path.Combine(data, "speech", "JapaneseVowels_TRAIN.ts"));
        (float[][] test, int[] truth) = Read(Path.Combine(data, "speech", "JapaneseVowels_TEST.ts"));
        int common = Enumerable.Range(0, Speakers).MaxBy(speaker => truth.Count(one => one == speaker));
        const int steps = 6;
        var ridge = new Ridge(steps * Features, Speakers);
        for (int i = 0; i < training.Length; i++)
        {
            float[] target = new float[Speakers];
            target[classes[i]] = 1f;
            ridge.Add(Resampled(training[i], steps), target);
        }

        ridge.Solve(penalty: 1.0);
        double[] scores = new double[Speakers];
        int right = 0;
        for (int i = 0; i < test.Length; i++)
        {
            ridge.Predict(Resampled(test[i], steps), scores);
            right += Array.IndexOf(scores, scores.Max()) == truth[i] ? 1 : 0;
        }

        return new Dictionary<string, double[]>
        {
            ["naive: the most frequent speaker"] = [100.0 * truth.Count(one => one == common) / truth.Length],
            ["linear: ridge on six resampled steps"] = [100.0 * right / test.Length],
        };
    }

    public override double[] Train(string data, int seed, Action<string> log)
    {
        (float[][] training, int[] classes) = Read(Path.Combine(data, "speech", "JapaneseVowels_TRAIN.ts"));
        (float[][] test, int[] truth) = Read(Path.Combine(data, "speech", "JapaneseVowels_TEST.ts"));
        var model = new VowelModel(seed);
        model.FitScaler(WindowDataset.FromSequences(training, classes, LookBack, Features));
        (float[][] more, int[] labels) = WithNoise(training, classes, copies: 3, share: 0.15f, seed);
        model.Fit(WindowDataset.FromSequences(more, labels, LookBack, Features), new FitOptions
        {
            Epochs = 60,
            BatchSize = 27,
            Optimizer = new AdamW { LearningRate = 0.003, WeightDecay = 0.01, DecayBiases = false },
            Schedule = new CosineDecay(),
            Clipping = GradientClipping.ByGlobalNorm(1),
            Progress = Every(20, log),
        });
        return [100 * model.EvaluateClasses(WindowDataset.FromSequences(test, truth, LookBack, Features)).Accuracy];
    }

    /// <summary>The sequences, and copies of them with noise in shares of each column's deviation.</summary>
    private static (float[][] Sequences, int[] Classes) WithNoise(float[][] sequences, int[] classes, int copies, float share, int seed)
    {
        float[] deviations = new float[Features];
        for (int feature = 0; feature < Features; feature++)
        {
            float[] column = [.. sequences.SelectMany(sequence => sequence.Where((_, i) => i % Features == feature))];
            deviations[feature] = MathF.Sqrt(column.Average(value => (value - column.Average()) * (value - column.Average())));
        }

        var random = new Random(seed);
        List<float[]> all = [.. sequences];
        List<int> labels = [.. classes];
        for (int copy = 0; copy < copies; copy++)
        {
            for (int i = 0; i < sequences.Length; i++)
            {
                all.Add([.. sequences[i].Select((value, at) => value + share * deviations[at % Features] * Normal(random))]);
                labels.Add(classes[i]);
            }
        }

        return ([.. all], [.. labels]);
    }

    private static float Normal(Random random) => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble()));

    private static float[] Resampled(float[] sequence, int steps)
    {
        float[] values = new float[steps * Features];
        int last = sequence.Length / Features - 1;
        for (int step = 0; step < steps; step++)
        {
            float at = (float)step / (steps - 1) * last;
            int before = Math.Min((int)at, last - 1);
            for (int feature = 0; feature < Features; feature++)
            {
                float a = sequence[before * Features + feature], b = sequence[(before + 1) * Features + feature];
                values[step * Features + feature] = a + (at - before) * (b - a);
            }
        }

        return values;
    }

    private static (float[][] Sequences, int[] Classes) Read(string path)
    {
        List<float[]> sequences = [];
        List<int> classes = [];
        foreach (string line in File.ReadLines(path).SkipWhile(line => !line.StartsWith("@data", StringComparison.OrdinalIgnoreCase)).Skip(1).Where(line => line.Length > 0))
        {
            string[] parts = line.Split(':');
            float[][] columns = [.. parts[..^1].Select(part => part.Split(',').Select(text => float.Parse(text, CultureInfo.InvariantCulture)).ToArray())];
            sequences.Add([.. Enumerable.Range(0, columns[0].Length).SelectMany(step => columns.Select(column => column[step]))]);
            classes.Add(int.Parse(parts[^1], CultureInfo.InvariantCulture) - 1);
        }

        return ([.. sequences], [.. classes]);
    }
}

[LstmModel(LookBack = 29, Features = 12, Scaling = Scaling.Standard)]
[Lstm(100, Bidirectional = true)]
[Dropout(0.5)]
[Softmax(9)]
internal sealed partial class VowelModel;
