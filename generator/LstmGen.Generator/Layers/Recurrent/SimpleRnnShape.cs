namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>What one direction of simple recurrent cells is, after its options.</summary>
internal sealed record SimpleRnnShape : HiddenShape
{
    /// <summary>The type of the activation.</summary>
    public required string Activation { get; init; }
}
