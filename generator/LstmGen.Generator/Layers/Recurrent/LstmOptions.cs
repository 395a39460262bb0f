namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>What [Lstm] takes.</summary>
internal sealed record LstmOptions : GatedOptions
{
    public bool Peepholes { get; init; }

    public int Projection { get; init; }

    public bool CoupledGates { get; init; }

    public bool UnitForgetBias { get; init; } = true;
}
