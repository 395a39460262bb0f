using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Kernels;

/// <summary>
/// A weight gradient zᵀ·d of any size, a block of columns at a time. Its pack is [block of 64 columns][k][columns of the block], k
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

    /// <summary>Of the method.</summary>
    public string Name => name;

    /// <summary>Rows k with padding: how many floats of a row of z may be read.</summary>
    public int PaddedDepth => Pad(depth);

    public long Length => (long)PaddedDepth * columns;

    public static int Pad(int depth) => (depth + TallestTile - 1) / TallestTile * TallestTile;

    public void Write(SourceWriter writer, string summary)
    {
        WriteShape(writer);
        writer.Line();
        writer.Line($"/// <summary>{summary}</summary>");
        writer.Line(Code.Hot);
        string count = lines is null ? "pairs" : "lines";
        string head = $"private static void {name}(ref float z, ref float d, ref float gradient, nint {count}{(lateRows > 0 ? ", nint zeroPairs" : "")})";
        if (_full + (_rest > 0 ? 1 : 0) == 1)
        {
            writer.Line($"{head} =>");
            writer.Line($"    {Call(_full > 0 ? BlockColumns : _rest, "", "")}");
            return;
        }

        using (writer.Block(head))
        {
            if (_full > 0)
            {
                SourceWriter.Scope? loop = _full > 1 ? writer.Block($"for (nint block = 0; block < {_full}; block++)") : null;
                writer.Line(Call(BlockColumns, _full > 1 ? $"block * {BlockColumns}" : "", _full > 1 ? $"block * {PaddedDepth * BlockColumns}" : ""));
                loop?.Dispose();
            }

            if (_rest > 0)
            {
                writer.Line(Call(_rest, _full > 0 ? $"{_full * BlockColumns}" : "", _full > 0 ? $"{_full * PaddedDepth * BlockColumns}" : ""));
            }
        }
    }

    private string Call(int block, string column, string gradient)
    {
        static string At(string reference, string offset) => offset.Length == 0 ? $"ref {reference}" : $"ref Unsafe.Add(ref {reference}, {offset})";
        return $"OuterProduct.Add{(lines is null ? "" : "Lines")}<{name}Shape, {LaneGroup.TypesOf(block)}>(ref z, {At("d", column)}, {At("gradient", gradient)}, "
            + $"{(lines is null ? "pairs" : $"lines, {lines.Pairs}")}{(lateRows > 0 ? ", zeroPairs" : "")});";
    }

    /// <summary>Writes the statement that copies the packed gradient into a row-major matrix.</summary>
    /// <param name="writer">The kernels.</param>
    /// <param name="outputs">Columns that are copied.</param>
    /// <param name="packed">The packed gradient.</param>
    /// <param name="gradient">The canonical one.</param>
    /// <param name="offset">Where the matrix starts in it.</param>
    /// <param name="stride">Floats from a row of it to the next.</param>
    /// <param name="first">The first row that is copied.</param>
    /// <param name="count">How many are, or 0 for all.</param>
    public void WriteUnpack(SourceWriter writer, int outputs, string packed, string gradient, int offset, int stride, string first = "", int count = 0) => writer.Line(
        $"OuterProduct.Unpack({packed}, {depth}, {columns}, {outputs}, {gradient}, {offset}, {stride}{(count == 0 ? "" : $", {first}, {count}")});");

    private void WriteShape(SourceWriter writer)
    {
        writer.Line($"/// <summary>{Text.Count(depth, "row")} × {Text.Count(columns, "column")}, over {(lines is null ? "(step, row) pairs" : "the points of an image")}.</summary>");
        writer.Line($"private readonly struct {name}Shape : IOuterProduct {{ {Code.Constants(
            ("int", "Rows", depth), ("int", "LateRows", lateRows > 0 ? lateRows : null), ("int", "LeftStride", zStride), ("int", "RightStride", dStride),
            ("int", "LeftLine", lines?.ZStride), ("int", "RightLine", lines?.DStride))} }}");
    }
}

/// <summary>Pairs that lie in lines, such as the points of an image.</summary>
/// <param name="Pairs">Of a line.</param>
/// <param name="ZStride">Floats from a line's first z to the next line's.</param>
/// <param name="DStride">Floats from a line's first d to the next line's.</param>
internal sealed record PairLines(int Pairs, int ZStride, int DStride);
