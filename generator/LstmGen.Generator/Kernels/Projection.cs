using LstmGen.Generator.Emission;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Kernels;

/// <summary>
/// A matrix that rows are multiplied with: how it is packed, and the methods that do it at every width. The pack is
/// [group][k][lanes of the group]; a group is as many vectors as one pass keeps in registers.
/// </summary>
/// <remarks>The inputs of a row lie in one run, or in equal runs some way apart: the lines of a picture that a convolution reads.</remarks>
internal sealed class Projection
{
    private const int VectorsPerGroup = 4;

    private readonly int _lines;
    private readonly int _lineStride;

    /// <param name="name">Of the methods.</param>
    /// <param name="inputs">Terms of each sum.</param>
    /// <param name="outputs">Sums of a row.</param>
    /// <param name="bias">Whether the sums start at biases.</param>
    /// <param name="lines">Runs that the inputs lie in.</param>
    /// <param name="lineStride">Floats from one run to the next.</param>
    public Projection(string name, int inputs, int outputs, bool bias, int lines = 1, int lineStride = 0)
    {
        (Name, Inputs, Outputs, HasBias) = (name, inputs, outputs, bias);
        (_lines, _lineStride) = (lines, lineStride);
        var blocks = new Blocks(outputs);
        Lanes = blocks.Lanes;
        Groups = Group(blocks);
    }

    public string Name { get; }

    /// <summary>Terms of each sum.</summary>
    public int Inputs { get; }

    public int Outputs { get; }

    public bool HasBias { get; }

    /// <summary>Outputs with padding.</summary>
    public int Lanes { get; }

    /// <summary>Rows of the pack: the inputs, then the bias where there is one.</summary>
    public int Depth => Inputs + (HasBias ? 1 : 0);

    /// <summary>Lanes of each group.</summary>
    public IReadOnlyList<int> Groups { get; }

    /// <summary>Floats of the pack.</summary>
    public long Length => (long)Depth * Lanes;

    /// <summary>Writes <c>Name(ref x, ref w, ref y)</c> for a number of rows: the tiles that cover its outputs, at every width.</summary>
    public void Write(SourceWriter writer, int rows, int xRow, int yRow, string summary, string activation = "Linear", string suffix = "")
    {
        // One row has no strides, so that it shares the shape of the tile that was written before it.
        string shape = $"{Name}{(rows == 1 ? "" : suffix)}Shape";
        if (rows > 1 || suffix.Length == 0)
        {
            WriteShape(writer, shape, xRow, yRow);
            writer.Line();
        }

        writer.Line($"/// <summary>{summary}</summary>");
        using (writer.Block($"public static void {Name}{suffix}(ref float x, ref float w, ref float y)"))
        {
            foreach (int width in Code.Widths)
            {
                using (writer.Block(Code.Condition(width)))
                {
                    int rowsPerPass = Tile(width, rows).Rows;
                    if (rowsPerPass < rows)
                    {
                        using (writer.Block($"for (nint row = 0; row < {rows}; row += {rowsPerPass})"))
                        {
                            Calls(writer, width, rowsPerPass, shape, activation, $"Unsafe.Add(ref x, row * {xRow})", $"row * {yRow}");
                        }
                    }
                    else
                    {
                        Calls(writer, width, rowsPerPass, shape, activation, "x", "");
                    }
                }
            }
        }
    }

    /// <summary>Writes statements that fill the pack from a row-major matrix [inputs, outputs].</summary>
    public void WritePack(SourceWriter writer, string source, int sourceOffset, int sourceStride, int biasOffset, string pack)
    {
        (int lane, int offset) = (0, 0);
        foreach (int lanes in Groups)
        {
            int count = Math.Min(lanes, Outputs - lane);
            writer.Line($"Packing.Copy({source}, {sourceOffset + lane}, {sourceStride}, {Inputs}, {count}, {pack}, {offset}, {lanes});");
            if (HasBias)
            {
                writer.Line($"Packing.Copy({source}, {biasOffset + lane}, 0, 1, {count}, {pack}, {offset + Inputs * lanes}, 0);");
            }

            lane += lanes;
            offset += lanes * Depth;
        }
    }

    /// <summary>Writes statements that fill the pack from the transpose of a row-major matrix [outputs, inputs], whose start is an expression.</summary>
    public void WritePackTransposed(SourceWriter writer, string source, string sourceOffset, string pack)
    {
        (int lane, int offset) = (0, 0);
        foreach (int lanes in Groups)
        {
            int count = Math.Min(lanes, Outputs - lane);
            writer.Line($"Packing.Transpose({source}, {sourceOffset} + {lane * Inputs}, {Inputs}, {count}, {Inputs}, {pack}, {offset}, {lanes});");
            lane += lanes;
            offset += lanes * Inputs;
        }
    }

    private void WriteShape(SourceWriter writer, string shape, int xRow, int yRow)
    {
        string runs = _lines > 1 ? $" in {_lines} runs" : "";
        writer.Line($"/// <summary>{Text.Count(Inputs, "input")}{runs} to {Text.Count(Outputs, "output")}{(HasBias ? ", with a bias" : "")}.</summary>");
        using (writer.Block($"private readonly struct {shape} : IRowProduct"))
        {
            writer.Line($"public static int Inputs => {Inputs / _lines};");
            writer.Line($"public static int InputRow => {xRow};");
            writer.Line($"public static int OutputRow => {yRow};");
            if (HasBias)
            {
                writer.Line("public static bool HasBias => true;");
            }

            if (_lines > 1)
            {
                writer.Line($"public static int Runs => {_lines};");
                writer.Line($"public static int RunStride => {_lineStride};");
            }
        }
    }

    private void Calls(SourceWriter writer, int width, int rows, string shape, string activation, string x, string yShift)
    {
        (int lane, int offset) = (0, 0);
        for (int g = 0; g < Groups.Count;)
        {
            int lanes = Groups[g];
            int run = 1;
            while (g + run < Groups.Count && Groups[g + run] == lanes)
            {
                run++;
            }

            SourceWriter.Scope? loop = run > 1 ? writer.Block($"for (nint group = 0; group < {run}; group++)") : null;
            int step = Math.Min(lanes, width * Tile(width, rows).Vectors);
            for (int from = 0; from < lanes;)
            {
                int take = Cut(Math.Min(step, lanes - from), width);
                string w = Sum(offset + from, run > 1 ? $"group * {lanes * Depth}" : "");
                string b = Sum(offset + from + Inputs * lanes, run > 1 ? $"group * {lanes * Depth}" : "");
                string y = Sum(lane + from, run > 1 ? $"group * {lanes}" : "", yShift);
                writer.Line(
                    $"RowTile.{(rows > 1 ? "Rows" : "Row")}{rows}x{TileShape.Of(take, width).Name}<{shape}, {activation}, {TileShape.Of(take, width).Types}>"
                    + $"(ref {x}, ref {At("w", w)}, {lanes}, ref {(HasBias ? At("w", b) : "w")}, ref {At("y", y)}, {(_lines > 1 ? Inputs / _lines : 0)});");
                from += take;
            }

            loop?.Dispose();
            lane += lanes * run;
            offset += lanes * Depth * run;
            g += run;
        }
    }

    /// <summary>Of more than four vectors a pass takes eight of one row, or four.</summary>
    private static int Cut(int lanes, int width) => lanes <= 4 * width ? lanes : lanes == 8 * width ? lanes : 4 * width;

    /// <summary>Rows and vectors of a pass. With few rows and 16 registers it has as many vectors as keep its sums from waiting for themselves.</summary>
    private static (int Rows, int Vectors) Tile(int width, int rows) => width == Code.SixteenRegisters && rows < 4
        ? (rows, 8 / rows)
        : (Math.Min(rows, Code.Sums(width) / Code.Vectors(width)), Code.Vectors(width));

    private static string At(string reference, string offset) => offset.Length == 0 ? reference : $"Unsafe.Add(ref {reference}, {offset})";

    private static string Sum(int constant, params string[] terms) =>
        string.Join(" + ", terms.Append(constant == 0 ? "" : constant.ToString()).Where(t => t.Length > 0));

    private static List<int> Group(Blocks blocks)
    {
        var vectors = Enumerable.Repeat(Blocks.Width, blocks.Full).ToList();
        if (blocks.Tail > 0)
        {
            vectors.Add(blocks.Tail);
        }

        var groups = new List<int>();
        for (int at = 0; at < vectors.Count;)
        {
            int left = vectors.Count - at;

            // Five vectors go as three and two: a pass of one vector would wait for its own sums.
            int take = left == VectorsPerGroup + 1 ? 3 : Math.Min(left, VectorsPerGroup);
            groups.Add(vectors.Skip(at).Take(take).Sum());
            at += take;
        }

        return groups;
    }
}
