namespace LstmGen.Export;

/// <summary>What windows that are shorter than a sequence mean for its values.</summary>
internal static class OnnxLengths
{
    /// <summary>Which steps are valid, [steps, batch]; null where all are.</summary>
    public static string? Valid(this OnnxGraph graph, Flow flow) => flow.Lengths is { } lengths
        ? graph.Node("Less", [graph.Whole([.. Enumerable.Range(0, flow.Shape.Steps).Select(step => (long)step)], flow.Shape.Steps, 1), lengths])
        : null;

    /// <summary>Which steps are valid, [steps, batch, 1]; null where all are.</summary>
    public static string? ValidValues(this OnnxGraph graph, Flow flow) => graph.Valid(flow) is { } valid ? graph.Unsqueeze(valid, 2) : null;

    /// <summary>A sequence with another value past each window's length.</summary>
    public static string Masked(this OnnxGraph graph, Flow flow, float other = 0f) =>
        graph.ValidValues(flow) is { } valid ? graph.Where(valid, flow.Value, other) : flow.Value;

    /// <summary>The lengths of what slides over a sequence: 1 + max(0, length + padding − window)/stride, rounded down.</summary>
    public static string? After(this OnnxGraph graph, string? lengths, int window, int stride, int padding)
    {
        if (lengths is null || (window - padding == 1 && stride == 1))
        {
            return lengths;
        }

        string rest = graph.Node("Max", [graph.Add(lengths, graph.Whole([padding - window])), graph.Whole([0])]);
        return graph.Add(stride == 1 ? rest : graph.Node("Div", [rest, graph.Whole([stride])]), graph.Whole([1]));
    }

    /// <summary>The last valid step of each window, [batch, values].</summary>
    public static string Last(this OnnxGraph graph, Flow flow, int steps)
    {
        if (flow.Lengths is not { } lengths)
        {
            return graph.Node("Gather", [flow.Value, graph.Whole([steps - 1])], ("axis", 0));
        }

        string places = graph.Whole([.. Enumerable.Range(1, steps).Select(step => (long)step)], steps, 1);
        string isLast = graph.Unsqueeze(graph.Node("Equal", [places, lengths]), 2);
        return graph.Sum(graph.Where(isLast, flow.Value, 0f), axis: 0, keep: false);
    }
}
