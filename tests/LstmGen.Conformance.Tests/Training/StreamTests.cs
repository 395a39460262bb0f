using System.Globalization;
using LstmGen.Decoding;

namespace LstmGen.Conformance.Training;

/// <summary>States that training carries from window to window: the loss is that of a stream taken step by step, the gradient that of a network which starts there.</summary>
[Collection(nameof(AllocationTests))]
public sealed class StreamTests
{
    private const int Steps = 4;
    private const int Features = 2;

    private static readonly int[] s_tokens = [.. Enumerable.Range(0, 84).Select(i => (i * i + i / 5) % 7)];
    private static readonly float[] s_series = Series.Of(22 * Steps * Features);

    /// <summary>Seventeen windows, of which the last is shorter: in three streams 6, 6 and 5; in six, which take two tiles, 3 each and 2.</summary>
    [Theory]
    [InlineData(3, new[] { 0, 30, 60, 83 })]
    [InlineData(6, new[] { 0, 15, 30, 45, 60, 75, 83 })]
    public void The_loss_is_that_of_streams_taken_step_by_step(int streams, int[] bounds)
    {
        StreamTokens model = new(1);
        WindowDataset windows = WindowDataset.NextTokens(s_tokens, 5, streams);
        Assert.Equal((17, streams, 3), (windows.Count, windows.Streams, windows.LengthOf(16)));
        double sum = 0.0;
        foreach ((int from, int to) in bounds.Zip(bounds.Skip(1)))
        {
            StreamTokens.State state = default;
            float[] probabilities = new float[7];
            for (int first = from; first < to; first += 5)
            {
                int end = Math.Min(first + 5, to);
                double window = 0.0;
                for (int step = first; step < end; step++)
                {
                    model.Step(ref state, s_tokens[step], probabilities);
                    window -= Math.Log(probabilities[s_tokens[step + 1]]);
                }

                sum += window / (end - first);
            }
        }

        Assert.Equal(sum / 17, model.Evaluate(windows), 1e-6);

        // And it matters: from zero every window is told apart less well or better, but not the same.
        Assert.NotEqual(sum / 17, model.Evaluate(windows.Slice(0, 17)), 1e-5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(11)]
    public void Shorter_rows_leave_the_state_of_their_last_step(int rows)
    {
        StreamSeries plain = new(2);
        StreamVariant variant = new(2);
        int[] lengths = [.. Enumerable.Range(0, rows).Select(row => 2 + row * 2 % 3)];
        float[] first = s_series[..(rows * Steps * Features)], second = s_series[^(rows * Steps * Features)..], targets = new float[rows];
        Sgd still = new() { LearningRate = 0.0 };
        plain.FitBatch(first, targets, still, lengths: lengths);
        variant.FitBatch(first, targets, new Sgd { LearningRate = 0.0 }, lengths: lengths);
        double expected = 0.0, expectedVariant = 0.0;
        for (int row = 0; row < rows; row++)
        {
            StreamSeries.State state = default;
            StreamVariant.State variantState = default;
            (float answer, float variantAnswer) = (0f, 0f);
            for (int step = 0; step < lengths[row] + Steps; step++)
            {
                ReadOnlySpan<float> from = step < lengths[row] ? first.AsSpan((row * Steps + step) * Features) : second.AsSpan((row * Steps + step - lengths[row]) * Features);
                answer = plain.Step(ref state, from[..Features]);
                variantAnswer = variant.Step(ref variantState, from[..Features]);
            }

            expected += (double)answer * answer / rows;
            expectedVariant += (double)variantAnswer * variantAnswer / rows;
        }

        Assert.Equal(expected, plain.FitBatch(second, targets, still), 1e-6);
        Assert.Equal(expectedVariant, variant.FitBatch(second, targets, new Sgd { LearningRate = 0.0 }), 1e-6);
    }

    [Fact]
    public void The_gradient_stops_where_the_window_begins()
    {
        // A network with a learned start, set to what the stream carries, has that gradient by all it shares with the other.
        StreamSeries model = new(3);
        float[] first = s_series[..(Steps * Features)], second = s_series[^(Steps * Features)..], target = [0.7f];
        model.FitBatch(first, target, new Sgd { LearningRate = 0.0 });
        StreamSeries.State state = default;
        for (int step = 0; step < Steps; step++)
        {
            model.Step(ref state, first.AsSpan(step * Features, Features));
        }

        // In the vector of the other network the start lies between the LSTM and the layer behind it.
        const int dense = Features * 36 + 9 * 36 + 36;
        float[] before = model.Parameters.Values.ToArray();
        StreamStart start = new(4);
        start.Parameters.CopyFrom([.. before[..dense], .. state.Values[..9], .. state.Values.Slice(16, 9), .. before[dense..]]);
        float[] expected = new float[start.Parameters.Count];
        start.ComputeGradient(second, target, expected, Loss.MeanSquaredError);
        model.FitBatch(second, target, new Sgd { LearningRate = 1.0 });
        float[] after = model.Parameters.Values.ToArray();
        for (int i = 0; i < before.Length; i++)
        {
            float gradient = expected[i < dense ? i : i + 18];
            Assert.True(Math.Abs(before[i] - after[i] - gradient) < 1e-6, string.Create(CultureInfo.InvariantCulture, $"{i}: {before[i] - after[i]} for {gradient}"));
        }

        Assert.Contains(expected[dense..(dense + 9)], value => Math.Abs(value) > 1e-5);
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        Bits.Equal(Train(1), Train(2), "parameters, 2 threads");
        Bits.Equal(Train(1), Train(5), "parameters, 5 threads");
    }

    [Fact]
    public void What_is_carried_is_learnt()
    {
        // The first token of a run of four says the last one. Where a window ends between them, only a state that is carried knows it.
        Random random = new(5);
        int[] text = [.. Enumerable.Range(0, 500).SelectMany(_ => random.Next(2) == 0 ? new[] { 1, 3, 3, 5 } : [2, 3, 3, 6])];
        StreamTokens model = new(6);
        WindowDataset windows = WindowDataset.NextTokens(text, 5, streams: 8);
        model.Fit(windows, new FitOptions { Epochs = 30, LearningRate = 0.01 });

        // Each run has one choice that nobody can know, ln 2 of four steps; from zero, half of the windows cannot know their first run's end either.
        double carried = model.Evaluate(windows);
        Assert.InRange(carried, 0.15, 0.19);
        Assert.InRange(model.Evaluate(windows.Slice(0, windows.Count)) - carried, 0.05, 1.0);

        int[] written = new int[80];
        StreamTokens.State state = default;
        model.Generate(ref state, [1], written, TokenSampler.Greedy());
        Assert.Equal([3, 3, 5], written[..3]);

        // Generate is a loop of steps.
        state = default;
        float[] probabilities = new float[7];
        TokenSampler sampler = new(9) { Temperature = 1.3 };
        int token = 2;
        int[] byHand = [.. Enumerable.Range(0, 80).Select(_ =>
        {
            model.Step(ref state, token, probabilities);
            return token = sampler.Next(probabilities);
        })];
        state = default;
        Assert.Equal(80, model.Generate(ref state, [2], written, new TokenSampler(9) { Temperature = 1.3 }));
        Assert.Equal(byHand, written);
        int stop = Array.IndexOf(byHand, 5);
        state = default;
        Assert.Equal(stop, model.Generate(ref state, [2], written, new TokenSampler(9) { Temperature = 1.3 }, stop: 5));
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        StreamTokens model = new(7);
        WindowDataset windows = WindowDataset.NextTokens(s_tokens, 5, streams: 3);
        float[] inputs = new float[15], targets = new float[15];
        int[] written = new int[20];
        Adam adam = new();
        TokenSampler sampler = new() { Temperature = 0.7, TopK = 4, TopP = 0.9 };
        StreamTokens.State state = default;
        AllocationTests.Free(() =>
        {
            model.FitBatch(inputs, targets, adam);
            model.Generate(ref state, [1, 2], written, sampler);
        });
        Assert.True(windows.Streams == 3);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        StreamTokens model = new(8);
        WindowDataset streams = WindowDataset.NextTokens(s_tokens, 5, streams: 3);
        Assert.Contains("come in streams", Assert.Throws<ArgumentException>(() => model.Fit(streams.Slice(0, 6))).Message, StringComparison.Ordinal);
        model.FitBatch(new float[15], new float[15], new Adam());
        Assert.Contains("3 rows, and this batch has 2", Assert.Throws<ArgumentException>(() => model.FitBatch(new float[10], new float[10], new Adam())).Message, StringComparison.Ordinal);
        model.ResetStreams();
        model.FitBatch(new float[10], new float[10], new Adam());
        Assert.Throws<ArgumentException>(() => WindowDataset.NextTokens([1], 5, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => WindowDataset.NextTokens(s_tokens, 5, 18));
        StreamTokens.State state = default;
        Assert.Throws<ArgumentException>(() => model.Generate(ref state, [], new int[3], new TokenSampler()));
        Assert.Throws<ArgumentException>(() => model.Generate(ref state, [1, 7], new int[3], new TokenSampler()));
        Assert.All(state.Values.ToArray(), value => Assert.Equal(0f, value));
        float[] table = new float[30];
        Assert.Throws<InvalidOperationException>(() => WindowDataset.Of(table, 5, 1).InStreams(2));
    }

    private static float[] Train(int threads)
    {
        StreamTokens model = new(10);
        model.Fit(WindowDataset.NextTokens(s_tokens, 5, streams: 9), new FitOptions { Epochs = 3, MaxDegreeOfParallelism = threads });
        return model.Parameters.Values.ToArray();
    }
}

[LstmModel(LookBack = 5, Stateful = true)]
[Embedding(7, 4)]
[Lstm(20)]
[Dropout(0.1)]
[Lstm(6, ReturnSequences = true)]
[Softmax(7)]
internal sealed partial class StreamTokens;

[LstmModel(LookBack = 4, Features = 2, Stateful = true)]
[Lstm(9)]
[Dense(1)]
internal sealed partial class StreamSeries;

[LstmModel(LookBack = 4, Features = 2, Stateful = true)]
[Lstm(7, Projection = 3, Peepholes = true)]
[Lstm(5, CoupledGates = true)]
[Dense(1)]
internal sealed partial class StreamVariant;

[LstmModel(LookBack = 4, Features = 2)]
[Lstm(9, LearnedInitialState = true)]
[Dense(1)]
internal sealed partial class StreamStart;
