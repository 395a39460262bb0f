namespace LstmGen.Export;

/// <summary>What is added around sequences and images before something slides over them.</summary>
internal static class OnnxPadding
{
    /// <summary>Steps or points that are added on both sides of so many together.</summary>
    /// <param name="padding">How.</param>
    /// <param name="length">So many.</param>
    /// <param name="span">From the first that a reading takes to its last, both counted.</param>
    /// <param name="stride">From one reading to the next.</param>
    public static int Added(Padding padding, int length, int span, int stride) => padding switch
    {
        Padding.Valid => 0,
        Padding.KerasSame => Math.Max((length - 1) / stride * stride + span - length, 0),
        _ => span - 1,
    };

    /// <summary>Those of them before the first.</summary>
    public static int Before(Padding padding, int added) => padding == Padding.Causal ? added : added / 2;

    /// <summary>The pads of an image: before its lines and columns, then behind them.</summary>
    public static int[] OfImage(Padding padding, DeclaredSides lines, DeclaredSides columns)
    {
        (int down, int across) = (Added(padding, lines.Length, lines.Span, lines.Stride), Added(padding, columns.Length, columns.Span, columns.Stride));
        (int top, int left) = (Before(padding, down), Before(padding, across));
        return [top, left, down - top, across - left];
    }

    /// <summary>A sequence as [batch, values, steps] with what is added on both sides of it; each window by its own length where that matters.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="flow">The sequence.</param>
    /// <param name="padding">How.</param>
    /// <param name="span">Steps from the first that a reading takes to its last.</param>
    /// <param name="stride">From one reading to the next.</param>
    /// <param name="other">What is added, and what stands past each window's length.</param>
    public static string Laid(this OnnxGraph graph, Flow flow, Padding padding, int span, int stride, float other)
    {
        string values = graph.Transpose(graph.Masked(flow, other), 1, 2, 0);
        if (padding == Padding.KerasSame && stride > 1 && flow.Lengths is { } lengths)
        {
            return LaidByLength(graph, values, lengths, span, stride, other);
        }

        int added = Added(padding, flow.Shape.Steps, span, stride), before = Before(padding, added);
        return added == 0 ? values : Pad(graph, values, before, added - before, other);
    }

    /// <summary>How many there are before each window depends on its length, and is one of few numbers: each of them is laid, and the window's own is taken.</summary>
    private static string LaidByLength(OnnxGraph graph, string values, string lengths, int span, int stride, float other)
    {
        string readings = graph.Node("Div", [graph.Add(lengths, graph.Whole([-1])), graph.Whole([stride])]);
        string added = graph.Node("Max", [graph.Node("Sub", [graph.Add(graph.Multiply(readings, graph.Whole([stride])), graph.Whole([span])), lengths]), graph.Whole([0])]);
        string before = graph.Unsqueeze(graph.Unsqueeze(graph.Node("Div", [added, graph.Whole([2])]), 1), 2);
        string laid = Pad(graph, values, 0, span - 1, other);
        for (int steps = 1; steps <= (span - 1) / 2; steps++)
        {
            laid = graph.Node("Where", [graph.Node("Equal", [before, graph.Whole([steps])]), Pad(graph, values, steps, span - 1 - steps, other), laid]);
        }

        return laid;
    }

    private static string Pad(OnnxGraph graph, string values, int before, int behind, float other) =>
        graph.Node("Pad", [values, graph.Constant(0, 0, before, 0, 0, behind), graph.Constant(other)]);
}

/// <summary>One side of an image, and what slides along it.</summary>
/// <param name="Length">Lines or points.</param>
/// <param name="Span">From the first that a reading takes to its last.</param>
/// <param name="Stride">From one reading to the next.</param>
internal readonly record struct DeclaredSides(int Length, int Span, int Stride);
