namespace LstmGen.Export;

/// <summary>[Flatten]: images back to values, channel by channel in each point, as files and callers have them.</summary>
internal sealed class OnnxFlatten : OnnxLayer<FlattenAttribute>
{
    protected override Flow Add(FlattenAttribute layer, OnnxPlace at) =>
        at.Output(at.Graph.Reshape(at.Graph.Transpose(at.Input.Value, 0, 2, 3, 1), at.Steps, -1, at.Input.Shape.Width));
}
