using LstmGen.Runtime;

namespace LstmGen.Export;

/// <summary>[Attention]: every head by itself, [heads, steps, batch, values].</summary>
internal sealed class OnnxAttention : OnnxLayer<AttentionAttribute>
{
    protected override string WhyNotStreamed(AttentionAttribute layer, DeclaredLayer declared) => "it weighs all steps of a window; export whole windows";

    protected override Flow Add(AttentionAttribute layer, OnnxPlace at)
    {
        OnnxGraph graph = at.Graph;
        int width = at.Input.Shape.Width, head = width / layer.Heads;
        string steps = graph.Transpose(graph.Reshape(at.Input.Value, at.Steps, -1, layer.Heads, head), 2, 0, 1, 3);
        string last = graph.Transpose(graph.Reshape(graph.Last(at.Input, at.Steps), -1, layer.Heads, head), 1, 0, 2);
        string scores = Scores(layer, at, steps, graph.Unsqueeze(last, 1));
        if (layer.Scaled)
        {
            scores = graph.Multiply(scores, graph.Constant((float)(1 / Math.Sqrt(head))));
        }

        if (graph.Valid(at.Input) is { } valid)
        {
            scores = graph.Where(graph.Unsqueeze(valid, 2), scores, OnnxGraphOperators.Lowest);
        }

        string weights = graph.Node("Softmax", [scores], ("axis", 1));
        string seen = at.Input.Lengths is null ? steps : graph.Transpose(graph.Reshape(graph.Masked(at.Input), at.Steps, -1, layer.Heads, head), 2, 0, 1, 3);
        string context = graph.Sum(graph.Multiply(seen, weights), axis: 1, keep: false);
        return at.Output(graph.Reshape(graph.Transpose(context, 1, 0, 2), -1, width));
    }

    /// <summary>[heads, steps, batch, 1].</summary>
    private static string Scores(AttentionAttribute layer, OnnxPlace at, string steps, string query)
    {
        OnnxGraph graph = at.Graph;
        switch (layer.Score)
        {
            case AttentionScore.Additive:
                string keys = graph.MatMul(steps, Matrices(at, "value_kernel"));
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
