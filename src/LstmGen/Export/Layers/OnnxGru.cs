using LstmGen.Runtime;

namespace LstmGen.Export;

/// <summary>[Gru]: the operator GRU, whose gates are z r h as ours.</summary>
internal sealed class OnnxGru : OnnxLayer<GruAttribute>
{
    private static readonly int[] s_gates = [0, 1, 2];

    public override bool? JoinsDirections(DeclaredLayer layer) => layer.Attribute is GruAttribute { Bidirectional: true, Merge: Merge.Concat };

    protected override string? WhyNotStreamed(GruAttribute layer, DeclaredLayer declared) => layer.Bidirectional ? RecurrentNodes.WhyNotStreamed : null;

    protected override Flow Add(GruAttribute layer, OnnxPlace at)
    {
        OnnxGraph graph = at.Graph;
        int units = layer.Units, directions = layer.Bidirectional ? 2 : 1, inputs = at.Input.Shape.Width;
        var cell = new RecurrentCell(units, units, layer.Bidirectional, layer.Merge, layer.LastStep, layer.LearnedInitialState, HasCell: false);
        List<string> weights =
        [
            graph.Tensor("W", Rows("kernel", inputs), directions, 3 * units, inputs),
            graph.Tensor("R", Rows("recurrent_kernel", units), directions, 3 * units, units),
        ];
        if (layer.UseBias)
        {
            // [2, 3·units] has those of h; [3·units] has none.
            float[] biases = RecurrentNodes.Joined(layer.Bidirectional, d => [.. at.Values($"{d}bias"), .. layer.ResetAfter ? [] : new float[3 * units]]);
            weights.Add(graph.Tensor("B", biases, directions, 6 * units));
        }

        Activation[] functions = [.. Enumerable.Repeat<Activation[]>([layer.RecurrentActivation, layer.Activation], directions).SelectMany(each => each)];
        return RecurrentNodes.Add(at, "GRU", [.. weights], null, cell, [.. RecurrentNodes.Activations(functions), ("linear_before_reset", layer.ResetAfter ? 1 : 0)]);

        float[] Rows(string tensor, int from) => RecurrentNodes.Joined(layer.Bidirectional, d => Layout.GateRows(at.Values(d + tensor), from, units, s_gates));
    }
}
