using LstmGen.Generator.Emission;
using LstmGen.Generator.Kernels;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers;

// Full blocks in vectors of 256 bits, where there are 16 registers: 12 hold sums, four rows by three vectors. A block's gates are eight vectors, so their
// sums go to memory before the element-wise part, which needs the registers for the constants of its exponentials.
internal sealed partial class LstmKernels
{
    private void WriteBlock256Calls(SourceWriter writer)
    {
        using (writer.Block($"for (nint block = 0; block < {_blocks.Full}; block++)"))
        {
            writer.Line(
                $"Block256<TTape>(known, ref z, ref Unsafe.Add(ref pack, block * BlockWeights), ref Unsafe.Add(ref cell, block * {Blocks.Width}), "
                + $"ref Unsafe.Add(ref nextCell, block * {Blocks.Width}), ref Unsafe.Add(ref hidden, block * {Blocks.Width}), "
                + $"ref TTape.Keep ? ref Unsafe.Add(ref gates, block * {BlockGates}) : ref Unsafe.Add(ref work, Sums), ref Unsafe.Add(ref cellOut, block * {Blocks.Width}));");
        }
    }

    private void WriteBlock256(SourceWriter writer)
    {
        int step = Code.Vectors(Code.SixteenRegisters) * Code.SixteenRegisters;
        writer.Line($"/// <summary>{Text.Count(Rows, "row")} × {Text.Count(Blocks.Width, "unit")} of one step: four gates each, then cell and hidden state.</summary>");
        writer.Line(
            "private static void Block256<TTape>(nint known, ref float z, ref float w, ref float cell, ref float nextCell, ref float hidden, ref float gates, ref float cellOut)");
        writer.Line("    where TTape : struct, ITape");
        using (writer.Block(null))
        {
            writer.Line($"nint gateRow = TTape.Keep ? GateRow : {BlockGates};");
            for (int from = 0; from < BlockGates; from += step)
            {
                writer.Line($"Sums{Math.Min(step, BlockGates - from)}At256(known, ref z, ref {Vec.At("w", from)}, ref {Vec.At("gates", from)}, gateRow);");
            }

            writer.Line("Cells256<TTape>(ref gates, gateRow, ref cell, ref nextCell, ref hidden, ref cellOut);");
        }

        foreach (int lanes in new[] { step, BlockGates % step }.Where(lanes => lanes > 0))
        {
            writer.Line();
            WriteSums(writer, lanes);
        }

        writer.Line();
        WriteCells256(writer);
    }

    private void WriteSums(SourceWriter writer, int lanes)
    {
        List<Vec> vectors = Vec.Cover(lanes, Code.SixteenRegisters, "w", BlockGates);
        writer.Line($"/// <summary>The sums of {lanes} gates of a block, {Text.Count(Rows, "row")}.</summary>");
        writer.Line(Code.Hot);
        using (writer.Block($"private static void Sums{lanes}At256(nint known, ref float z, ref float w, ref float sums, nint sumRow)"))
        {
            var tile = new RowTile(Rows, vectors, ZRow);
            tile.Start(writer, _units);
            tile.Accumulate(writer, new("z", _units + 1, _inputs, _units + 1, "x(t)"));
            tile.Accumulate(writer, new("z", 0, _units, 0, "h(t−1), where it is not zero yet", "known"));
            for (int row = 0; row < Rows; row++)
            {
                foreach (Vec vector in vectors)
                {
                    writer.Line($"{RowTile.Accumulator(row, vector)}.StoreUnsafe(ref sums{Code.Offset(vector.Offset)});");
                }

                if (row < Rows - 1)
                {
                    writer.Line("sums = ref Unsafe.Add(ref sums, sumRow);");
                }
            }
        }
    }

    private void WriteCells256(SourceWriter writer)
    {
        const string Loop = "for (nint row = 0; row < Rows; row++)";
        string lanes = $"for (nint lane = 0; lane < {Blocks.Width}; lane += {Code.SixteenRegisters})";
        writer.Line($"/// <summary>From the sums of {Text.Count(Rows, "row")} × {Text.Count(Blocks.Width, "unit")} to gates, cell and hidden state.</summary>");
        writer.Line(Code.Hot);
        writer.Line("private static void Cells256<TTape>(ref float gates, nint gateRow, ref float cell, ref float nextCell, ref float hidden, ref float cellOut)");
        writer.Line("    where TTape : struct, ITape");
        using (writer.Block(null))
        {
            writer.Line(Loop);
            using (writer.Block(lanes))
            {
                writer.Line($$"""
                    ref float gate = ref Unsafe.Add(ref gates, row * gateRow + lane);
                    Vector256<float> i = Vector256.LoadUnsafe(ref gate);
                    Vector256<float> f = Vector256.LoadUnsafe(ref gate, {{Blocks.Width}});
                    Vector256<float> g = Vector256.LoadUnsafe(ref gate, {{2 * Blocks.Width}});
                    Vector256<float> o = Vector256.LoadUnsafe(ref gate, {{3 * Blocks.Width}});
                    Cell256(ref i, ref f, ref g, ref o, Vector256.LoadUnsafe(ref cell, (nuint)(row * Lanes + lane))).StoreUnsafe(ref nextCell, (nuint)(row * Lanes + lane));
                    o.StoreUnsafe(ref gate, {{3 * Blocks.Width}});
                    if (TTape.Keep)
                    {
                        i.StoreUnsafe(ref gate);
                        f.StoreUnsafe(ref gate, {{Blocks.Width}});
                        g.StoreUnsafe(ref gate, {{2 * Blocks.Width}});
                    }
                    """);
            }

            writer.Line();
            writer.Line("// The cells of all rows first: what follows waits for them, and rows do not wait for each other.");
            writer.Line(Loop);
            using (writer.Block(lanes))
            {
                writer.Line($$"""
                    Vector256<float> y = {{_candidate}}.Invoke(Vector256.LoadUnsafe(ref nextCell, (nuint)(row * Lanes + lane)));
                    (Vector256.LoadUnsafe(ref gates, (nuint)(row * gateRow + {{3 * Blocks.Width}} + lane)) * y).StoreUnsafe(ref hidden, (nuint)(row * ZRow + lane));
                    if (TTape.Keep)
                    {
                        y.StoreUnsafe(ref cellOut, (nuint)(row * Lanes + lane));
                    }
                    """);
            }
        }
    }
}
