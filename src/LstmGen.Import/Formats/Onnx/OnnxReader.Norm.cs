namespace LstmGen.Import.Formats.Onnx;

// Before opset 17 a layer norm is written out: mean, difference, its square, the mean of that, ε, a root, a quotient, γ and β.
internal sealed partial class OnnxReader
{
    /// <summary>The layer norm that begins with this mean, or null where it is another mean.</summary>
    private OnnxFlow? Normalized(OnnxNode mean, OnnxFlow given)
    {
        if ((mean.Wholes("axes") ?? ConstantOf(mean, 1)?.Wholes) is not [var axis] || OnnxFolding.Axis(axis, given.Dimensions.Count) != given.Dimensions.Count - 1) return null;
        if (Only(mean.Outputs[0], "Sub") is not { } difference || difference.Inputs[0] != mean.Inputs[0]) return null;
        string centred = difference.Outputs[0];
        OnnxNode? square = Readers(centred).FirstOrDefault(node => node.Op == "Pow" || (node.Op == "Mul" && node.Inputs.All(input => input == centred)));
        OnnxNode? quotient = Readers(centred).FirstOrDefault(node => node.Op == "Div" && node.Inputs[0] == centred);
        if (square is null || quotient is null || Only(square.Outputs[0], "ReduceMean") is not { } variance || Only(variance.Outputs[0], "Add") is not { } sum || Only(sum.Outputs[0], "Sqrt") is not { } root) return null;
        if (quotient.Inputs.Count != 2 || quotient.Inputs[1] != root.Outputs[0] || Constant(sum) is not { Count: 1 } epsilon || (square.Op == "Pow" && Constant(square) is not { Count: 1, Values: [2] })) return null;
        int width = (int)given.Sizes[^1];
        OnnxFlow flow = Enter(given);
        if (Values(flow.Dimensions[^1], width, mean) is null) return null;
        List<OnnxNode> nodes = [difference, square, variance, sum, root, quotient];
        OnnxNode last = quotient;
        float[] gamma = Filled(width, 1f);
        float[] beta = new float[width];
        if (Only(last.Outputs[0], "Mul") is { } scale && Constant(scale) is { } factors && factors.Count == width)
        {
            gamma = factors.Floats;
            nodes.Add(last = scale);
        }

        if (Only(last.Outputs[0], "Add") is { } shift && Constant(shift) is { } terms && terms.Count == width)
        {
            beta = terms.Floats;
            nodes.Add(last = shift);
        }

        var layer = new OnnxLayer(
            mean.Place, new LayerNormAttribute { Epsilon = Exact((float)epsilon.Values[0]) }, new ImportedTensor("gamma", [width], gamma), new ImportedTensor("beta", [width], beta));
        _layers.Add(layer);
        foreach (OnnxNode node in nodes)
        {
            _read.Add(node.Index);
        }

        OnnxFlow result = flow with { Layer = layer, IsFinalState = false };
        _values[last.Outputs[0]] = result;
        return result;
    }

    private static float[] Filled(int count, float value)
    {
        float[] values = new float[count];
        Array.Fill(values, value);
        return values;
    }

    private IEnumerable<OnnxNode> Readers(string value) => _graph.Nodes.Where(node => node.Inputs.Contains(value));

    /// <summary>The one node that reads a value, where it is of that kind.</summary>
    private OnnxNode? Only(string value, string op) => Readers(value).ToArray() is [var only] && only.Op == op ? only : null;

    /// <summary>The constant of an operator of two values: exporters leave small ones in nodes, which were read by now or are read here.</summary>
    private OnnxTensor? Constant(OnnxNode node)
    {
        foreach (string input in node.Inputs)
        {
            if (Find(input) is OnnxConstant known) return known.Tensor;
            if (_graph.Nodes.Find(candidate => candidate.Outputs.Contains(input)) is { Op: "Constant" } constant) return OnnxFolding.Fold(constant, []);
        }

        return null;
    }
}
