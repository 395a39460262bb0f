using LstmGen.Runtime;

namespace LstmGen.Export;

/// <summary>[BatchNorm]: the scale and the shift that the statistics fold into, of values, or of the channels of images.</summary>
internal sealed class OnnxBatchNorm : OnnxLayer<BatchNormAttribute>
{
    public override bool? JoinsDirections(DeclaredLayer layer) => null;

    protected override Flow Add(BatchNormAttribute layer, OnnxPlace at)
    {
        float[] mean = at.Values("moving_mean"), variance = at.Values("moving_variance"), scale = new float[mean.Length], shift = new float[mean.Length];
        float[] gamma = at.Has("gamma") ? at.Values("gamma") : [], beta = at.Has("beta") ? at.Values("beta") : [];
        Kernels.StatisticsRow.Pack(gamma, beta, mean, variance, layer.Epsilon, scale, shift, new float[mean.Length], new float[mean.Length]);
        int[] shape = at.Input.Shape.IsFrames ? [mean.Length, 1, 1] : [mean.Length];
        OnnxGraph graph = at.Graph;
        return at.Output(graph.Add(graph.Multiply(at.Input.Value, graph.Tensor("scale", scale, shape)), graph.Tensor("shift", shift, shape)));
    }
}
