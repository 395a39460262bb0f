using System.Globalization;

namespace LstmGen.Import.Formats.Onnx;

// Layers on every step that an exporter wrote once a step: what the first step went through is a layer, and the other steps go through the same.
internal sealed partial class OnnxReader
{
    private readonly Dictionary<string, OnnxFlow> _ofSteps = new(StringComparer.Ordinal);
    private readonly List<OnnxTensor> _constants = [];

    /// <summary>Whether a sequence is read step by step: by as many nodes as it has steps.</summary>
    private bool IsCutIntoSteps(OnnxNode node, long steps) =>
        steps > 1 && _graph.Nodes.Count(other => other.Op == node.Op && other.Inputs.Count > 0 && other.Inputs[0] == node.Inputs[0]) >= steps;

    /// <summary>What tells whether two nodes do the same to two steps: their kind, their constants, and the layer they read.</summary>
    private string KeyOf(OnnxNode node, OnnxFlow flow)
    {
        IEnumerable<string> constants = node.Inputs.Select(name => Find(name) is OnnxConstant constant ? IndexOf(constant.Tensor).ToString(CultureInfo.InvariantCulture) : "");
        string layer = flow.Layer is null ? "input" : _layers.IndexOf(flow.Layer).ToString(CultureInfo.InvariantCulture);
        return $"{node.Op}|{string.Join(',', constants)}|{layer}|{flow.Dimensions.Count.ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary>The number of a constant among those that differ: exporters write the same weights once a step.</summary>
    private int IndexOf(OnnxTensor tensor)
    {
        int known = _constants.FindIndex(other => other == tensor
            || (other.Shape.AsSpan().SequenceEqual(tensor.Shape) && other.Uniform == tensor.Uniform && (other.Uniform is not null || other.Values.AsSpan().SequenceEqual(tensor.Values))));
        if (known >= 0) return known;
        _constants.Add(tensor);
        return _constants.Count - 1;
    }

    /// <summary>All steps side by side again, in their order.</summary>
    private OnnxFlow? JoinSteps(OnnxNode node, OnnxFlow[] parts)
    {
        OnnxFlow first = parts[0];
        int axis = OnnxFolding.Axis(node.Whole("axis", 0), first.Dimensions.Count);
        if (first.At is not { } at || at.Steps.Size != parts.Length || first.Dimensions[axis].Count != 0) return null;
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts[i].At is not { } step || step.Steps != at.Steps || step.Index != i || parts[i].Layer != first.Layer || parts[i].Dimensions.Count != first.Dimensions.Count) return null;
        }

        return first with { At = null, Dimensions = [.. first.Dimensions.Select((axes, i) => i == axis ? [at.Steps] : axes)] };
    }
}
