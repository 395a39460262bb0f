using LstmGen.Runtime;

namespace LstmGen.Export;

/// <summary>[Dropout]: nothing, because a file predicts.</summary>
internal sealed class OnnxDropout : OnnxLayer<DropoutAttribute>
{
    public override bool? JoinsDirections(DeclaredLayer layer) => null;

    protected override Flow Add(DropoutAttribute layer, OnnxPlace at) => at.Output(at.Input.Value);
}
