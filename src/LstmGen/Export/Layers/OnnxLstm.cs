using LstmGen.Runtime;

namespace LstmGen.Export;

/// <summary>[Lstm]: the operator LSTM, whose gates are i o f c. It has no projection: such a layer is made of plain operators.</summary>
internal sealed class OnnxLstm : OnnxLayer<LstmAttribute>
{
    // Of ours, i f g o and i g o.
    private static readonly int[] s_gates = [0, 3, 1, 2], s_coupled = [0, 2, -1, 1];

    public override bool? JoinsDirections(DeclaredLayer layer) => layer.Attribute is LstmAttribute { Bidirectional: true, Merge: Merge.Concat };

    protected override string? WhyNotStreamed(LstmAttribute layer, DeclaredLayer declared) => layer.Bidirectional ? RecurrentNodes.WhyNotStreamed : null;

    protected override Flow Add(LstmAttribute layer, OnnxPlace at)
    {
        int units = layer.Units, width = layer.Projection > 0 ? layer.Projection : units;
        var cell = new RecurrentCell(units, width, layer.Bidirectional, layer.Merge, layer.LastStep, layer.LearnedInitialState, HasCell: true);
        if (layer.Projection > 0)
        {
            return new ProjectedLstm(layer, cell, at).Add();
        }

        OnnxGraph graph = at.Graph;
        int[] gates = layer.CoupledGates ? s_coupled : s_gates;
        int directions = layer.Bidirectional ? 2 : 1, inputs = at.Input.Shape.Width;
        List<string> weights =
        [
            graph.Tensor("W", Rows("kernel", inputs), directions, 4 * units, inputs),
            graph.Tensor("R", Rows("recurrent_kernel", units), directions, 4 * units, units),
        ];
        if (layer.UseBias)
        {
            // Behind those of the inputs stand those of h, which ours has not.
            float[] biases = RecurrentNodes.Joined(layer.Bidirectional, d => [.. Layout.Gates(at.Values($"{d}bias"), units, gates), .. new float[4 * units]]);
            weights.Add(graph.Tensor("B", biases, directions, 8 * units));
        }

        // Of ours, i f o and i o; ONNX has i o f.
        int[] rows = layer.CoupledGates ? [0, 1, -1] : [0, 2, 1];
        string? peepholes = layer.Peepholes
            ? graph.Tensor("P", RecurrentNodes.Joined(layer.Bidirectional, d => Layout.Gates(at.Values($"{d}peephole"), units, rows)), directions, 3 * units)
            : null;
        Activation[] functions = [.. Enumerable.Repeat<Activation[]>([layer.RecurrentActivation, layer.Activation, layer.Activation], directions).SelectMany(each => each)];
        return RecurrentNodes.Add(
            at, "LSTM", [.. weights], peepholes, cell, [.. RecurrentNodes.Activations(functions), .. layer.CoupledGates ? [("input_forget", 1)] : Array.Empty<(string, object)>()]);

        float[] Rows(string tensor, int from) => RecurrentNodes.Joined(layer.Bidirectional, d => Layout.GateRows(at.Values(d + tensor), from, units, gates));
    }
}
