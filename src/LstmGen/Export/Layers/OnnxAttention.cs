using LstmGen.Runtime;

namespace LstmGen.Export;

/// <summary>[Attention]: every head by itself, [heads, steps, batch, values].</summary>
internal sealed class OnnxAttention : OnnxLayer<AttentionAttribute>
{
    protected override string WhyNotStreamed(AttentionAttribute layer, DeclaredLayer declared) => "it weighs all steps of a window; export whole windows";

    protected override Flow Add(AttentionAttribute layer, OnnxPlace at)
    {
        OnnxGraph graph = at.Graph;
        if (at.Loop is not { } loop)
        {
            return at.Output(Context(layer, at, graph, at.Input, at.Steps, graph.Last(at.Input, at.Steps)));
        }

        // Below a decoder the query is its step, the values are the encoder's, and [context; h] is passed on.
        string query = graph.Squeeze(at.Input.Value, 0);
        loop.Outer.Scope = at.Layer.Name;
        string context = Context(layer, at, loop.Outer, loop.Memory, loop.MemorySteps, query);
        return at.Output(graph.Unsqueeze(graph.Concat(1, context, query), 0));
    }

    /// <summary>The weighted sum of steps, [batch, values].</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="at">Where it stands.</param>
    /// <param name="outer">The graph of what does not depend on the query.</param>
    /// <param name="values">The steps.</param>
    /// <param name="count">How many.</param>
    /// <param name="query">[batch, values].</param>
    private static string Context(AttentionAttribute layer, OnnxPlace at, OnnxGraph outer, Flow values, int count, string query)
    {
        OnnxGraph graph = at.Graph;
        int width = values.Shape.Width, head = width / layer.Heads, queryHead = at.Input.Shape.Width / layer.Heads;

        // Past a window's length steps are zeros, and their scores far below all others.
        string steps = outer.Transpose(outer.Reshape(outer.Masked(values), count, -1, layer.Heads, head), 2, 0, 1, 3);
        string heads = graph.Transpose(graph.Reshape(query, -1, layer.Heads, queryHead), 1, 0, 2);
        string scores = Scores(layer, at, outer, steps, graph.Unsqueeze(heads, 1));
        if (layer.Scaled)
        {
            scores = graph.Multiply(scores, graph.Constant((float)(1 / Math.Sqrt(queryHead))));
        }

        if (outer.Valid(values) is { } valid)
        {
            scores = graph.Where(outer.Unsqueeze(valid, 2), scores, OnnxGraphOperators.Lowest);
        }

        string weights = graph.Node("Softmax", [scores], ("axis", 1));
        string context = graph.Sum(graph.Multiply(steps, weights), axis: 1, keep: false);
        return graph.Reshape(graph.Transpose(context, 1, 0, 2), -1, width);
    }

    /// <summary>[heads, steps, batch, 1].</summary>
    private static string Scores(AttentionAttribute layer, OnnxPlace at, OnnxGraph outer, string steps, string query)
    {
        OnnxGraph graph = at.Graph;
        switch (layer.Score)
        {
            case AttentionScore.Additive:
                string keys = outer.MatMul(steps, Matrices(at, "value_kernel"));
                string hidden = graph.Node("Tanh", [graph.Add(keys, graph.MatMul(query, Matrices(at, "query_kernel")))]);
                int[] shape = at.ShapeOf("score");
                return graph.MatMul(hidden, at.Tensor("score", shape[0], 1, shape[1], 1));
            case AttentionScore.General:
                query = graph.MatMul(query, Matrices(at, "kernel"));
                break;
        }

        return graph.Sum(graph.Multiply(steps, query), axis: 3, keep: true);
    }

    /// <summary>One matrix for each head, the same at every step.</summary>
    private static string Matrices(OnnxPlace at, string tensor)
    {
        int[] shape = at.ShapeOf(tensor);
        return at.Tensor(tensor, shape[0], 1, shape[1], shape[2]);
    }
}
