using LstmGen.Inspection;

namespace LstmGen.Conformance.Training;

/// <summary>GRUs, with the reset gate behind the product and before it, and simple recurrent layers that carry their state from window to window: losses of streams taken step by step, gradients of a learned start.</summary>
public sealed class GruStreamTests
{
    private const int Steps = 4;
    private const int Features = 2;
    private const int Units = 9;

    private static readonly float[] s_series = Series.Of(22 * Steps * Features);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(11)]
    public void Shorter_rows_leave_the_state_of_their_last_step(int rows)
    {
        Check<CarriedGru, CarriedGru.State>(new(2));
        Check<CarriedGruBefore, CarriedGruBefore.State>(new(2));
        Check<CarriedSimpleRnn, CarriedSimpleRnn.State>(new(2));

        void Check<TModel, TState>(TModel model)
            where TModel : SequenceModel, IStreaming<TState>
            where TState : struct
        {
            int[] lengths = [.. Enumerable.Range(0, rows).Select(row => 2 + row * 2 % 3)];
            float[] first = s_series[..(rows * Steps * Features)], second = s_series[^(rows * Steps * Features)..], targets = new float[rows], answer = new float[1];
            Sgd still = new() { LearningRate = 0.0 };
            model.FitBatch(first, targets, still, lengths: lengths);
            double expected = 0.0;
            for (int row = 0; row < rows; row++)
            {
                TState state = default;
                for (int step = 0; step < lengths[row] + Steps; step++)
                {
                    ReadOnlySpan<float> from = step < lengths[row] ? first.AsSpan((row * Steps + step) * Features) : second.AsSpan((row * Steps + step - lengths[row]) * Features);
                    model.Step(ref state, from[..Features], answer);
                }

                expected += (double)answer[0] * answer[0] / rows;
            }

            Assert.Equal(expected, model.FitBatch(second, targets, still), 1e-6);
        }
    }

    [Fact]
    public void The_gradient_stops_where_the_window_begins()
    {
        CarriedGru.State state = default;
        CarriedGru after = new(3);
        Walk(after, ref state);
        Check(after, new StartedGru(4), state.Values[..Units].ToArray(), 3 * Units, bias: 6 * Units);

        CarriedGruBefore.State stateBefore = default;
        CarriedGruBefore before = new(3);
        Walk(before, ref stateBefore);
        Check(before, new StartedGruBefore(4), stateBefore.Values[..Units].ToArray(), 3 * Units, bias: 3 * Units);

        CarriedSimpleRnn.State stateSimple = default;
        CarriedSimpleRnn simple = new(3);
        Walk(simple, ref stateSimple);
        Check(simple, new StartedSimpleRnn(4), stateSimple.Values[..Units].ToArray(), Units, bias: Units);

        static void Walk<TModel, TState>(TModel model, ref TState state)
            where TModel : SequenceModel, IStreaming<TState>
            where TState : struct
        {
            for (int step = 0; step < Steps; step++)
            {
                model.Step(ref state, s_series.AsSpan(step * Features, Features), new float[1]);
            }
        }

        // A network with a learned start, set to what the stream carries, has that gradient by all it shares with the other. The start lies behind the layer's own tensors.
        static void Check(SequenceModel carried, SequenceModel started, float[] state, int columns, int bias)
        {
            float[] first = s_series[..(Steps * Features)], second = s_series[^(Steps * Features)..], target = [0.7f];
            carried.FitBatch(first, target, new Sgd { LearningRate = 0.0 });
            int dense = (Features + Units) * columns + bias;
            float[] before = carried.Parameters.Values.ToArray(), expected = new float[started.Parameters.Count];
            started.Parameters.CopyFrom([.. before[..dense], .. state, .. before[dense..]]);
            started.ComputeGradient(second, target, expected, Loss.MeanSquaredError);
            carried.FitBatch(second, target, new Sgd { LearningRate = 1.0 });
            for (int i = 0; i < before.Length; i++)
            {
                Assert.Equal(expected[i < dense ? i : i + Units], before[i] - carried.Parameters.Values[i], 1e-6f);
            }

            Assert.Contains(expected[dense..(dense + Units)], value => Math.Abs(value) > 1e-5);
        }
    }

    [Fact]
    public void A_trace_says_which_gates_there_are()
    {
        ModelTrace trace = new StartedGru(5).CreateTrace();
        InvalidOperationException failure = Assert.Throws<InvalidOperationException>(() => trace.Layers[0].ForgetGate(0).Length);
        Assert.Equal("Expected a layer whose cell has a forget gate, but got gru, which has an update gate, a reset gate, a candidate; ask for one of these.", failure.Message);

        ModelTrace simple = new StartedSimpleRnn(5).CreateTrace();
        failure = Assert.Throws<InvalidOperationException>(() => simple.Layers[0].Candidate(0).Length);
        Assert.Equal("Expected a layer whose cell has a candidate, but got simplernn, which has a hidden state alone; ask for that.", failure.Message);
        Assert.Equal(Units, simple.Layers[0].Hidden(0).Length);
    }
}

[LstmModel(LookBack = 4, Features = 2, Stateful = true)]
[Gru(9)]
[Dense(1)]
internal sealed partial class CarriedGru;

[LstmModel(LookBack = 4, Features = 2, Stateful = true)]
[Gru(9, ResetAfter = false)]
[Dense(1)]
internal sealed partial class CarriedGruBefore;

[LstmModel(LookBack = 4, Features = 2)]
[Gru(9, LearnedInitialState = true)]
[Dense(1)]
internal sealed partial class StartedGru;

[LstmModel(LookBack = 4, Features = 2)]
[Gru(9, ResetAfter = false, LearnedInitialState = true)]
[Dense(1)]
internal sealed partial class StartedGruBefore;

[LstmModel(LookBack = 4, Features = 2, Stateful = true)]
[SimpleRnn(9)]
[Dense(1)]
internal sealed partial class CarriedSimpleRnn;

[LstmModel(LookBack = 4, Features = 2)]
[SimpleRnn(9, LearnedInitialState = true)]
[Dense(1)]
internal sealed partial class StartedSimpleRnn;
