using CsCheck;
using LstmGen.Conformance.Oracle;
using LstmGen.Inspection;

namespace LstmGen.Conformance.Models;

/// <summary>The weights of attention, as <c>Attend</c> and a trace give them: right by the oracle, at every length, beside the bits of Predict.</summary>
public sealed class AttentionTests
{
    private const double Tolerance = 2e-5;

    public static TheoryData<string> Names { get; } = ["additive", "dot", "general", "two"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Weights_agree_with_the_oracle_at_every_length(string name)
    {
        AttentionModels tested = AttentionModels.Create(name);
        OracleNetwork oracle = tested.Shape.Oracle();
        float[] window = Window(oracle, seed: 1);
        for (int length = 1; length <= tested.Shape.LookBack; length++)
        {
            (_, float[] weights) = Attend(tested, Padded(window, oracle, length), length);
            IReadOnlyList<OraclePass> passes = oracle.Forward(Close.Widen(window), Close.Widen(tested.Model.Parameters.Values), length);
            int at = 0;
            foreach ((OracleAttentionPass pass, int steps) in passes.OfType<OracleAttentionPass>().Zip(tested.Model.Description.Attentions.Select(a => a.Steps)))
            {
                foreach (double[] head in pass.Weights)
                {
                    ReadOnlySpan<float> actual = weights.AsSpan(at, steps);
                    Close.Equal(head, actual[..head.Length], Tolerance, $"weights of {length} steps, {name}: ");
                    Assert.Equal(1.0, Close.Widen(actual).Sum(), 1e-6);
                    Assert.All(actual[head.Length..].ToArray(), weight => Assert.Equal(0f, weight));
                    at += steps;
                }
            }

            Assert.Equal(weights.Length, at);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_answer_is_that_of_predict(string name)
    {
        AttentionModels tested = AttentionModels.Create(name);
        OracleNetwork oracle = tested.Shape.Oracle();
        float[] window = Window(oracle, seed: 2);
        float[] expected = new float[oracle.Output.Size];
        for (int length = 1; length <= tested.Shape.LookBack; length++)
        {
            tested.Model.Predict(window, length, expected);
            Bits.Equal(expected, Attend(tested, window, length).Output, $"output of {length} steps, {name}");
        }
    }

    [Fact]
    public void The_answer_is_in_the_units_of_the_series()
    {
        ScaledAttentionModel model = new(1);
        float[] series = [.. Training.Series.Of(60).Select(value => 500 + 100 * value)];
        model.Fit(WindowDataset.Of(series, 8), new FitOptions { Epochs = 1 });
        Assert.NotNull(model.Scaler);
        float[] output = new float[1];
        model.Attend(series.AsSpan(0, 8), output, new float[8]);
        Bits.Equal([model.Predict(series.AsSpan(0, 8))], output, "scaled output");
    }

    [Fact]
    public void The_answer_of_a_classifier_is_probabilities()
    {
        AttentiveClassifier model = new(1);
        float[] expected = new float[3];
        float[] output = new float[3];
        model.Predict(Training.Series.Of(8), expected);
        model.Attend(Training.Series.Of(8), output, new float[8]);
        Bits.Equal(expected, output, "probabilities");
        Assert.Equal(1, output.Sum(), 1e-6);
    }

    [Fact]
    public void Equal_steps_have_equal_weights()
    {
        GeneralAttentionModel model = new(5);
        float[] window = [.. Enumerable.Repeat(new[] { 0.5f, -1, 2, 0.25f, 3 }, 12).SelectMany(step => step)];
        float[] weights = new float[12];
        model.Attend(window, 7, new float[3], weights);
        Assert.All(weights[..7], weight => Assert.Equal(1 / 7.0, weight, 1e-7));
        Assert.All(weights[7..], weight => Assert.Equal(0f, weight));
    }

    /// <summary>Without a recurrent layer before it attention sees a set: the order of the steps before the last does not matter.</summary>
    [Fact]
    public void Weights_follow_their_steps() => Gen.Int[0, 1_000_000].Sample(seed =>
    {
        GeneralAttentionModel model = new(5);
        float[][] steps = [.. Window(AttentionModels.Create("general").Shape.Oracle(), seed).Chunk(5)];
        int[] order = [.. Enumerable.Range(0, 11)];
        new Random(seed).Shuffle(order);
        (float[] output, float[] weights) = Of(steps);
        (float[] shuffledOutput, float[] shuffledWeights) = Of([.. order.Select(step => steps[step]), steps[11]]);
        Close.Equal(Close.Widen(output), Close.Widen(shuffledOutput), Tolerance, "output: ");
        Close.Equal(Close.Widen([.. order.Select(step => weights[step]), weights[11]]), Close.Widen(shuffledWeights), Tolerance, "weights: ");

        (float[] Output, float[] Weights) Of(float[][] window)
        {
            float[] output = new float[3];
            float[] weights = new float[12];
            model.Attend(window.SelectMany(step => step).ToArray(), output, weights);
            return (output, weights);
        }
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void A_trace_has_the_weights_of_attend(string name)
    {
        AttentionModels tested = AttentionModels.Create(name);
        float[] window = Window(tested.Shape.Oracle(), seed: 3);
        ModelTrace trace = tested.Model.CreateTrace();
        tested.Model.Trace(window, trace);
        float[] traced = [.. trace.Attentions.SelectMany(layer => Enumerable.Range(0, layer.Heads).SelectMany(head => layer.Weights(head).ToArray()))];
        Bits.Equal(Attend(tested, window, tested.Shape.LookBack).Weights, traced, name);
        Assert.Equal(name == "two" ? ["attention", "attention_1"] : ["attention"], trace.Attentions.Select(layer => layer.Name));
        Assert.Throws<ArgumentOutOfRangeException>("head", () => trace.Attentions[0].Weights(trace.Attentions[0].Heads));
    }

    [Fact]
    public void Many_threads_may_attend_at_once()
    {
        GeneralAttentionModel model = new(5);
        float[][] windows = [.. Enumerable.Range(0, 200).Select(seed => Window(AttentionModels.Create("general").Shape.Oracle(), seed))];
        float[][] expected = [.. windows.Select(window => Of(window))];
        float[][] together = new float[windows.Length][];
        Parallel.For(0, windows.Length, i => together[i] = Of(windows[i]));
        Assert.Equal(expected, together);

        float[] Of(float[] window)
        {
            float[] output = new float[3];
            float[] weights = new float[12];
            model.Attend(window, output, weights);
            return [.. output, .. weights];
        }
    }

    [Fact]
    public void Spans_of_another_length_are_refused()
    {
        TwoAttentionsModel model = new(1);
        float[] window = new float[7];
        float[] output = new float[1];
        ArgumentException refused = Assert.Throws<ArgumentException>("weights", () => model.Attend(window, output, new float[18]));
        Assert.Contains("of 1 × 7 + 2 × 5 = 17 values; the span holds 18", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("window", () => model.Attend(new float[6], output, new float[17]));
        Assert.Throws<ArgumentException>("output", () => model.Attend(window, new float[2], new float[17]));
        Assert.Throws<ArgumentOutOfRangeException>("length", () => model.Attend(window, 8, output, new float[17]));
    }

    private static (float[] Output, float[] Weights) Attend(AttentionModels tested, float[] window, int length)
    {
        float[] output = new float[tested.Model.Description.OutputSize];
        float[] weights = new float[tested.Model.Description.Attentions.Sum(layer => layer.Heads * layer.Steps)];
        Array.Fill(weights, float.NaN);
        tested.Call(window, length, output, weights);
        return (output, weights);
    }

    private static float[] Window(OracleNetwork oracle, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, oracle.Input.Size).Select(_ => random.NextSingle() * 4 - 2)];
    }

    private static float[] Padded(float[] window, OracleNetwork oracle, int length)
    {
        float[] padded = [.. window];
        padded.AsSpan(length * oracle.Input.Values).Fill(float.NaN);
        return padded;
    }
}
