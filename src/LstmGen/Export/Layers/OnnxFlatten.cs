using LstmGen.Runtime;

namespace LstmGen.Export;

/// <summary>[Flatten]: images back to values, channel by channel in each point, as files and callers have them; or the steps of a sequence side by side, zeros past a window's length.</summary>
internal sealed class OnnxFlatten : OnnxLayer<FlattenAttribute>
{
    protected override string? WhyNotStreamed(FlattenAttribute layer, DeclaredLayer declared) =>
        declared.Input.IsFrames ? null : "it lays all steps of a window side by side; export whole windows";

    protected override Flow Add(FlattenAttribute layer, OnnxPlace at)
    {
        OnnxGraph graph = at.Graph;
        return at.Output(at.Input.Shape.IsFrames
            ? graph.Reshape(graph.Transpose(at.Input.Value, 0, 2, 3, 1), at.Steps, -1, at.Input.Shape.Width)
            : graph.Reshape(graph.Transpose(graph.Masked(at.Input), 1, 0, 2), -1, at.Layer.Output.Width));
    }
}
