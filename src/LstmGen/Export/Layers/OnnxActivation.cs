namespace LstmGen.Export;

/// <summary>[Activation]: value by value.</summary>
internal sealed class OnnxActivation : OnnxLayer<ActivationAttribute>
{
    protected override Flow Add(ActivationAttribute layer, OnnxPlace at) => at.Output(at.Graph.Activate(layer.Activation, at.Input.Value));
}
