using LstmGen.Runtime;

namespace LstmGen.Export;

/// <summary>[SimpleRnn]: the operator RNN.</summary>
internal sealed class OnnxSimpleRnn : OnnxLayer<SimpleRnnAttribute>
{
    private static readonly int[] s_gates = [0];

    public override bool? JoinsDirections(DeclaredLayer layer) => layer.Attribute is SimpleRnnAttribute { Bidirectional: true, Merge: Merge.Concat };

    protected override string? WhyNotStreamed(SimpleRnnAttribute layer, DeclaredLayer declared) => layer.Bidirectional ? RecurrentNodes.WhyNotStreamed : null;

    protected override Flow Add(SimpleRnnAttribute layer, OnnxPlace at)
    {
        OnnxGraph graph = at.Graph;
        int units = layer.Units, directions = layer.Bidirectional ? 2 : 1, inputs = at.Input.Shape.Width;
        var cell = new RecurrentCell(units, units, layer.Bidirectional, layer.Merge, layer.LastStep, layer.LearnedInitialState, HasCell: false);
        List<string> weights =
        [
            graph.Tensor("W", Rows("kernel", inputs), directions, units, inputs),
            graph.Tensor("R", Rows("recurrent_kernel", units), directions, units, units),
        ];
        if (layer.UseBias)
        {
            weights.Add(graph.Tensor("B", RecurrentNodes.Joined(layer.Bidirectional, d => [.. at.Values($"{d}bias"), .. new float[units]]), directions, 2 * units));
        }

        Activation[] functions = [.. Enumerable.Repeat(layer.Activation, directions)];
        return RecurrentNodes.Add(at, "RNN", [.. weights], null, cell, RecurrentNodes.Activations(functions));

        float[] Rows(string tensor, int from) => RecurrentNodes.Joined(layer.Bidirectional, d => Layout.GateRows(at.Values(d + tensor), from, units, s_gates));
    }
}
