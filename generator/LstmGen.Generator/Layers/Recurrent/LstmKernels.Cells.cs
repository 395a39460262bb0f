using LstmGen.Generator.Kernels;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Recurrent;

// Blocks of units: the sums of their gates, then the element-wise part.
internal sealed partial class LstmKernels
{
    private const string BlockParameters =
        "nint known, ref float z, ref float w, ref float cell, ref float nextCell, ref float hidden, ref float gates, ref float cellOut";

    private const string BlockArguments = "known, ref z, ref w, ref cell, ref nextCell, ref hidden, ref gates, ref cellOut";

    private static readonly string[] s_gates = ["i", "f", "g", "o"];

    private void WriteBlocks(SourceWriter writer)
    {
        WriteLayout(writer);
        writer.Line();
        WriteSumsShape(writer);
        if (_blocks.Full > 0)
        {
            writer.Line();
            WriteBlock(writer);
            writer.Line();
            WriteBlockInRegisters(writer);
        }

        if (_blocks.Tail > 0)
        {
            writer.Line();
            WriteNarrowBlock(writer);
        }
    }

    private void WriteLayout(SourceWriter writer)
    {
        writer.Line("/// <summary>How rows lie in memory.</summary>");
        writer.Line($"private readonly struct Layout : ILstmLayout {{ {Code.Constants(
            ("int", "Inputs", _inputs), ("int", "Units", _units), ("int", "GateRow", GateRow), ("int", "CellRow", Lanes), ("int", "HiddenRow", ZRow))} }}");
    }

    /// <summary>The sums of the gates as a product of rows: x(t) first, then as much of h(t−1) as is not zero.</summary>
    private void WriteSumsShape(SourceWriter writer)
    {
        writer.Line("/// <summary>The sums of gates from the bias: x(t) first, then h(t−1), which lies before it in z and in the weights.</summary>");
        writer.Line("private readonly struct GateSums<TTape> : IRowProduct");
        writer.Line("    where TTape : struct, ITape");
        using (writer.Block(null))
        {
            writer.Line($$"""
                public static int Inputs => {{_inputs}};
                public static int InputRow => ZRow;
                public static int OutputRow
                {
                    [MethodImpl(MethodImplOptions.AggressiveInlining)]
                    get => TTape.Keep ? GateRow : {{SumsRow}};
                }
                public static bool HasBias => true;
                public static int Runs => 2;
                public static int RunStride => -FirstInput;
                public static int RunRows => -Depth;
                """);
        }
    }

    private void WriteBlock(SourceWriter writer)
    {
        writer.Line("/// <summary>4 rows × 16 units of one step: four gates each, then cell and hidden state.</summary>");
        writer.Line(Code.Inline);
        writer.Line($"private static void Block16<TTape>({BlockParameters})");
        writer.Line("    where TTape : struct, ITape");
        using (writer.Block(null))
        {
            using (writer.Block("if (Vector512.IsHardwareAccelerated)"))
            {
                writer.Line($"BlockInRegisters<TTape, Width512, Vector512<float>>({BlockArguments});");
            }

            using (writer.Block("else if (Vector256.IsHardwareAccelerated)"))
            {
                writer.Line("// 16 registers hold three vectors of four rows, and not the constants of an exponential beside them: the sums go to memory.");
                WriteThroughMemory(writer, Blocks.Width);
            }

            using (writer.Block("else"))
            using (writer.Block("for (nint lane = 0; lane < 16; lane += 4)"))
            {
                writer.Line(
                    "BlockInRegisters<TTape, Width128, Vector128<float>>(known, ref z, ref Unsafe.Add(ref w, lane), ref Unsafe.Add(ref cell, lane), ref Unsafe.Add(ref nextCell, lane), "
                    + "ref Unsafe.Add(ref hidden, lane), ref Unsafe.Add(ref gates, lane), ref Unsafe.Add(ref cellOut, lane));");
            }
        }
    }

    private void WriteNarrowBlock(SourceWriter writer)
    {
        writer.Line($"/// <summary>4 rows × {_blocks.Tail} units of one step: four gates each, then cell and hidden state.</summary>");
        writer.Line(Code.Inline);
        writer.Line($"private static void Block{_blocks.Tail}<TTape>({BlockParameters})");
        writer.Line("    where TTape : struct, ITape");
        using (writer.Block(null))
        {
            WriteThroughMemory(writer, _blocks.Tail);
        }
    }

    /// <summary>The sums of a block's gates in memory, then its cells.</summary>
    private void WriteThroughMemory(SourceWriter writer, int units)
    {
        int lanes = 4 * units;
        writer.Line(
            $"RowProduct.Rows4<GateSums<TTape>, Linear, {LaneGroup.TypesOf(lanes)}>(ref Unsafe.Add(ref z, FirstInput), ref Unsafe.Add(ref w, FirstInput * {lanes}), "
            + $"ref Unsafe.Add(ref w, Bias * {lanes}), ref gates, known);");
        writer.Line(
            $"LstmCell.Forward<Layout, {LaneGroup.SizeOf(units)}, TTape, {_gate}, {_candidate}>(ref gates, GateSums<TTape>.OutputRow, ref cell, ref nextCell, ref hidden, ref cellOut);");
    }

    private static string Plus(int offset) => offset == 0 ? "" : $" + {offset}";

    private void WriteBlockInRegisters(SourceWriter writer)
    {
        writer.Line("/// <summary>4 rows × as many units as a vector has lanes: their sixteen sums stay in registers until the hidden state is there.</summary>");
        writer.Line(Code.Hot);
        writer.Line($"private static void BlockInRegisters<TTape, TWidth, V>({BlockParameters})");
        writer.Line("    where TTape : struct, ITape");
        writer.Line("    where TWidth : struct, IVectorWidth<V>");
        writer.Line("    where V : struct");
        using (writer.Block(null))
        {
            for (int gate = 0; gate < 4; gate++)
            {
                writer.Line($"V {s_gates[gate]}0 = TWidth.Load(ref w, Bias * 64{Plus(gate * 16)});");
            }

            for (int row = 1; row < Rows; row++)
            {
                writer.Line("V " + string.Join(", ", s_gates.Select(gate => $"{gate}{row} = {gate}0")) + ";");
            }

            writer.Line();
            writer.Line("// x(t), then h(t−1), where it is not zero yet.");
            writer.Line("ref float terms = ref Unsafe.Add(ref z, FirstInput);");
            writer.Line("ref float weights = ref Unsafe.Add(ref w, FirstInput * 64);");
            using (writer.Block("for (nint count = Inputs, run = 0; run < 2; run++)"))
            {
                WriteRegisterLoop(writer);
                writer.Line();
                writer.Line("terms = ref z;");
                writer.Line("weights = ref w;");
                writer.Line("count = known;");
            }

            writer.Line();
            writer.Line("// One function after the other, so that the constants of one fit beside the sums.");
            for (int row = 0; row < Rows; row++)
            {
                writer.Line($"LstmCell.Gates<TWidth, V, {_gate}>(ref i{row}, ref f{row}, ref o{row});");
            }

            for (int row = 0; row < Rows; row++)
            {
                writer.Line($"V c{row} = LstmCell.Cell<TWidth, V, {_candidate}>(i{row}, f{row}, ref g{row}, TWidth.Load(ref cell, {At(row, "Lanes")}));");
                writer.Line($"TWidth.Store(c{row}, ref nextCell, {At(row, "Lanes")});");
                writer.Line($"if (TTape.Keep) LstmCell.Keep<TWidth, V>(i{row}, f{row}, g{row}, o{row}, ref gates, {At(row, "GateRow")});");
            }

            writer.Line();
            writer.Line("// The cells of all rows first: what follows waits for them, and rows do not wait for each other.");
            for (int row = 0; row < Rows; row++)
            {
                writer.Line($"V y{row} = TWidth.Activate<{_candidate}>(c{row});");
                writer.Line($"TWidth.Store(TWidth.Multiply(o{row}, y{row}), ref hidden, {At(row, "ZRow")});");
            }

            using (writer.Block("if (TTape.Keep)"))
            {
                for (int row = 0; row < Rows; row++)
                {
                    writer.Line($"TWidth.Store(y{row}, ref cellOut, {At(row, "Lanes")});");
                }
            }
        }
    }

    private static void WriteRegisterLoop(SourceWriter writer)
    {
        using (writer.Block("for (nint k = 0; k < count; k++)"))
        {
            writer.Line("V " + string.Join(", ", s_gates.Select((gate, i) => $"w{gate} = TWidth.Load(ref weights, {16 * i})")) + ";");
            for (int row = 0; row < Rows; row++)
            {
                writer.Line($"V z{row} = TWidth.Create(Unsafe.Add(ref terms, k{(row == 0 ? "" : " + " + At(row, "ZRow"))}));");
                foreach (string gate in s_gates)
                {
                    writer.Line($"{gate}{row} = TWidth.MultiplyAdd(z{row}, w{gate}, {gate}{row});");
                }
            }

            writer.Line("weights = ref Unsafe.Add(ref weights, 64);");
        }
    }

    private static string At(int row, string stride) => row switch { 0 => "0", 1 => stride, _ => $"{row} * {stride}" };
}
