namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>What one direction of LSTM cells is, after its options.</summary>
internal sealed record LstmCell
{
    public required int Units { get; init; }

    public required int Inputs { get; init; }

    public required int Steps { get; init; }

    /// <summary>Whether every step's h is passed on.</summary>
    public required bool Sequence { get; init; }

    public required bool UseBias { get; init; }

    /// <summary>The type of the gates' activation.</summary>
    public required string Gate { get; init; }

    /// <summary>The type of the activation of the candidate and of the cell on its way out.</summary>
    public required string Candidate { get; init; }

    public bool Peepholes { get; init; }

    /// <summary>f = 1 − i.</summary>
    public bool Coupled { get; init; }

    public bool LearnedInitialState { get; init; }

    /// <summary>The width of a projected h, or 0.</summary>
    public int Projection { get; init; }

    /// <summary>Of h(t−1).</summary>
    public double RecurrentDropout { get; init; }

    /// <summary>The width of h.</summary>
    public int Width => Projection > 0 ? Projection : Units;

    /// <summary>The gates that have weights: i f g o, or i g o.</summary>
    public int Gates => Coupled ? 3 : 4;

    /// <summary>Rows of the peephole tensor: the gates with weights but for g.</summary>
    public int PeepholeRows => Gates - 1;

    /// <summary>Whether it is not the plain cell.</summary>
    public bool IsVariant => Peepholes || Coupled || LearnedInitialState || Projection > 0 || RecurrentDropout > 0;
}
