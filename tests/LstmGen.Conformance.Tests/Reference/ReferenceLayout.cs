namespace LstmGen.Conformance.Reference;

/// <summary>From PyTorch's names and layouts to the canonical order and layout.</summary>
internal static class ReferenceLayout
{
    /// <summary>PyTorch's names in the canonical order: layer by layer, forward before backward; kernel, recurrent kernel, bias, projection.</summary>
    public static IEnumerable<string> Names(ReferenceCase reference)
    {
        ReferenceConfig config = reference.Config;
        IEnumerable<string> lstms =
            from layer in Enumerable.Range(0, config.Layers)
            from direction in config.Bidirectional ? [string.Empty, "_reverse"] : new[] { string.Empty }
            from tensor in config.Projection > 0 ? ["weight_ih", "weight_hh", "bias_ih", "weight_hr"] : new[] { "weight_ih", "weight_hh", "bias_ih" }
            select $"lstm.{tensor}_l{layer}{direction}";
        return [.. Front(reference), .. lstms, .. config.Norm ? ["norm.weight", "norm.bias"] : Array.Empty<string>(), "dense.weight", "dense.bias"];
    }

    /// <summary>A tensor in the canonical layout.</summary>
    public static ReferenceTensor Canonical(string name, ReferenceTensor tensor) => (name, tensor.Shape.Length) switch
    {
        // [vocabulary, dimension] in both.
        ("embedding.weight", _) => tensor,

        // [outputs, inputs] to [inputs, outputs].
        (_, 2) => tensor.Permuted(1, 0),

        // [filters, inputs, kernel] to [kernel, inputs, filters].
        (_, 3) => tensor.Permuted(2, 1, 0),

        // [filters, channels, height, width] to [height, width, channels, filters].
        (_, 4) => tensor.Permuted(2, 3, 1, 0),
        _ => tensor,
    };

    private static string[] Front(ReferenceCase reference) => (reference.Kind, reference.Config.Padding) switch
    {
        ("embedding", _) => ["embedding.weight"],
        ("conv1d", "causal") => ["conv.conv.weight", "conv.conv.bias"],
        ("conv1d" or "frames", _) => ["conv.weight", "conv.bias"],
        _ => [],
    };
}
