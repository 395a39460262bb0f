namespace LstmGen.Export;

/// <summary>[Dense]: MatMul over the last axis.</summary>
internal sealed class OnnxDense : OnnxLayer<DenseAttribute>
{
    protected override Flow Add(DenseAttribute layer, OnnxPlace at) =>
        at.Output(at.Finish(at.Graph.MatMul(at.Input.Value, at.Tensor("kernel")), layer.Activation));
}
