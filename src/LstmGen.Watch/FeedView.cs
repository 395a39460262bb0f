namespace LstmGen.Watch;

/// <summary>What somebody looks at: which layer, over which window, and a gate that is held.</summary>
public sealed record FeedView
{
    /// <summary>A recurrent layer, from 0 to one less than the model has.</summary>
    public int Layer { get; init; }

    /// <summary>One of the shown windows, from 0; −1, the default, is the last.</summary>
    public int Window { get; init; } = -1;

    /// <summary>The tensor whose weights and gradient the histograms are of; null, the default, is all of them.</summary>
    public string? Tensor { get; init; }

    /// <summary>A gate that is held open or shut; null, the default, is none.</summary>
    public HeldGate? Held { get; init; }
}

/// <summary>One gate of one unit that is held: its weights are set to zero, and its bias so that the gate says 1 or 0 whatever comes.</summary>
public sealed record HeldGate
{
    /// <summary>A recurrent layer, from 0.</summary>
    public required int Layer { get; init; }

    /// <summary><c>i</c>, <c>f</c> or <c>o</c> of an LSTM; <c>z</c> or <c>r</c> of a GRU.</summary>
    public required string Gate { get; init; }

    /// <summary>A unit, from 0.</summary>
    public required int Unit { get; init; }

    /// <summary>Whether it is held open (1) rather than shut (0).</summary>
    public required bool Open { get; init; }
}
