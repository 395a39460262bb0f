using LstmGen.Generator.Kernels;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Recurrent;

// Forward: a tile of rows through all steps.
internal sealed partial class LstmKernels
{
    private void WriteForward(SourceWriter writer)
    {
        writer.Line("/// <summary>All steps of a tile: z, cells and, when a tape is kept, the gates of every step.</summary>");
        writer.Line(Code.Hot);
        writer.Line("public static void Forward<TTape>(ref float pack, ref float x, nint xStep, nint xRow, ref float work, ref float tape, nint from, nint to, in RowLengths starts, in RowLengths ends" + (IsFresh ? ")" : ", ref float start, nint startRow)"));
        writer.Line("    where TTape : struct, ITape");
        using (writer.Block(null))
        {
            writer.Line("""
                nint cellStep = TTape.Keep ? CellStep : 0;
                ref float z = ref Unsafe.Add(ref work, from * ZStep);
                ref float cell = ref TTape.Keep ? ref Unsafe.Add(ref tape, from * CellStep) : ref Unsafe.Add(ref work, Cell);
                ref float cellOut = ref Unsafe.Add(ref tape, TTape.Keep ? CellOut + from * CellStep : 0);
                ref float gates = ref Unsafe.Add(ref tape, TTape.Keep ? Gates + from * GateStep : 0);

                // h and c start at zero.
                RowOps.Clear(ref z, ZStep);
                RowOps.Clear(ref cell, CellStep);
                """);
            if (!IsFresh)
            {
                writer.Line(_start == LstmStart.Given ? "// Then what they are given." : "// Then what they carry.");
                using (writer.Block("for (nint row = 0; row < Rows; row++)"))
                {
                    writer.Line("RowOps.Copy(ref Unsafe.Add(ref z, row * ZRow), ref Unsafe.Add(ref start, row * startRow), Units);");
                    writer.Line($"RowOps.Copy(ref Unsafe.Add(ref cell, row * Lanes), ref Unsafe.Add(ref start, row * startRow + {(_start == LstmStart.Given ? "Units" : "StateRow")}), Units);");
                }
            }

            using (writer.Block("for (nint t = from; t < to; t++)"))
            {
                writer.Line("// A shorter row starts later, when the steps come from the end.");
                using (writer.Block("for (int row = 0; t > from && row < Rows; row++)"))
                using (writer.Block("if (starts[row] == t)"))
                {
                    writer.Line("RowOps.Clear(ref Unsafe.Add(ref z, row * ZRow), Lanes);");
                    writer.Line("RowOps.Clear(ref Unsafe.Add(ref cell, row * Lanes), Lanes);");
                }

                writer.Line();
                WriteLoadStep(writer);
                writer.Line();
                writer.Line(IsFresh ? "nint known = t == from ? 0 : Units;" : "const int known = Units;");
                writer.Line("ref float hidden = ref Unsafe.Add(ref z, ZStep);");
                writer.Line("ref float nextCell = ref Unsafe.Add(ref cell, cellStep);");
                WriteBlockCalls(writer);

                if (_start == LstmStart.Carried)
                {
                    writer.Line();
                    LstmStarts.WriteLeave(writer, "ref Unsafe.Add(ref hidden, row * ZRow), Units", "ref Unsafe.Add(ref nextCell, row * Lanes), Units", "StateRow");
                }

                writer.Line("""

                    z = ref hidden;
                    cell = ref nextCell;
                    if (TTape.Keep)
                    {
                        cellOut = ref Unsafe.Add(ref cellOut, CellStep);
                        gates = ref Unsafe.Add(ref gates, GateStep);
                    }
                    """);
            }

            if (!_sequence)
            {
                writer.Line();
                writer.Line("// z of step t + 1 holds h of step t: each row's last valid one is the output.");
                using (writer.Block("for (int row = 0; row < Rows; row++)"))
                {
                    writer.Line("RowOps.Copy(ref Unsafe.Add(ref work, Last + row * StateRow), ref Unsafe.Add(ref work, ends[row] * ZStep + row * ZRow), Units);");
                }
            }
        }

        writer.Line();
        WriteBlocks(writer);
    }

    /// <summary>The blocks of one step: full ones in registers or, with 16 of them, through memory; the narrow one through memory.</summary>
    private void WriteBlockCalls(SourceWriter writer)
    {
        if (_blocks.Full > 0)
        {
            using (writer.Block($"for (nint block = 0; block < {_blocks.Full}; block++)"))
            {
                const string places = "ref Unsafe.Add(ref pack, block * BlockWeights), ref Unsafe.Add(ref cell, block * 16), ref Unsafe.Add(ref nextCell, block * 16), "
                    + "ref Unsafe.Add(ref hidden, block * 16), ref TTape.Keep ? ref Unsafe.Add(ref gates, block * 64) : ref Unsafe.Add(ref work, Sums), ref Unsafe.Add(ref cellOut, block * 16)";
                writer.Line($"Block16<TTape>(known, ref z, {places});");
            }
        }

        if (_blocks.Tail > 0)
        {
            int lane = _blocks.Full * Blocks.Width;
            writer.Line(
                $"Block{_blocks.Tail}<TTape>(known, ref z, ref {Code.At("pack", TailWeights(Depth))}, ref {Code.At("cell", lane)}, ref {Code.At("nextCell", lane)}, "
                + $"ref {Code.At("hidden", lane)}, ref {(_blocks.Full == 0 ? "TTape.Keep ? ref gates : ref Unsafe.Add(ref work, Sums)" : $"TTape.Keep ? ref Unsafe.Add(ref gates, {4 * lane}) : ref Unsafe.Add(ref work, Sums)")}, "
                + $"ref {Code.At("cellOut", lane)});");
        }
    }

    private void WriteLoadStep(SourceWriter writer)
    {
        writer.Line("// h(t−1) is in z already; 1 and x(t) join it.");
        writer.Line("ref float xt = ref Unsafe.Add(ref x, t * xStep);");
        for (int row = 0; row < Rows; row++)
        {
            string from = row switch { 0 => "xt", 1 => "Unsafe.Add(ref xt, xRow)", _ => $"Unsafe.Add(ref xt, {row} * xRow)" };
            string zRow = row switch { 0 => "", 1 => "ZRow + ", _ => $"{row} * ZRow + " };
            writer.Line($"Unsafe.Add(ref z, {zRow}Bias) = 1f;");
            writer.Line(_inputs == 1
                ? $"Unsafe.Add(ref z, {zRow}FirstInput) = {from};"
                : $"RowOps.Copy(ref Unsafe.Add(ref z, {zRow}FirstInput), ref {from}, Inputs);");
        }
    }
}
