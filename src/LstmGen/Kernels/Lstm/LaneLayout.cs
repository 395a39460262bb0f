namespace LstmGen.Kernels;

/// <summary>
/// How a number of lanes lies in a pack: full blocks of 16, then at most one narrow block of 4 or 8, so that little is padded and every vector width finds whole
/// vectors in the same layout.
/// </summary>
internal readonly record struct LaneLayout
{
    /// <summary>Lanes of a full block.</summary>
    public const int Block = 16;

    private const int BlocksOfGroup = 4;

    public LaneLayout(int count)
    {
        int rest = count % Block;
        Full = count / Block + (rest > 8 ? 1 : 0);
        Narrow = rest switch { 0 => 0, <= 4 => 4, <= 8 => 8, _ => 0 };
    }

    /// <summary>Blocks of 16.</summary>
    public int Full { get; }

    /// <summary>Lanes of the narrow block: 0, 4 or 8.</summary>
    public int Narrow { get; }

    /// <summary>Lanes with padding.</summary>
    public int Lanes => Full * Block + Narrow;

    /// <summary>Blocks of both kinds.</summary>
    public int Blocks => Full + (Narrow > 0 ? 1 : 0);

    /// <summary>Lanes of a block.</summary>
    public int LanesOf(int block) => block < Full ? Block : Narrow;

    /// <summary>Lanes of the group of blocks that begins at one and goes through a product together.</summary>
    /// <remarks>Five blocks go as three and two: one vector alone would wait for its own sums.</remarks>
    public int GroupAt(int block)
    {
        int left = Blocks - block, take = left == BlocksOfGroup + 1 ? 3 : Math.Min(left, BlocksOfGroup);
        return (take - 1) * Block + LanesOf(block + take - 1);
    }
}
