using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

/// <summary>The weights of attention, as <c>Attend</c> and a trace give them: right by the oracle, at every length, beside the bits of Predict.</summary>
public sealed class AttentionTests
{
    private const double Tolerance = 2e-5;

    public static TheoryData<string> Names { get; } = ["additive", "dot", "general", "two"];

    [Theory]
    [MemberData(nameof(Names))]
    public void WeightsAgreeWithTheOracleAtEveryLength(string name)
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
    public void TheAnswerIsThatOfPredict(string name)
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

    [Theory]
    [MemberData(nameof(Names))]
    public void ATraceHasTheWeightsOfAttend(string name)
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
    public void ManyThreadsMayAttendAtOnce()
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
    public void SpansOfAnotherLengthAreRefused()
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
