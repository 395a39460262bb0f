
namespace LstmGen.Kernels;

// The packed gradient: [block of 64 columns][row][column of the block], rows padded to whole tiles of eight.
public static partial class OuterProduct
{
    private const int BlockColumns = 64;
    private const int TallestTile = 8;

    /// <summary>Rows of a packed gradient: a whole number of the tallest tiles.</summary>
    internal static int Padded(int rows) => (rows + TallestTile - 1) / TallestTile * TallestTile;

    /// <summary>Copies a packed gradient into a row-major matrix [rows, outputs].</summary>
    /// <param name="packed">The packed gradient.</param>
    /// <param name="rows">Rows of the product.</param>
    /// <param name="columns">Its columns, padding included.</param>
    /// <param name="outputs">Columns that are copied, from the first on.</param>
    /// <param name="gradient">The canonical gradient.</param>
    /// <param name="matrix">Where the matrix starts in it.</param>
    /// <param name="stride">Floats from a row of it to the next.</param>
    /// <param name="first">The first row of the product that is copied.</param>
    /// <param name="count">How many are; all where it is 0.</param>
    public static void Unpack(ReadOnlySpan<float> packed, int rows, int columns, int outputs, Span<float> gradient, int matrix, int stride, int first = 0, int count = 0)
    {
        for (int column = 0; column < outputs; column += BlockColumns)
        {
            int block = Math.Min(BlockColumns, columns - column);
            Packing.Copy(packed, column * Padded(rows) + first * block, block, count == 0 ? rows : count, Math.Min(block, outputs - column), gradient, matrix + column, stride);
        }
    }
}
