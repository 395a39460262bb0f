using LstmGen.Runtime;

namespace LstmGen.Export;

/// <summary>[Last]: the last step of each window, or its last few.</summary>
internal sealed class OnnxLast : OnnxLayer<LastAttribute>
{
    protected override string? WhyNotStreamed(LastAttribute layer, DeclaredLayer declared) =>
        layer.Steps == 1 ? null : "it passes on several steps, and a stream has one at a time; export whole windows";

    protected override Flow Add(LastAttribute layer, OnnxPlace at)
    {
        OnnxGraph graph = at.Graph;
        if (!at.Layer.Output.IsSequence)
        {
            return at.Output(graph.Last(at.Input, at.Steps));
        }

        if (at.Input.Lengths is not { } lengths)
        {
            return at.Output(graph.Slice(at.Input.Value, 0, at.Steps - layer.Steps, at.Steps));
        }

        // Step t of the output is step max(length − steps, 0) + t of the input: the same for all its values.
        string first = graph.Node("Max", [graph.Add(lengths, graph.Whole([-layer.Steps])), graph.Whole([0])]);
        string places = graph.Unsqueeze(graph.Add(graph.Whole([.. Enumerable.Range(0, layer.Steps).Select(step => (long)step)], layer.Steps, 1), first), 2);
        string each = graph.Node("Expand", [places, graph.Concat(0, graph.Constant([layer.Steps]), at.Batch, graph.Constant([at.Input.Shape.Width]))]);
        string taken = graph.Node("GatherElements", [at.Input.Value, each], ("axis", 0));
        return at.Output(taken, graph.Node("Min", [lengths, graph.Whole([layer.Steps])]));
    }
}
