using CsCheck;
using LstmGen.Inspection;
using LstmGen.Watch.Frames;

namespace LstmGen.Watch.Tests;

/// <summary>A held gate says exactly 1 or 0 at every step, and the other units' weights are what they were.</summary>
public sealed class GateHolderTests
{
    private static readonly Lazy<SequenceModel[]> s_models = new(() =>
    [
        Models.Lstm(),
        Models.Create(new LstmAttribute(5) { Bidirectional = true, ReturnSequences = true }, new GruAttribute(4), new DenseAttribute(1)),
        Models.Create(new GruAttribute(4) { ResetAfter = false, ReturnSequences = true }, new LstmAttribute(3) { RecurrentActivation = Activation.HardSigmoid }, new DenseAttribute(1)),
    ]);

    [Fact]
    public void Held_gates_are_open_or_shut_at_every_step() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 9], Gen.Int[0, 9], Gen.Int[0, 9], Gen.Bool, Gen.Int[0, 100]).Sample((which, layer, gate, unit, open, start) =>
        {
            SequenceModel model = s_models.Value[which].Clone();
            ModelTrace trace = model.CreateTrace();
            int index = layer % trace.Layers.Count;
            LayerTrace chosen = trace.Layers[index];
            string gates = model.Description.Traces[index].Gates, held = GateHolder.Held(model.Description, chosen, gates);
            char letter = held[gate % held.Length];
            int at = unit % chosen.Units;
            float[] parameters = model.Parameters.Values.ToArray(), before = [.. parameters];
            GateHolder.Hold(parameters, model.Description, chosen, gates, new HeldGate { Layer = index, Gate = letter.ToString(), Unit = at, Open = open });
            model.Parameters.CopyFrom(parameters);
            model.Trace(Models.Series.AsSpan(start, 12), trace);
            for (int step = 0; step < chosen.Steps; step++)
            {
                Assert.Equal(open ? 1f : 0f, Gate(chosen, letter, step)[at], 1e-30f);
            }

            int changed = before.Zip(parameters).Count(pair => pair.First != pair.Second);
            int order = gates.Contains('c', StringComparison.Ordinal) ? 4 : 3;
            int columns = model.Description.Parameters.Where(tensor => tensor.Name.StartsWith(chosen.Name + ".", StringComparison.Ordinal)).Sum(tensor => tensor.Count / (order * chosen.Units));
            Assert.InRange(changed, 1, columns);
        }, iter: 200);

    [Fact]
    public void Cells_with_more_parameters_than_kernels_and_biases_are_not_held()
    {
        foreach (LayerAttribute layer in new LayerAttribute[]
        {
            new LstmAttribute(4) { Peepholes = true }, new LstmAttribute(4) { UseBias = false }, new SimpleRnnAttribute(4), new LstmAttribute(4) { CoupledGates = true },
        })
        {
            SequenceModel model = Models.Create(layer, new DenseAttribute(1));
            Assert.Equal("", GateHolder.Held(model.Description, model.CreateTrace().Layers[0], model.Description.Traces[0].Gates));
        }
    }

    private static ReadOnlySpan<float> Gate(LayerTrace layer, char gate, int step) => gate switch
    {
        'i' => layer.InputGate(step),
        'f' => layer.ForgetGate(step),
        'o' => layer.OutputGate(step),
        'z' => layer.UpdateGate(step),
        _ => layer.ResetGate(step),
    };
}
