namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>What one direction of GRU cells is, after its options. A pack's gates follow each other in the order z r n z …, from a first one on.</summary>
internal sealed record GruShape : HiddenShape
{
    public const int Gates = 3;

    /// <summary>The place of n among the gates.</summary>
    public const int Candidate = 2;

    /// <summary>Whether the reset gate is laid on the candidate's product, and not on what it reads.</summary>
    public required bool ResetAfter { get; init; }

    /// <summary>The type of the gates' activation.</summary>
    public required string GateActivation { get; init; }

    /// <summary>The type of the candidate's activation.</summary>
    public required string CandidateActivation { get; init; }

    /// <summary>The gates whose products with h(t−1) are one product.</summary>
    public IReadOnlyList<GruPart> Parts => (Masked, ResetAfter) switch
    {
        (true, _) => [new(0, 1), new(1, 1), new(2, 1)],
        (false, true) => [new(0, 3)],
        _ => [new(0, 2), new(2, 1)],
    };
}

/// <summary>Gates of a GRU whose products are one.</summary>
/// <param name="First">0 for z, 1 for r, 2 for n.</param>
/// <param name="Gates">How many.</param>
internal sealed record GruPart(int First, int Gates)
{
    public bool HasCandidate => First + Gates > GruShape.Candidate;
}
