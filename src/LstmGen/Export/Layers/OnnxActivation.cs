using LstmGen.Runtime;

namespace LstmGen.Export;

/// <summary>[Activation]: value by value.</summary>
internal sealed class OnnxActivation : OnnxLayer<ActivationAttribute>
{
    public override bool? JoinsDirections(DeclaredLayer layer) => null;

    protected override Flow Add(ActivationAttribute layer, OnnxPlace at) => at.Output(layer.Activation switch
    {
        Activation.LeakyRelu => at.Graph.Node("LeakyRelu", [at.Input.Value], ("alpha", (float)layer.NegativeSlope)),
        Activation.Elu => at.Graph.Node("Elu", [at.Input.Value], ("alpha", (float)layer.Alpha)),
        _ => at.Graph.Activate(layer.Activation, at.Input.Value),
    });
}
