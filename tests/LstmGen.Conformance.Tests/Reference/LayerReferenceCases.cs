using LstmGen.Conformance.Models;

namespace LstmGen.Conformance.Reference;

/// <summary>The reference cases that have more than Lstm and Dense layers.</summary>
internal static class LayerReferenceCases
{
    private static readonly string[] s_names =
    [
        "conv1d-valid-relu", "conv1d-same-stride", "conv1d-causal-dilated-max", "conv1d-average", "embedding", "embedding-bidirectional-lengths", "frames", "frames-rgb", "lengths",
        "layer-norm", "projection",
    ];

    /// <summary>With a case of Lstm and Dense layers alone, so that the way there does not depend on other layers.</summary>
    private static readonly string[] s_enabled = [.. s_names, "bidirectional-stacked"];

    private static readonly Lazy<IReadOnlyList<CompiledModel>> s_models = new(() =>
        ModelCompiler.Compile([.. s_enabled.Select(name => ReferenceShape.Of(ReferenceCase.Load(name)))]));

    /// <summary>All, for the oracle.</summary>
    public static TheoryData<string> Names { get; } = [.. s_names];

    /// <summary>For generated models.</summary>
    public static TheoryData<string> EnabledNames { get; } = [.. s_enabled];

    /// <summary>The generated model of an enabled case, with the case's parameters.</summary>
    public static SequenceModel Create(ReferenceCase reference)
    {
        SequenceModel model = s_models.Value[Array.IndexOf(s_enabled, reference.Name)].Create(seed: 1).Model;
        Assert.Equal(reference.Canonical(reference.Parameters).Select(tensor => tensor.Shape), model.Parameters.Tensors.Select(tensor => tensor.Shape.ToArray()));
        model.Parameters.CopyFrom(Close.Narrow(reference.Flat(reference.Parameters)));
        return model;
    }
}
