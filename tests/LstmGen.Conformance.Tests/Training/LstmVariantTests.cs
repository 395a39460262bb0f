using LstmGen.Conformance.Reference;

namespace LstmGen.Conformance.Training;

/// <summary>Options of a cell in training and in streams: the same bits on any number of threads, no allocation, and a start that is learned.</summary>
[Collection(nameof(AllocationTests))]
public sealed class LstmVariantTests
{
    private const int Steps = 8;
    private const int Features = 2;

    private static readonly float[] s_windows = Series.Of(40 * Steps * Features);
    private static readonly float[] s_targets = Series.Of(40);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Training_is_the_same_on_any_number_of_threads(int threads) => Bits.Equal(Train(1), Train(threads), $"parameters, {threads} threads");

    [Fact]
    public void Masks_are_per_gate_and_per_sequence()
    {
        // Where a mask is 0, what h(t−1) adds to the gate's weights is 0: the masks are seen in the gradient of the recurrent kernel.
        RecurrentDropoutModel model = new(3);
        float[] gradient = new float[model.Parameters.Count];
        float[] other = new float[gradient.Length];
        model.ComputeGradient(s_windows, s_targets, gradient, Loss.MeanSquaredError);
        model.ComputeGradient(s_windows, s_targets, other, Loss.MeanSquaredError);
        Bits.Equal(gradient, other, "the same update draws the same masks");

        model.ComputeGradient(s_windows.AsSpan(0, Steps * Features), s_targets.AsSpan(0, 1), gradient, Loss.MeanSquaredError);
        string[] zeros = [.. Enumerable.Range(0, 4).Select(gate => Zeros(gradient, gate))];
        Assert.Contains('0', string.Concat(zeros));
        Assert.True(zeros.Distinct().Count() > 1, "Every gate has the same mask.");
    }

    [Fact]
    public void A_fresh_stream_starts_from_what_was_learned()
    {
        LearnedStartModel model = new(5);
        model.FitBatch(s_windows, s_targets, new Adam { LearningRate = 0.1 });
        model.FitBatch(s_windows, s_targets, new Adam { LearningRate = 0.1 });
        float[] start = model.Parameters["lstm.initial_cell"].ToArray();
        Assert.All(start, value => Assert.NotEqual(0f, value));

        LearnedStartModel.State stream = default;
        float answer = 0;
        for (int step = 0; step < Steps; step++)
        {
            answer = model.Step(ref stream, s_windows.AsSpan(step * Features, Features));
        }

        Bits.Equal([model.Predict(s_windows.AsSpan(0, Steps * Features))], [answer], "Step against Predict");

        // Reset, by default and by zeros.
        LearnedStartModel.State cleared = stream;
        cleared.Values.Clear();
        stream = default;
        Bits.Equal(
            [model.Step(ref cleared, s_windows.AsSpan(0, Features))], [model.Step(ref stream, s_windows.AsSpan(0, Features))], "cleared against default");
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        EverythingModel model = new(1);
        Adam adam = new();
        float[] outputs = new float[40];
        AllocationTests.Free(() =>
        {
            model.FitBatch(s_windows, s_targets, adam, maxDegreeOfParallelism: 1);
            model.PredictBatch(s_windows, outputs);
            _ = model.Predict(s_windows.AsSpan(0, Steps * Features));
        });
        LearnedStartModel stepping = new(1);
        LearnedStartModel.State state = default;
        AllocationTests.Free(() => _ = stepping.Step(ref state, s_windows.AsSpan(0, Features)));
    }

    private static string Zeros(float[] gradient, int gate) =>
        string.Concat(Enumerable.Range(0, 6).Select(unit => gradient[Features * 24 + unit * 24 + gate * 6] == 0 ? '0' : '1'));

    private static float[] Train(int threads)
    {
        EverythingModel model = new(9);
        Adam adam = new() { LearningRate = 0.01 };
        for (int update = 0; update < 4; update++)
        {
            model.FitBatch(s_windows, s_targets, adam, maxDegreeOfParallelism: threads);
        }

        return model.Parameters.Values.ToArray();
    }
}

[LstmModel(LookBack = 8, Features = 2)]
[Lstm(6, RecurrentDropout = 0.5)]
[Dense(1)]
internal sealed partial class RecurrentDropoutModel;

[LstmModel(LookBack = 8, Features = 2)]
[Lstm(5, LearnedInitialState = true)]
[Dense(1)]
internal sealed partial class LearnedStartModel;

[LstmModel(LookBack = 8, Features = 2)]
[Lstm(
    11, Bidirectional = true, Merge = Merge.Average, Peepholes = true, Projection = 7, LearnedInitialState = true, CoupledGates = true, Dropout = 0.2,
    RecurrentDropout = 0.3)]
[Lstm(9, Dropout = 0.3)]
[Dense(1)]
internal sealed partial class EverythingModel;
