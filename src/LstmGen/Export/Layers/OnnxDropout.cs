namespace LstmGen.Export;

/// <summary>[Dropout]: nothing, because a file predicts.</summary>
internal sealed class OnnxDropout : OnnxLayer<DropoutAttribute>
{
    protected override Flow Add(DropoutAttribute layer, OnnxPlace at) => at.Output(at.Input.Value);
}
