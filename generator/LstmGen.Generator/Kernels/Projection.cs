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

    /// <summary>Writes <c>Name(ref x, ref w, ref y)</c> for a number of rows: a call for each run of equal groups.</summary>
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
        writer.Line(Code.Hot);
        string product = $"RowProduct.{(rows > 1 ? "Rows" : "Row")}{rows}<{shape}, {activation}, ";
        string head = $"public static void {Name}{suffix}(ref float x, ref float w, ref float y)";
        if (Groups.Count == 1)
        {
            writer.Line($"{head} =>");
            writer.Line($"    {product}{LaneGroup.TypesOf(Groups[0])}>(ref x, ref w, ref y);");
            return;
        }

        using (writer.Block(head))
        {
            (int lane, int offset) = (0, 0);
            foreach ((int lanes, int run) in Runs())
            {
                if (run == 1)
                {
                    writer.Line($"{product}{LaneGroup.TypesOf(lanes)}>(ref x, ref {Code.At("w", offset)}, ref {Code.At("y", lane)});");
                }
                else
                {
                    using (writer.Block($"for (nint group = 0; group < {run}; group++)"))
                    {
                        writer.Line(
                            $"{product}{LaneGroup.TypesOf(lanes)}>(ref x, ref Unsafe.Add(ref w, {Plus("group", lanes * Depth, offset)}), ref Unsafe.Add(ref y, {Plus("group", lanes, lane)}));");
                    }
                }

                lane += lanes * run;
                offset += lanes * Depth * run;
            }
        }
    }

    /// <summary>Writes the statement that fills the pack from a row-major matrix [inputs, outputs].</summary>
    public void WritePack(SourceWriter writer, string source, int sourceOffset, int sourceStride, int biasOffset, string pack) => writer.Line(
        $"RowProduct.Pack({source}, {sourceOffset}, {sourceStride}, {Text.Of(HasBias ? biasOffset : -1)}, {Inputs}, {Outputs}, {pack});");

    /// <summary>Writes the statement that fills some rows of the pack from some of a row-major matrix, whose start is an expression, and the biases.</summary>
    /// <param name="writer">The kernels.</param>
    /// <param name="source">The canonical parameters.</param>
    /// <param name="sourceOffset">Where the rows start in them.</param>
    /// <param name="sourceStride">Floats from a row to the next.</param>
    /// <param name="biasOffset">Where the biases start, if there are any.</param>
    /// <param name="pack">The pack.</param>
    /// <param name="inputs">Rows that are filled.</param>
    /// <param name="first">The first of them.</param>
    public void WritePackRows(SourceWriter writer, string source, string sourceOffset, int sourceStride, int biasOffset, string pack, int inputs, string first) => writer.Line(
        $"RowProduct.Pack({source}, {sourceOffset}, {sourceStride}, {Text.Of(HasBias ? biasOffset : -1)}, {inputs}, {Outputs}, {pack}, {Inputs}, {first});");

    /// <summary>Writes the statement that fills the pack from the transpose of a row-major matrix [outputs, inputs], whose start is an expression.</summary>
    /// <param name="writer">The kernels.</param>
    /// <param name="source">The canonical parameters.</param>
    /// <param name="sourceOffset">Where the matrix starts in them.</param>
    /// <param name="sourceStride">Floats from a row of it to the next.</param>
    /// <param name="pack">The pack.</param>
    /// <param name="inputs">Rows of the pack that are filled, or 0 for all.</param>
    /// <param name="first">The first of them.</param>
    public void WritePackTransposed(SourceWriter writer, string source, string sourceOffset, int sourceStride, string pack, int inputs = 0, string first = "") => writer.Line(
        $"RowProduct.PackTransposed({source}, {sourceOffset}, {sourceStride}, {(inputs == 0 ? Inputs : inputs)}, {Outputs}, {pack}{(inputs == 0 ? "" : $", {Inputs}, {first}")});");

    private void WriteShape(SourceWriter writer, string shape, int xRow, int yRow)
    {
        string runs = _lines > 1 ? $" in {_lines} runs" : "";
        writer.Line($"/// <summary>{Text.Count(Inputs, "input")}{runs} to {Text.Count(Outputs, "output")}{(HasBias ? ", with a bias" : "")}.</summary>");
        writer.Line($"private readonly struct {shape} : IRowProduct {{ {Code.Constants(
            ("int", "Inputs", Inputs / _lines), ("int", "InputRow", xRow), ("int", "OutputRow", yRow), ("bool", "HasBias", HasBias), ("int", "Runs", _lines > 1 ? _lines : null), ("int", "RunStride", _lines > 1 ? _lineStride : null))} }}");
    }

    /// <summary>Runs of equal groups: their lanes, and how many there are.</summary>
    private IEnumerable<(int Lanes, int Run)> Runs()
    {
        for (int g = 0; g < Groups.Count;)
        {
            int run = Groups.Skip(g).TakeWhile(lanes => lanes == Groups[g]).Count();
            yield return (Groups[g], run);
            g += run;
        }
    }

    private static string Plus(string index, int step, int offset) => $"{index} * {step}{(offset == 0 ? "" : $" + {offset}")}";

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
