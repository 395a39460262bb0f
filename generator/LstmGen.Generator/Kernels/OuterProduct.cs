using LstmGen.Generator.Emission;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Kernels;

/// <summary>
/// A weight gradient zᵀ·d of any size, cut into register tiles at every width. Its pack is [block of 64 columns][k][columns of the block], k
/// padded to a whole number of the tallest tiles; what the padding holds means nothing.
/// </summary>
/// <param name="name">Of the method.</param>
/// <param name="depth">Rows k.</param>
/// <param name="columns">Columns of d.</param>
/// <param name="zStride">Floats from a pair's z to the next.</param>
/// <param name="dStride">Floats from a pair's d to the next.</param>
/// <param name="lateRows">Rows, from the first on, whose z is zero in the first pairs: those pairs are left out there.</param>
/// <param name="lines">Where the pairs lie in lines: how; the method then counts lines instead of pairs.</param>
internal sealed class OuterProduct(string name, int depth, int columns, int zStride, int dStride, int lateRows = 0, PairLines? lines = null)
{
    private const int BlockColumns = 64;
    private const int TallestTile = 8;

    private readonly int _full = columns / BlockColumns;
    private readonly int _rest = columns % BlockColumns;

    /// <summary>Rows k with padding: how many floats of a row of z may be read.</summary>
    public int PaddedDepth => Pad(depth);

    public long Length => (long)PaddedDepth * columns;

    public static int Pad(int depth) => (depth + TallestTile - 1) / TallestTile * TallestTile;

    public void Write(SourceWriter writer, string summary)
    {
        WriteShape(writer);
        writer.Line();
        writer.Line($"/// <summary>{summary}</summary>");
        using (writer.Block($"private static void {name}(ref float z, ref float d, ref float gradient, nint {(lines is null ? "pairs" : "lines")}{(lateRows > 0 ? ", nint zeroPairs" : "")})"))
        {
            foreach (int width in Code.Widths)
            {
                using (writer.Block(Code.Condition(width)))
                {
                    if (_full > 0)
                    {
                        using (writer.Block($"for (nint block = 0; block < {_full}; block++)"))
                        {
                            Calls(writer, width, BlockColumns, $"block * {BlockColumns}", $"block * {PaddedDepth * BlockColumns}");
                        }
                    }

                    if (_rest > 0)
                    {
                        Calls(writer, width, _rest, (_full * BlockColumns).ToString(), (_full * PaddedDepth * BlockColumns).ToString());
                    }
                }
            }
        }
    }

    /// <summary>Writes statements that copy a range of gradient rows and columns into a row-major matrix.</summary>
    public void WriteUnpack(SourceWriter writer, int row, int rows, int outputs, string packed, string gradient, int offset, int stride)
    {
        for (int column = 0; column < outputs; column += BlockColumns)
        {
            int block = Math.Min(BlockColumns, columns - column);
            writer.Line(
                $"Packing.Copy({packed}, {column * PaddedDepth + row * block}, {block}, {rows}, {Math.Min(block, outputs - column)}, "
                + $"{gradient}, {offset + column}, {stride});");
        }
    }

    private void WriteShape(SourceWriter writer)
    {
        writer.Line($"/// <summary>{Text.Count(depth, "row")} × {Text.Count(columns, "column")}, over {(lines is null ? "(step, row) pairs" : "the points of an image")}.</summary>");
        using (writer.Block($"private readonly struct {name}Shape : IOuterProduct"))
        {
            writer.Line($"public static int LeftStride => {zStride};");
            writer.Line($"public static int RightStride => {dStride};");
            if (lines is not null)
            {
                writer.Line($"public static int LeftLine => {lines.ZStride};");
                writer.Line($"public static int RightLine => {lines.DStride};");
            }
        }
    }

    private void Calls(SourceWriter writer, int width, int block, string column, string gradient)
    {
        int step = Math.Min(block, Code.Vectors(width) * width);
        for (int from = 0; from < block; from += step)
        {
            TileShape shape = TileShape.Of(Math.Min(step, block - from), width);
            int tall = TallestTile;
            while (tall > 1 && (tall * shape.Count > Code.Sums(width) || (lines is not null && tall >= 2 * depth)))
            {
                tall /= 2;
            }

            string tile = $"OuterTile.{(tall > 1 ? "Rows" : "Row")}{tall}x{shape.Name}<{name}Shape, {shape.Types}>";
            string shift = from == 0 ? "" : $" + {from}";
            int late = lateRows / tall * tall;
            if (late > 0)
            {
                writer.Line(
                    $"{tile}(ref Unsafe.Add(ref z, zeroPairs * {zStride}), ref Unsafe.Add(ref d, zeroPairs * {dStride} + {column}{shift}), "
                    + $"ref Unsafe.Add(ref gradient, {gradient}{shift}), {block}, 1, pairs - zeroPairs, {late});");
            }

            writer.Line(
                $"{tile}(ref {Vec.At("z", late)}, ref Unsafe.Add(ref d, {column}{shift}), "
                + $"ref Unsafe.Add(ref gradient, {gradient}{shift}{(late > 0 ? $" + {late * block}" : "")}), {block}, {(lines is null ? "1, pairs" : $"lines, {lines.Pairs}")}, {depth - late});");
        }
    }
}

/// <summary>Pairs that lie in lines, such as the points of an image.</summary>
/// <param name="Pairs">Of a line.</param>
/// <param name="ZStride">Floats from a line's first z to the next line's.</param>
/// <param name="DStride">Floats from a line's first d to the next line's.</param>
internal sealed record PairLines(int Pairs, int ZStride, int DStride);
