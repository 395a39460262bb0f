namespace LstmGen.Import.Formats.Onnx;

// Arithmetic with constants: a scaler before the first layer or behind the last, and between layers a batch norm with given numbers.
internal sealed partial class OnnxReader
{
    private readonly Dictionary<OnnxLayer, OnnxAffine> _shifts = [];
    private OnnxLayer? _shifted;

    /// <summary>Sub, Mul or Div with a constant.</summary>
    private OnnxValue Affine(OnnxNode node, OnnxFlow flow) => Divided(node, flow) || Scale(node, flow) ? Behind(flow) : Problem(node, "arithmetic with a constant between layers", "Scaling in [LstmModel], before the first layer and behind the last");

    /// <summary>A scaler of the input, before any layer, or of the output: then no layer may follow, which the end of the reading sees.</summary>
    private bool Scale(OnnxNode node, OnnxFlow flow)
    {
        bool first = ConstantOf(node, 0) is not null;
        _shifted = null;
        if ((ConstantOf(node, 0) ?? ConstantOf(node, 1)) is not { } constant || constant.Count > 65_536 || (first && node.Op == "Div")) return false;
        if (flow.Layer is null && constant.Count > 1 && constant.Shape[^1] != constant.Count) return false;
        if (flow.Layer is not null) return Shift(node, flow, constant, first);
        _affine.Add(input: true, node.Op, constant.Values, first);
        return true;
    }

    /// <summary>Behind a layer such arithmetic is a batch norm with given numbers; behind the last one the end of the reading makes a scaler of it.</summary>
    private bool Shift(OnnxNode node, OnnxFlow flow, OnnxTensor constant, bool first)
    {
        if (flow.Layer != _layers[^1] && !_shifts.ContainsKey(flow.Layer!)) return false;
        int axis = flow.Dimensions.Count - 1;
        if (constant.Count > 1)
        {
            int place = Array.FindIndex(constant.Shape, size => size != 1);
            if (constant.Shape.Count(size => size != 1) != 1) return false;
            axis = flow.Dimensions.Count - constant.Rank + place;
        }

        if (axis < 0 || flow.Dimensions[axis].Any(part => part.Role is not (OnnxRole.Values or OnnxRole.Direction)) || flow.Dimensions[axis].Count == 0) return false;
        int width = (int)flow.Sizes[axis];
        if (constant.Count != 1 && constant.Count != width) return false;
        Enter(flow);
        OnnxLayer layer = flow.Layer!;
        if (!_shifts.TryGetValue(layer, out OnnxAffine? affine) || layer != _layers[^1])
        {
            layer = new OnnxLayer(node.Place, new BatchNormAttribute { Epsilon = 1e-12, FrozenStatistics = true });
            _layers.Add(layer);
            _shifts[layer] = affine = new OnnxAffine();
        }

        affine.Add(input: false, node.Op, constant.Values, first);
        (double[] factors, double[] terms) = affine.Output(width);
        layer.Tensors.Clear();
        layer.Tensors.AddRange(
        [
            new("gamma", [width], Array.ConvertAll(factors, value => (float)value)), new("beta", [width], Array.ConvertAll(terms, value => (float)value)),
            new("moving_mean", [width], new float[width]), new("moving_variance", [width], Filled(width, 1f)),
        ]);
        _shifted = layer;
        return true;
    }

    /// <summary>What flows on behind arithmetic with a constant.</summary>
    private OnnxFlow Behind(OnnxFlow flow) => _shifted is { } layer ? flow with { Layer = layer, IsFinalState = false } : flow;

    /// <summary>A scaler of the output: arithmetic with constants behind the last Dense.</summary>
    private void TakeScaler()
    {
        if ((_isOwn && !_graph.Metadata.ContainsKey("scaler.output_scales")) || _layers.Count < 2 || !_shifts.TryGetValue(_layers[^1], out OnnxAffine? affine) || _layers[^2].Attribute is not DenseAttribute dense) return;
        (double[] factors, double[] terms) = affine.Output(dense.Units);
        _affine.AddOutput(factors, terms);
        _layers.RemoveAt(_layers.Count - 1);
    }
}
