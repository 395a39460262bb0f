using LstmGen.Conformance.Models;

namespace LstmGen.Conformance.Reference;

/// <summary>The reference cases that have more than Lstm and Dense layers.</summary>
internal static class LayerReferenceCases
{
    /// <summary>What each case asks of the generator.</summary>
    private static readonly Dictionary<string, LayerKind[]> s_kinds = new()
    {
        ["conv1d-valid-relu"] = [LayerKind.Conv1D],
        ["conv1d-same-stride"] = [LayerKind.Conv1D],
        ["conv1d-causal-dilated-max"] = [LayerKind.Conv1D, LayerKind.Pool1D],
        ["conv1d-average"] = [LayerKind.Conv1D, LayerKind.Pool1D],
        ["embedding"] = [LayerKind.Embedding],
        ["embedding-bidirectional-lengths"] = [LayerKind.Embedding, LayerKind.Lengths],
        ["frames"] = [LayerKind.Frames],
        ["frames-rgb"] = [LayerKind.Frames],
        ["lengths"] = [LayerKind.Lengths],
        ["layer-norm"] = [LayerKind.LayerNorm],
        ["projection"] = [LayerKind.Projection],
    };

    /// <summary>A case that every version can run, so that the way there is never untested.</summary>
    private const string Plain = "bidirectional-stacked";

    private static readonly string[] s_enabled =
        [.. s_kinds.Where(entry => LayerKinds.Enabled.IsSupersetOf(entry.Value)).Select(entry => entry.Key), Plain];

    private static readonly Lazy<IReadOnlyList<CompiledModel>> s_models = new(() =>
        ModelCompiler.Compile([.. s_enabled.Select(name => ReferenceShape.Of(ReferenceCase.Load(name)))]));

    /// <summary>All, for the oracle.</summary>
    public static TheoryData<string> Names { get; } = [.. s_kinds.Keys];

    /// <summary>Those whose every layer is one of <see cref="LayerKinds.Enabled"/>, for generated models.</summary>
    public static TheoryData<string> EnabledNames { get; } = [.. s_enabled];

    public static IReadOnlyList<LayerKind> Kinds(string name) => s_kinds[name];

    /// <summary>The generated model of an enabled case, with the case's parameters.</summary>
    public static SequenceModel Create(ReferenceCase reference)
    {
        SequenceModel model = s_models.Value[Array.IndexOf(s_enabled, reference.Name)].Create(seed: 1).Model;
        Assert.Equal(reference.Canonical(reference.Parameters).Select(tensor => tensor.Shape), model.Parameters.Tensors.Select(tensor => tensor.Shape.ToArray()));
        model.Parameters.CopyFrom(Close.Narrow(reference.Flat(reference.Parameters)));
        return model;
    }
}
