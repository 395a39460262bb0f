namespace LstmGen.Generator.Planning;

/// <summary>
/// How n lanes are laid out: full blocks of 16, then at most one narrow block of 4, 8 or 16, so that little is padded and every vector
/// width finds whole vectors in the same layout.
/// </summary>
internal sealed record Blocks
{
    public const int Width = 16;

    public Blocks(int count)
    {
        int rest = count % Width;
        Full = count / Width + (rest > 8 ? 1 : 0);
        Tail = rest switch { 0 => 0, <= 4 => 4, <= 8 => 8, _ => 0 };
    }

    /// <summary>Blocks of 16 lanes.</summary>
    public int Full { get; }

    /// <summary>Lanes of the narrow block: 0, 4 or 8.</summary>
    public int Tail { get; }

    /// <summary>All lanes, padding included.</summary>
    public int Lanes => Full * Width + Tail;

    public override string ToString() => (Full, Tail) switch
    {
        (_, 0) => Text.Count(Full, "block") + " of 16",
        (0, _) => $"one block of {Tail}",
        _ => $"{Text.Count(Full, "block")} of 16 and one of {Tail}",
    };
}
