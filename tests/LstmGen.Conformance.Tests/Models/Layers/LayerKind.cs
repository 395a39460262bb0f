namespace LstmGen.Conformance.Models;

/// <summary>Something a declaration can have that the generator may or may not know.</summary>
internal enum LayerKind
{
    Lstm,
    Dense,
    Dropout,
    Peepholes,
    Projection,
    LearnedInitialState,
    CoupledGates,
    Merge,
    LstmDropout,
    Lengths,
    Embedding,
    MaskZero,
    CharacterConv,
    Conv1D,
    Pool1D,
    LayerNorm,
    Activation,
    Attention,
    Repeat,
    Residual,
    Frames,
}

/// <summary>What the generator knows.</summary>
internal static class LayerKinds
{
    /// <summary>
    /// Every kind on this list is drawn by <see cref="RandomShapes"/>, and every reference case that needs no other kind runs on a generated model.
    /// A new layer is switched on by its line here.
    /// </summary>
    public static IReadOnlySet<LayerKind> Enabled { get; } = new HashSet<LayerKind>
    {
        LayerKind.Lstm,
        LayerKind.Dense,
        LayerKind.Dropout,
        LayerKind.Peepholes,
        LayerKind.Projection,
        LayerKind.LearnedInitialState,
        LayerKind.CoupledGates,
        LayerKind.Merge,
        LayerKind.LstmDropout,
        LayerKind.Lengths,
        LayerKind.Embedding,
        LayerKind.MaskZero,
        LayerKind.Conv1D,
        LayerKind.Pool1D,
        LayerKind.CharacterConv,
        LayerKind.LayerNorm,
        LayerKind.Activation,
        LayerKind.Attention,
        LayerKind.Repeat,
        LayerKind.Residual,
        LayerKind.Frames,
    };

    /// <summary>What the oracle knows.</summary>
    public static IReadOnlySet<LayerKind> All { get; } = new HashSet<LayerKind>(Enum.GetValues<LayerKind>());
}
