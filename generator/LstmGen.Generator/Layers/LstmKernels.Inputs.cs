using LstmGen.Generator.Emission;
using LstmGen.Generator.Kernels;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers;

// One window with many inputs a step: what they add to the gates is known for many steps ahead, so that a weight that is read serves several steps.
internal sealed partial class LstmKernels
{
    /// <summary>From so many inputs on, storing the sums costs less than reading the weights at every step.</summary>
    private const int ManyInputs = 8;

    /// <summary>Steps whose sums are made at once: few enough to stay in the first-level cache until they are read.</summary>
    private const int StepsAhead = 16;

    public bool InputsAhead => _inputs >= ManyInputs;

    /// <summary>Floats that the sums of a window's steps need.</summary>
    public long WindowSumsLength => InputsAhead ? (long)Math.Min(_steps, StepsAhead) * GateRow : 0;

    /// <summary>Floats that the sums of a single step need.</summary>
    public long StepSumsLength => InputsAhead ? GateRow : 0;

    private void WriteInputSums(SourceWriter writer)
    {
        writer.Line("/// <summary>Steps of one window: what the bias and x(t) add to the gates.</summary>");
        writer.Line(Code.Hot);
        using (writer.Block("private static void InputSums(ref float pack, ref float x, nint xStep, nint steps, ref float sums)"))
        {
            writer.Line("nint t = 0;");
            using (writer.Block("for (; t <= steps - Rows; t += Rows)"))
            {
                WriteInputCalls(writer, Rows);
            }

            using (writer.Block("for (; t < steps; t++)"))
            {
                WriteInputCalls(writer, 1);
            }
        }

        foreach (int rows in new[] { Rows, 1 })
        {
            foreach ((bool tail, int width) in Variants())
            {
                writer.Line();
                WriteInputBlock(writer, rows, tail, width);
            }
        }
    }

    private void WriteInputCalls(SourceWriter writer, int rows)
    {
        string InputName(bool tail, int width) => Named(rows == 1 ? "InputRow" : "InputRows", tail, width);
        writer.Line("ref float xt = ref Unsafe.Add(ref x, t * xStep);");
        writer.Line("ref float sum = ref Unsafe.Add(ref sums, t * GateRow);");
        foreach (int width in Code.Widths)
        {
            using (writer.Block(Code.Condition(width)))
            {
                ForEachFullBlock(writer, width, (block, lane) => writer.Line(
                    $"{InputName(false, width)}(ref xt, xStep, ref Unsafe.Add(ref pack, {block} * BlockWeights{lane}), ref Unsafe.Add(ref sum, {block} * 64{lane}));"));
                foreach (int part in TailParts(width))
                {
                    writer.Line(
                        $"{InputName(true, width)}(ref xt, xStep, ref {Vec.At("pack", TailWeights(Depth) + part)}, ref {Vec.At("sum", _blocks.Full * 64 + part)});");
                }
            }
        }
    }

    private void WriteInputBlock(SourceWriter writer, int rows, bool tail, int width)
    {
        int blockLanes = tail ? _blocks.Tail : Blocks.Width;
        Vec[] sums = Sums(blockLanes, width);
        int together = Math.Min(rows, (width == 16 ? 16 : 8) / sums.Length);
        writer.Line($"/// <summary>{Text.Count(rows, "step")} × {Math.Min(width, blockLanes)} units.</summary>");
        writer.Line(Code.Hot);
        using (writer.Block($"private static void {Named(rows == 1 ? "InputRow" : "InputRows", tail, width)}(ref float x0, nint xStep, ref float w, ref float sum)"))
        {
            SourceWriter.Scope? loop = together < rows ? writer.Block($"for (nint row = 0; row < Rows; row += {together})") : null;
            for (int row = 1; row < together; row++)
            {
                writer.Line($"ref float x{row} = ref Unsafe.Add(ref x{row - 1}, xStep);");
            }

            var tile = new RowTile(together, sums, null);
            tile.Start(writer, _units);
            tile.Accumulate(writer, new("x", 0, _inputs, _units + 1, "x(t)"));
            for (int row = 0; row < together; row++)
            {
                foreach (Vec sum in sums)
                {
                    writer.Line($"{RowTile.Accumulator(row, sum)}.StoreUnsafe(ref sum{Code.Offset(row * GateRow + sum.Offset)});");
                }
            }

            if (loop is { } scope)
            {
                writer.Line();
                writer.Line($"x0 = ref Unsafe.Add(ref x{together - 1}, xStep);");
                writer.Line($"sum = ref Unsafe.Add(ref sum, {together} * GateRow);");
                scope.Dispose();
            }
        }
    }
}
