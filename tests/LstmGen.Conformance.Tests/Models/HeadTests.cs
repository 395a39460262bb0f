using LstmGen.Decoding;
using LstmGen.Runtime;

namespace LstmGen.Conformance.Models;

/// <summary>Heads in a generated model: the gradient of their loss by central differences, their answers by what they are made of, and that they learn.</summary>
public sealed class HeadTests
{
    private const int Rows = 9;

    public static TheoryData<string> Names => ["class", "steps", "label", "tag", "transcript"];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_gradient_is_that_of_central_differences(string name)
    {
        SequenceModel model = Make(name);
        (float[] inputs, float[] targets, int[] lengths) = Data(name, model);
        float[] gradient = new float[model.Parameters.Count];
        model.ComputeGradient(inputs, targets, gradient, lengths: lengths);
        float[] at = model.Parameters.Values.ToArray();
        var random = new Random(3);
        const float step = 1f / 64;
        for (int probe = 0; probe < 40; probe++)
        {
            // Along a random direction: one number that all parameters have a part in.
            float[] direction = new float[at.Length];
            double expected = 0;
            for (int i = 0; i < at.Length; i++)
            {
                direction[i] = random.Next(2) == 0 ? 1 : -1;
                expected += gradient[i] * direction[i];
            }

            double slope = (Moved(step / 8) - Moved(-step / 8)) / (step / 4);
            Assert.True(Math.Abs(slope - expected) <= 0.01 * Math.Abs(expected) + 0.02, $"{name}, {probe}: {slope} by differences, {expected} by the backward pass");

            double Moved(float by)
            {
                SetParameters(model, at, direction, by);
                return model.ComputeGradient(inputs, targets, new float[at.Length], lengths: lengths);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_learns_by_heart(string name)
    {
        SequenceModel model = Make(name);
        (float[] inputs, float[] targets, int[] lengths) = Data(name, model);
        var optimizer = new Adam { LearningRate = 0.02 };
        float first = model.FitBatch(inputs, targets, optimizer, lengths: lengths);
        for (int i = 0; i < 300; i++)
        {
            model.FitBatch(inputs, targets, optimizer, lengths: lengths);
        }

        float last = model.FitBatch(inputs, targets, optimizer, lengths: lengths);
        float floor = name == "steps" ? 0.45f * first : 0.1f * first;
        Assert.True(last < floor, $"{name}: from {first} to {last}");
    }

    [Fact]
    public void Probabilities_are_the_softmax_of_what_the_network_puts_out_in_a_window_and_in_a_batch()
    {
        var model = new ClassModel(3);
        (float[] inputs, _, _) = Data("class", model);
        float[] batch = new float[Rows * 4], one = new float[4], raw = new float[4];
        model.PredictBatch(inputs, batch);
        for (int row = 0; row < Rows; row++)
        {
            ReadOnlySpan<float> window = inputs.AsSpan(row * 18, 18);
            model.Predict(window, one);
            model.PredictRaw(window, 6, raw);
            Assert.Equal(batch[(row * 4)..(row * 4 + 4)], one);
            Assert.Equal(1, one.Sum(), 1e-6);
            double all = raw.Sum(x => Math.Exp(x));
            Assert.All(Enumerable.Range(0, 4), k => Assert.Equal(Math.Exp(raw[k]) / all, one[k], 1e-6));
            Assert.Equal(Array.IndexOf(raw, raw.Max()), model.Classify(window));
            int[] best = new int[4];
            float[] probabilities = new float[4];
            model.ClassifyTopK(window, 6, best, probabilities);
            Assert.Equal(one.OrderDescending(), probabilities);
        }
    }

    [Fact]
    public void Tags_are_the_best_of_all_sequences_that_the_scheme_allows()
    {
        var model = new TagModel(5);
        (float[] inputs, float[] targets, int[] lengths) = Data("tag", model);
        for (int i = 0; i < 20; i++)
        {
            model.FitBatch(inputs, targets, new Adam { LearningRate = 0.05 }, lengths: lengths);
        }

        TagConstraints scheme = TagScheme.Bio("O", "B-X", "I-X", "B-Y", "I-Y");
        for (int row = 0; row < Rows; row++)
        {
            int length = lengths[row];
            float[] emissions = new float[30];
            int[] tags = new int[6];
            model.Predict(inputs.AsSpan(row * 18, 18), length, emissions);
            model.Tag(inputs.AsSpan(row * 18, 18), length, tags);
            int[]? best = null;
            double highest = double.NegativeInfinity;
            for (int code = 0; code < Math.Pow(5, length); code++)
            {
                int[] path = [.. Enumerable.Range(0, length).Select(step => (int)(code / Math.Pow(5, step)) % 5)];
                double score = scheme.Allows(path) ? Score(model, emissions, path) : double.NegativeInfinity;
                (best, highest) = score > highest ? (path, score) : (best, highest);
            }

            Assert.Equal(best, tags[..length]);
            Assert.All(tags[length..], tag => Assert.Equal(-1, tag));
        }
    }

    [Fact]
    public void A_loss_of_another_kind_is_refused()
    {
        var model = new ClassModel(3);
        (float[] inputs, float[] targets, _) = Data("class", model);
        ArgumentException e = Assert.Throws<ArgumentException>(() => model.FitBatch(inputs, targets, new Adam(), Loss.MeanSquaredError));
        Assert.Contains("cross-entropy", e.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => model.FitBatch(inputs, targets, new Adam(), new CrossEntropy(5)));
        Assert.Throws<ArgumentException>(() => model.FitBatch(inputs, [9, 0, 0, 0, 0, 0, 0, 0, 0], new Adam()));
    }

    [Fact]
    public void Labels_that_need_more_steps_than_there_are_are_named()
    {
        var model = new TranscriptModel(1);
        float[] inputs = new float[36];
        ArgumentException e = Assert.Throws<ArgumentException>(() => model.FitBatch(inputs, [1, 1, 1, 2], new Adam(), lengths: [5]));
        Assert.Contains("4 labels", e.Message, StringComparison.Ordinal);
        Assert.Contains("at least 6 steps", e.Message, StringComparison.Ordinal);
    }

    /// <summary>Every call that trains or evaluates names the window and what is wrong with its target, and none has begun to train by then.</summary>
    [Theory]
    [InlineData("class", 0, 4f, "classes from 0 to 3", "number 0 is 4")]
    [InlineData("class", 0, 0.5f, "classes from 0 to 3", "number 0 is 0.5")]
    [InlineData("classes of steps", 2, -2f, "classes from 0 to 3", "number 2 is -2")]
    [InlineData("labels", 1, 1.5f, "labels from 0 to 1", "number 1 is 1.5")]
    [InlineData("labels", 1, -0.5f, "labels from 0 to 1", "number 1 is -0.5")]
    [InlineData("tags", 3, 5f, "tags from 0 to 4", "step 3 is 5")]
    [InlineData("tags", 1, 2f, "tag 2 cannot follow tag 0", "step 1")]
    [InlineData("tags", 0, 4f, "tag 4 cannot be the first", "step 0")]
    [InlineData("pairs of tags", 5, 1f, "tag 1 cannot be the last", "step 5")]
    [InlineData("transcript", 0, 0f, "without the blank, 0,", "number 0 is 0")]
    [InlineData("transcript", 3, 1f, "−1 past the last one", "number 3 is 1")]
    [InlineData("translation", 1, 11f, "tokens from 0 to 10", "step 1 is 11")]
    [InlineData("translation", 3, 2f, "and then −1", "step 3 is 2")]
    public void A_bad_target_is_named_with_its_window_before_anything_is_learnt(string name, int place, float value, string expected, string came)
    {
        (SequenceModel model, float[] good) = name switch
        {
            "class" => ((SequenceModel)new ClassModel(1), new float[] { 3 }),
            "classes of steps" => (new EveryStepClassModel(1), [0, 1, -1, 3, 0, 1]),
            "labels" => (Unscaled.Of(new LabelModel(1)), [0, -1, 1]),
            "tags" => (new TagModel(1), [0, 0, 0, 0, 0, 0]),
            "pairs of tags" => (new PairTagModel(1), [0, 1, 2, 0, 1, 2]),
            "transcript" => (new TranscriptModel(1), [1, 2, -1, -1]),
            _ => (new Translation.GeneralTranslator(1), [3, 4, -1, -1, -1, -1]),
        };
        const int count = 70, bad = 67;
        ModelDescription d = model.Description;
        float[] inputs = new float[count * d.InputSize];
        float[] targets = [.. Enumerable.Repeat(good, count).SelectMany(target => target)];
        float[] before = model.Parameters.Values.ToArray(), gradient = new float[before.Length];
        if (d.Tokens.Length > 0) Array.Fill(inputs, 1f);
        model.Evaluate(WindowDataset.From(inputs, targets, d.LookBack, d.Features, scaleTargets: false));
        targets[bad * d.TargetSize + place] = value;
        WindowDataset windows = WindowDataset.From(inputs, targets, d.LookBack, d.Features, scaleTargets: false);
        Loss loss = model.Kernels.DefaultLoss;
        Refused("windows", () => model.Fit(windows, new FitOptions { Epochs = 1, Shuffle = false, BatchSize = 8 }));
        Refused("Validation", () => model.Fit(windows.Slice(0, 40), new FitOptions { Epochs = 1, Validation = windows }));
        Refused("windows", () => model.Evaluate(windows));
        Refused("targets", () => model.FitBatch(inputs, targets, new Adam()));
        Refused("targets", () => model.ComputeGradient(inputs, targets, gradient, loss));
        Bits.Equal(before, model.Parameters.Values, "parameters");

        void Refused(string parameter, Action call)
        {
            ArgumentException e = Assert.Throws<ArgumentException>(parameter, call);
            Assert.All((string[])["window 67", d.Name, expected, came], part => Assert.Contains(part, e.Message, StringComparison.Ordinal));
        }
    }

    private static double Score(TagModel model, float[] emissions, int[] path)
    {
        ReadOnlySpan<float> start = model.Parameters["crf.start"], end = model.Parameters["crf.end"], next = model.Parameters["crf.transitions"];
        double score = start[path[0]] + end[path[^1]];
        for (int step = 0; step < path.Length; step++)
        {
            score += emissions[step * 5 + path[step]] + (step > 0 ? next[path[step - 1] * 5 + path[step]] : 0);
        }

        return score;
    }

    private static SequenceModel Make(string name) => name switch
    {
        "class" => new ClassModel(3),
        "steps" => new EveryStepClassModel(3),
        "label" => Unscaled.Of(new LabelModel(3)),
        "tag" => new TagModel(3),
        _ => new TranscriptModel(3),
    };

    private static (float[] Inputs, float[] Targets, int[] Lengths) Data(string name, SequenceModel model)
    {
        var random = new Random(11);
        ModelDescription d = model.Description;
        float[] inputs = [.. Enumerable.Range(0, Rows * d.InputSize).Select(_ => random.NextSingle() * 2 - 1)];
        int[] lengths = [.. Enumerable.Range(0, Rows).Select(row => name is "transcript" ? 9 + row % 4 : 1 + row % d.LookBack)];
        float[] targets = [.. Enumerable.Range(0, Rows * d.TargetSize).Select(i => name switch
        {
            "label" => random.Next(2),
            "tag" => i % 2 == 0 ? 1 : 2f,
            "transcript" => i % 4 == 3 ? -1 : 1 + random.Next(4),
            _ => random.Next(4),
        })];
        return (inputs, targets, lengths);
    }

    private static void SetParameters(SequenceModel model, float[] at, float[] direction, float by)
    {
        for (int i = 0; i < at.Length; i++)
        {
            model.MutableParameters[i] = at[i] + by * direction[i];
        }

        model.ParametersChanged();
    }
}
