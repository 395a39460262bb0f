namespace LstmGen.Generator.Kernels;

/// <summary>The columns of a register tile: vectors of one width, and at most one narrower vector behind them.</summary>
/// <param name="Vectors">Vectors of the width.</param>
/// <param name="Width">Their lanes.</param>
/// <param name="Tail">Lanes of the narrower vector, or 0.</param>
internal readonly record struct TileShape(int Vectors, int Width, int Tail)
{
    /// <summary>Vectors of a tile in all.</summary>
    public int Count => Vectors + (Tail > 0 ? 1 : 0);

    /// <summary>How a method for the tile ends in the runtime: <c>3</c>, or <c>3Tail</c>.</summary>
    public string Name => $"{Vectors}{(Tail > 0 ? "Tail" : "")}";

    /// <summary>Its type arguments: each width, with its vector.</summary>
    public string Types => Tail > 0 ? $"{TypesOf(Width)}, {TypesOf(Tail)}" : TypesOf(Width);

    /// <summary>What covers some lanes at a width. Few lanes are one narrow vector.</summary>
    public static TileShape Of(int lanes, int width)
    {
        while (width > lanes)
        {
            width /= 2;
        }

        return new TileShape(lanes / width, width, lanes % width);
    }

    /// <summary>A width and its vector.</summary>
    public static string TypesOf(int lanes) => $"Width{Code.Bits(lanes)}, {Vec.TypeOf(lanes)}<float>";
}
