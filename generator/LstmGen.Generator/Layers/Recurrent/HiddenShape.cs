namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>What one direction of cells is whose state is h alone, after its options.</summary>
internal abstract record HiddenShape
{
    public required int Units { get; init; }

    public required int Inputs { get; init; }

    public required int Steps { get; init; }

    /// <summary>Whether every step's h is passed on.</summary>
    public required bool Sequence { get; init; }

    public required bool UseBias { get; init; }

    public required bool LearnedInitialState { get; init; }

    /// <summary>Whether h(t−1) is read through masks in training.</summary>
    public required bool Masked { get; init; }

    public required LstmStart Start { get; init; }
}
