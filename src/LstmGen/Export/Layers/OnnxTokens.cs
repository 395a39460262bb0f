using LstmGen.Runtime;

namespace LstmGen.Export;

/// <summary>What layers that read ids have in common: the next columns of the model's input, and their values behind those of the layers above.</summary>
internal static class OnnxTokens
{
    /// <summary>The layer's ids as whole numbers, [steps, batch, columns].</summary>
    public static string Take(OnnxPlace at, int columns)
    {
        OnnxGraph graph = at.Graph;
        string ids = graph.Cast(graph.Slice(at.First.Value, 2, at.Columns, at.Columns + columns), OnnxGraph.Int64);
        at.Columns += columns;
        return ids;
    }

    /// <summary>Values laid behind those that came in; the first layer has the ids themselves before it.</summary>
    public static string Join(OnnxPlace at, string values, bool isFirst) => isFirst ? values : at.Graph.Concat(2, at.Input.Value, values);

    /// <summary>How many ids there are up to the last that is not 0, at least one.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="ids">Whole numbers.</param>
    /// <param name="axis">Along which they are counted.</param>
    /// <param name="places">1, 2, … along that axis.</param>
    public static string LengthWithoutPadding(OnnxGraph graph, string ids, int axis, string places)
    {
        string isToken = graph.Cast(graph.Node("Not", [graph.Node("Equal", [ids, graph.Whole([0])])]), OnnxGraph.Int64);
        string last = graph.Node("ReduceMax", [graph.Multiply(isToken, places)], ("axes", new[] { axis }), ("keepdims", 0));
        return graph.Node("Max", [last, graph.Whole([1])]);
    }

    public static long[] Places(int count) => [.. Enumerable.Range(1, count).Select(place => (long)place)];
}

/// <summary>[Embedding]: Gather. Zeros at the end of a window shorten it where they are padding.</summary>
internal sealed class OnnxEmbedding : OnnxLayer<EmbeddingAttribute>
{
    protected override Flow Add(EmbeddingAttribute layer, OnnxPlace at)
    {
        OnnxGraph graph = at.Graph;
        bool isFirst = at.Columns == 0;
        string ids = graph.Squeeze(OnnxTokens.Take(at, 1), 2);
        string? lengths = at.Input.Lengths;
        if (layer.MaskZero && !at.Streaming)
        {
            lengths = OnnxTokens.LengthWithoutPadding(graph, ids, 0, graph.Whole(OnnxTokens.Places(at.Steps), at.Steps, 1));
        }

        return at.Output(OnnxTokens.Join(at, graph.Node("Gather", [at.Tensor("embeddings"), ids], ("axis", 0)), isFirst), lengths);
    }
}

/// <summary>[CharacterConv]: the characters' vectors, a convolution over each word, and of each filter its largest value among the places of the word.</summary>
internal sealed class OnnxCharacterConv : OnnxLayer<CharacterConvAttribute>
{
    protected override Flow Add(CharacterConvAttribute layer, OnnxPlace at)
    {
        OnnxGraph graph = at.Graph;
        bool isFirst = at.Columns == 0;
        string ids = graph.Reshape(OnnxTokens.Take(at, layer.Length), -1, layer.Length);
        string places = graph.Whole(OnnxTokens.Places(layer.Length), 1, layer.Length);
        string lengths = graph.Unsqueeze(OnnxTokens.LengthWithoutPadding(graph, ids, 1, places), 1);
        string isThere = graph.Node("LessOrEqual", [places, lengths]);

        // Beyond the word the vectors are zero, and no place counts: [steps·batch, values, places].
        string vectors = graph.Where(graph.Unsqueeze(isThere, 2), graph.Node("Gather", [at.Tensor("embeddings"), ids], ("axis", 0)), 0f);
        int before = (layer.Kernel - 1) / 2;
        int[] shape = at.ShapeOf("kernel");
        string kernel = graph.Tensor("kernel", Layout.Transposed(at.Values("kernel"), shape, 2, 1, 0), shape[2], shape[1], shape[0]);
        string sums = graph.Node(
            "Conv", [graph.Transpose(vectors, 0, 2, 1), kernel, .. at.Has("bias") ? [at.Tensor("bias")] : Array.Empty<string>()],
            ("kernel_shape", new[] { layer.Kernel }), ("pads", new[] { before, layer.Kernel - 1 - before }));
        string largest = graph.Node("ReduceMax", [graph.Where(graph.Unsqueeze(isThere, 1), sums, OnnxGraphOperators.Lowest)], ("axes", new[] { 2 }), ("keepdims", 0));
        string values = graph.Reshape(graph.Activate(layer.Activation, largest), at.Steps, -1, layer.Filters);
        return at.Output(OnnxTokens.Join(at, values, isFirst));
    }
}
