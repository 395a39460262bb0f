using LstmGen.Conformance.Models;
using LstmGen.Decoding;

namespace LstmGen.Conformance.Translation;

/// <summary>Models with decoders as users call them.</summary>
public sealed class TranslationTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("general")]
    public void A_beam_over_everything_is_exact(string name)
    {
        (SequenceToSequenceModel model, OracleTranslator oracle) = TranslationModels.Create(name, seed: 11);
        Blow(model);
        int[] source = [1, 3, 2];
        const int steps = 3;

        // The first tokens of all translations, by brute force: the best that stops within three steps is the best with a beam that is wide enough to keep it.
        var all = new List<(int[] Tokens, double LogProbability)>();
        Go([]);
        (int[] best, double logProbability) = all.MaxBy(found => found.LogProbability);
        var beam = new BeamSearch(2_000);
        int[] target = new int[oracle.Steps];
        int count = model.Translate(source, target, beam);
        Assert.Equal(beam.LogProbability(0), model.LogProbability(source, target.AsSpan(0, count)), 1e-5);
        Assert.True(beam.LogProbability(0) >= logProbability - 1e-5);
        int rank = Enumerable.Range(0, beam.Count).First(rank => beam.Tokens(rank).Length < steps);
        Assert.Equal(best, beam.Tokens(rank).ToArray());
        Assert.Equal(logProbability, beam.LogProbability(rank), 1e-5);

        void Go(int[] tokens)
        {
            all.Add((tokens, model.LogProbability(source, tokens)));
            for (int token = 0; token < oracle.Vocabulary && tokens.Length < steps - 1; token++)
            {
                if (token != model.Description.Decoder!.Stop) Go([.. tokens, token]);
            }
        }
    }

    /// <summary>Of a source of values: the probabilities of all targets that there are add up to 1, and the beam finds what they say.</summary>
    [Fact]
    public void The_log_probabilities_of_all_targets_of_values_add_up_to_one()
    {
        var model = new ValueTranslator(4);
        model.SetScaler(Scaler.Identity(model.Description.Features, 1));
        float[] window = [.. Enumerable.Range(0, 12).Select(i => MathF.Sin(i))];
        foreach (int length in new[] { 2, 6 })
        {
            double sum = 0;
            (int[] Tokens, double LogProbability) best = ([], double.NegativeInfinity);
            Go([]);
            Assert.Equal(1.0, sum, 1e-5);
            var beam = new BeamSearch(1_000);
            int[] target = new int[4];
            int count = model.Translate(window, length, target, beam);
            Assert.Equal(best.Tokens, target[..count]);
            Assert.Equal(best.LogProbability, beam.LogProbability(0), 1e-5);

            void Go(int[] tokens)
            {
                double found = model.LogProbability(window, length, tokens);
                sum += Math.Exp(found);
                if (found > best.LogProbability) best = (tokens, found);
                if (tokens.Length == 4) return;
                foreach (int token in new[] { 0, 1, 3, 4, 5 }) Go([.. tokens, token]);
            }
        }
    }

    [Fact]
    public void Sources_of_values_are_attended_to()
    {
        var model = new ValueTranslator(4);
        model.SetScaler(Scaler.Identity(model.Description.Features, 1));
        float[] window = [.. Enumerable.Range(0, 12).Select(i => MathF.Sin(i))], other = [.. window[..6], .. new float[6]];
        float[] weights = new float[2 * 6], again = new float[2 * 6];
        model.Attend(window, 3, [3, 4], weights);
        model.Attend(other, 3, [3, 4], again);
        Assert.Equal(weights, again);
        Assert.All(weights.Chunk(6), step =>
        {
            Assert.Equal(1f, step.Sum(), 1e-5);
            Assert.Equal([0f, 0f, 0f], step[3..]);
        });
        Assert.NotEqual(weights[..3], weights[6..9]);
        Assert.Throws<ArgumentException>("window", () => model.Attend(window.AsSpan(1), 3, [3, 4], weights));
        Assert.Throws<ArgumentException>("window", () => model.LogProbability(window.AsSpan(1), 3, [3, 4]));
        Assert.Throws<ArgumentOutOfRangeException>("length", () => model.LogProbability(window, 7, [3]));
        Assert.Throws<ArgumentException>("target", () => model.LogProbability(window, 3, [6]));
    }

    [Fact]
    public void Sources_of_tokens_as_values_say_the_same()
    {
        var model = new GeneralTranslator(5);
        float[] window = [3, 1, 4, 0, 0], one = new float[10], two = new float[10];
        Assert.Equal(model.LogProbability([3, 1, 4], [5, 6]), model.LogProbability(window, 3, [5, 6]));
        model.Attend([3, 1, 4], [5, 6], one);
        model.Attend(window, 3, [5, 6], two);
        Assert.Equal(one, two);
    }

    [Fact]
    public void The_log_probability_is_that_of_the_oracle()
    {
        (SequenceToSequenceModel model, OracleTranslator oracle) = TranslationModels.Create("deep");
        Blow(model);
        int[] source = [4, 1, 2], target = [3, 3, 0];
        (double[][] logits, _) = oracle.Forward(Close.Widen(model.Parameters.Values), source, [1, .. target]);
        double expected = logits.Zip([.. target, 2], OracleTranslator.LogProbability).Sum();
        Assert.Equal(expected, model.LogProbability(source, target), 1e-4);
    }

    [Fact]
    public void Greedy_is_a_beam_of_one()
    {
        foreach (long seed in Enumerable.Range(0, 20))
        {
            (SequenceToSequenceModel model, _) = TranslationModels.Create("general", seed);
            Blow(model);
            int[] source = [(int)(seed % 9), 3, 5], greedy = new int[6], beamed = new int[6];
            int count = model.Translate(source, greedy);
            Assert.Equal(count, model.Translate(source, beamed, new BeamSearch(1)));
            Assert.Equal(greedy[..count], beamed[..count]);
        }
    }

    /// <summary>Learns to write a sequence backwards, which no decoder without a memory of the source can.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_learns_to_turn_sequences_around(bool sampling)
    {
        (int[][] sources, int[][] targets) = Reversed(900, seed: 1);
        (int[][] freshSources, int[][] freshTargets) = Reversed(100, seed: 2);
        var model = new GeneralTranslator(seed: 5);
        FitReport report = model.Fit(sources, targets, new FitOptions
        {
            Epochs = 30,
            BatchSize = 16,
            LearningRate = 0.01,
            Clipping = GradientClipping.ByGlobalNorm(1.0),
            ValidationSplit = 0.1,
            ScheduledSampling = sampling ? ScheduledSampling.Linear(0.3) : null,
        });
        int[] target = new int[6];
        int right = freshSources.Zip(freshTargets).Count(pair => pair.Second.AsSpan().SequenceEqual(target.AsSpan(0, model.Translate(pair.First, target))));
        Assert.True(right >= 90, $"{right} of 100 right; {report}");
    }

    [Fact]
    public void Sampled_tokens_change_training_and_teacher_forcing_does_not()
    {
        static float[] Trained(ScheduledSampling? sampling, int threads)
        {
            (int[][] sources, int[][] targets) = Reversed(40, seed: 3);
            var model = new GeneralTranslator(seed: 5);
            model.Fit(sources, targets, new FitOptions { Epochs = 2, BatchSize = 10, ScheduledSampling = sampling, MaxDegreeOfParallelism = threads });
            return model.Parameters.Values.ToArray();
        }

        float[] forced = Trained(null, 1);
        Bits.Equal(forced, Trained(ScheduledSampling.Constant(0), 2), "never sampled");
        float[] sampled = Trained(ScheduledSampling.Constant(0.5), 1);
        Assert.NotEqual(forced, sampled);
        Bits.Equal(sampled, Trained(ScheduledSampling.Constant(0.5), 3), "threads");
    }

    [Fact]
    public void Schedules_rise_as_in_the_paper()
    {
        static ScheduleStep At(long update) => new(update, 10, 101);
        Assert.Equal(0.0, ScheduledSampling.Linear(0.4).RateAt(At(0)));
        Assert.Equal(0.2, ScheduledSampling.Linear(0.4).RateAt(At(50)), 12);
        Assert.Equal(0.4, ScheduledSampling.Linear(0.4).RateAt(At(100)), 12);
        Assert.Equal(1 - Math.Pow(0.99, 30), ScheduledSampling.Exponential(0.99).RateAt(At(30)), 12);
        Assert.Equal(1 - 20 / (20 + Math.Exp(60 / 20.0)), ScheduledSampling.InverseSigmoid(20).RateAt(At(60)), 12);
        Assert.Equal(1.0, ScheduledSampling.InverseSigmoid(2).RateAt(At(1_000_000)), 12);
        Assert.Throws<ArgumentOutOfRangeException>(() => ScheduledSampling.Linear(1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ScheduledSampling.Exponential(1.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ScheduledSampling.InverseSigmoid(0.5));
    }

    [Fact]
    public void A_saved_model_translates_as_before()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");
        try
        {
            var model = new AdditiveTranslator(seed: 9);
            model.Save(path);
            var again = new AdditiveTranslator();
            again.Load(path);
            Bits.Equal(model.Parameters.Values, again.Parameters.Values, "parameters");
            Assert.Equal(model.LogProbability([1, 2, 3], [4]), again.LogProbability([1, 2, 3], [4]));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void After_the_first_call_nothing_is_allocated()
    {
        var model = new AdditiveTranslator(seed: 9);
        var beam = new BeamSearch(4) { LengthPenalty = 0.6 };
        int[] source = [1, 2, 3, 4], target = new int[4];
        float[] weights = new float[2 * 2 * 6], window = [1, 2, 3, 4, 0, 0, 1, 2, 3, 4, 0, 0], output = new float[80];
        var adam = new Adam();
        float[] targets = [3, 4, 2, -1, 5, 2, -1, -1];
        void All()
        {
            model.Translate(source, target);
            model.Translate(source, target, beam);
            model.Attend(source, [3, 4], weights);
            model.LogProbability(source, [3]);
            model.PredictBatch(window, output);
            model.FitBatch(window, targets, adam, maxDegreeOfParallelism: 1);
        }

        All();
        All();
        long before = GC.GetAllocatedBytesForCurrentThread();
        All();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_model_of_values_trains_and_translates()
    {
        var model = new ValueTranslator(seed: 2);
        var random = new Random(3);
        const int rows = 60;
        float[] inputs = [.. Enumerable.Range(0, rows * 12).Select(_ => 100 + 20 * random.NextSingle())];
        int[][] targets = [.. Enumerable.Range(0, rows).Select(row => inputs[row * 12] > 110 ? [4, 5] : new[] { 3 })];
        WindowDataset windows = WindowDataset.From(inputs, model.TargetsOf(targets), 6, 2, scaleTargets: false);
        FitReport report = model.Fit(windows, new FitOptions { Epochs = 40, LearningRate = 0.01, BatchSize = 8 });
        Assert.True(report.Epochs[^1].Loss < report.Epochs[0].Loss / 2, report.ToString());
        int[] target = new int[4];
        int right = Enumerable.Range(0, rows).Count(row => targets[row].AsSpan().SequenceEqual(target.AsSpan(0, model.Translate(inputs.AsSpan(row * 12, 12), 6, target))));
        Assert.True(right > 50, $"{right} of {rows}");
        Assert.Throws<InvalidOperationException>(() => model.Translate([1, 2], target));
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        var model = new GeneralTranslator(seed: 1);
        int[] target = new int[6];
        Refused("tokens", "1 to 5 steps", () => model.Translate([], target));
        Refused("tokens", "got 6 tokens", () => model.Translate([1, 2, 3, 4, 5, 6], target));
        Refused("tokens", "9 at step 1", () => model.Translate([1, 9], target));
        Refused("target", "room for 6 tokens", () => model.Translate([1], new int[5]));
        Refused("target", "0 to 10; number 1 is 11", () => model.LogProbability([1], [3, 11]));
        Refused("target", "got 7", () => model.LogProbability([1], [3, 3, 3, 3, 3, 3, 3]));
        Refused("weights", "2 × 1 × 5", () => model.Attend([1], [3, 4], new float[9]));
        Refused("targets", "at most 5 tokens and a stop token; number 1 has 6", () => model.Pairs([[1], [2]], [[1], [1, 2, 3, 4, 5, 6]]));
        Refused("targets", "number 0 of target 0 is -1", () => model.Pairs([[1]], [[-1]]));
        Refused("targets", "2, but got 1", () => model.Pairs([[1], [2]], [[1]]));
        Refused("sequences", "Sequence 1 has 0 ids", () => model.Pairs([[1], []], [[1], [2]]));
        Assert.Throws<InvalidOperationException>(() => new PlainTranslator().Attend([1], [3], new float[4]));
        float[] window = [1, 0, 0, 0, 0], gradient = new float[model.Parameters.Count];
        var loss = new CrossEntropy(11);
        Refused("targets", "step 1 is 11", () => model.ComputeGradient(window, [3, 11, -1, -1, -1, -1], gradient, loss));
        Refused("targets", "step 0 is -1", () => model.ComputeGradient(window, [-1, -1, -1, -1, -1, -1], gradient, loss));
        Refused("targets", "step 3 is 2", () => model.ComputeGradient(window, [3, 4, -1, 2, -1, -1], gradient, loss));
        Assert.Throws<ArgumentException>(() => new Models.TokenClassifier().Fit(
            WindowDataset.FromTokens([[1]], new int[] { 1 }, 6), new FitOptions { ScheduledSampling = ScheduledSampling.Constant(0.1) }));

        static void Refused(string name, string part, Action call) =>
            Assert.Contains(part, Assert.Throws<ArgumentException>(name, call).Message, StringComparison.Ordinal);
    }

    private static (int[][] Sources, int[][] Targets) Reversed(int count, int seed)
    {
        var random = new Random(seed);
        int[][] sources = [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(1, 9)).ToArray())];
        return (sources, [.. sources.Select(source => source.Reverse().ToArray())]);
    }

    private static void Blow(SequenceModel model)
    {
        var random = new Random((int)model.Seed + 1);
        model.Parameters.CopyFrom([.. model.Parameters.Values.ToArray().Select(_ => (random.NextSingle() - 0.5f) * 3f)]);
    }
}
