using LstmGen.Generator.Kernels;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Recurrent;

// Backward: through time, then the weights; and the packs.
internal sealed partial class LstmKernels
{
    private void WriteBackward(SourceWriter writer)
    {
        writer.Line("/// <summary>Back through all steps of a tile, then the gradient of the weights.</summary>");
        writer.Line(Code.Hot);
        using (writer.Block(
            "public static void Backward(ref float pack, ref float work, ref float tape, ref float dy, nint dyStep, nint dyRow, ref float gradient, nint from, nint to, in RowLengths starts, in RowLengths ends)"))
        {
            writer.Line("""
                ref float dh = ref Unsafe.Add(ref tape, HiddenGradients);
                ref float dc = ref Unsafe.Add(ref tape, CellGradients);
                RowOps.Clear(ref dh, CellStep);
                RowOps.Clear(ref dc, CellStep);
                """);

            writer.Line();
            writer.Line("// Some steps at a time, then their share of the weights, while they are in the cache.");
            using (writer.Block("for (nint end = to; end > from; end -= Segment)"))
            {
                writer.Line("nint start = Math.Max(end - Segment, from);");
                WriteBackwardSteps(writer);
                writer.Line();
                if (IsFresh)
                {
                    writer.Line("// Before the first step h is zero.");
                }

                writer.Line("ref float segmentGates = ref Unsafe.Add(ref tape, Gates + start * GateStep);");
                writer.Line(
                    $"WeightGradient(ref Unsafe.Add(ref work, start * ZStep), ref segmentGates, ref gradient, (end - start) * Rows{(IsFresh ? ", start == from ? Rows : 0" : "")});");
            }
        }

        writer.Line();
        WriteGateGradients(writer);
        writer.Line();
        _hiddenGradient.Write(writer, Rows, GateRow, Lanes, "The gradient with respect to h(t−1): the gates' gradients times the transposed recurrent weights.");
        writer.Line();
        _weightGradient.Write(writer, "zᵀ times the gates' gradients, over all steps and rows.");
    }

    private void WriteBackwardSteps(SourceWriter writer)
    {
        using (writer.Block("for (nint t = end - 1; t >= start; t--)"))
        {
            if (!_sequence)
            {
                writer.Line("// Only a row's last step is read.");
                using (writer.Block("for (int row = 0; row < Rows; row++)"))
                using (writer.Block("if (ends[row] - 1 == t)"))
                {
                    writer.Line("RowOps.Add(ref Unsafe.Add(ref dh, row * Lanes), ref Unsafe.Add(ref dy, row * dyRow), Units);");
                }

                writer.Line();
            }
            else
            {
                writer.Line("ref float dyt = ref Unsafe.Add(ref dy, t * dyStep);");
                WriteAddOutputGradient(writer, "dyt");
                writer.Line();
            }

            if (_start == LstmStart.Given)
            {
                // What is left in the end is the gradient with respect to the states that were given.
                writer.Line("""
                    ref float gates = ref Unsafe.Add(ref tape, Gates + t * GateStep);
                    GateGradients(ref gates, ref Unsafe.Add(ref tape, t * CellStep), ref Unsafe.Add(ref tape, CellOut + t * CellStep), ref dh, ref dc);
                    HiddenGradient(ref gates, ref Unsafe.Add(ref pack, HiddenTransposed), ref dh);
                    """);
                return;
            }

            writer.Line("""
                ref float gates = ref Unsafe.Add(ref tape, Gates + t * GateStep);
                GateGradients(ref gates, ref Unsafe.Add(ref tape, t * CellStep), ref Unsafe.Add(ref tape, CellOut + t * CellStep), ref dh, ref dc);
                if (t > from)
                {
                    HiddenGradient(ref gates, ref Unsafe.Add(ref pack, HiddenTransposed), ref dh);
                    for (int row = 0; row < Rows; row++)
                    {
                        if (starts[row] == t)
                        {
                            RowOps.Clear(ref Unsafe.Add(ref dh, row * Lanes), Lanes);
                            RowOps.Clear(ref Unsafe.Add(ref dc, row * Lanes), Lanes);
                        }
                    }
                }
                """);
        }
    }

    private void WriteAddOutputGradient(SourceWriter writer, string dy)
    {
        for (int row = 0; row < Rows; row++)
        {
            string from = row switch { 0 => dy, 1 => $"Unsafe.Add(ref {dy}, dyRow)", _ => $"Unsafe.Add(ref {dy}, {row} * dyRow)" };
            writer.Line($"RowOps.Add(ref {(row == 0 ? "dh" : $"Unsafe.Add(ref dh, {row} * Lanes)")}, ref {from}, Units);");
        }
    }

    private void WriteGateGradients(SourceWriter writer)
    {
        writer.Line("/// <summary>One step, element by element: the gates become their gradients.</summary>");
        writer.Line(Code.Hot);
        using (writer.Block("private static void GateGradients(ref float gates, ref float cell, ref float cellOut, ref float dh, ref float dc)"))
        {
            if (_blocks.Full > 0)
            {
                using (writer.Block($"for (nint block = 0; block < {_blocks.Full}; block++)"))
                {
                    WriteCellBack(
                        writer, Blocks.Width, "ref Unsafe.Add(ref gates, block * 64), ref Unsafe.Add(ref cell, block * 16), ref Unsafe.Add(ref cellOut, block * 16), "
                        + "ref Unsafe.Add(ref dh, block * 16), ref Unsafe.Add(ref dc, block * 16)");
                }
            }

            if (_blocks.Tail > 0)
            {
                int lane = _blocks.Full * Blocks.Width;
                WriteCellBack(
                    writer, _blocks.Tail, $"ref {Code.At("gates", 4 * lane)}, ref {Code.At("cell", lane)}, ref {Code.At("cellOut", lane)}, ref {Code.At("dh", lane)}, ref {Code.At("dc", lane)}");
            }
        }
    }

    private void WriteCellBack(SourceWriter writer, int units, string places) =>
        writer.Line($"LstmCell.Backward<Layout, {LaneGroup.SizeOf(units)}, {_gate}, {_candidate}>({places});");

    private void WriteInputGradient(SourceWriter writer)
    {
        writer.Line("/// <summary>After Backward: the gradient with respect to the input of every step.</summary>");
        using (writer.Block("public static void InputGradient(ref float pack, ref float tape, ref float dx, nint dxStep, nint from, nint to)"))
        using (writer.Block("for (nint t = from; t < to; t++)"))
        {
            writer.Line(
                "StepInputGradient(ref Unsafe.Add(ref tape, Gates + t * GateStep), ref Unsafe.Add(ref pack, InputTransposed), "
                + "ref Unsafe.Add(ref dx, t * dxStep));");
        }

        writer.Line();
        _inputGradient.Write(writer, Rows, GateRow, InputRow, "The gradient with respect to x(t): the gates' gradients times the transposed input weights.");
    }

    private void WritePack(SourceWriter writer)
    {
        string bias = _useBias ? "bias" : "-1";
        writer.Line("/// <summary>From the canonical kernel [Inputs, 4·Units], recurrent kernel [Units, 4·Units] and bias [4·Units], gates i f g o.</summary>");
        using (writer.Block("public static void PackWeights(ReadOnlySpan<float> parameters, int kernel, int recurrent, int bias, Span<float> pack)"))
        {
            writer.Line($"LstmPack.Pack(parameters, kernel, recurrent, {bias}, Inputs, Units, pack);");
            writer.Line("LstmPack.PackTransposed(parameters, recurrent, Units, Units, pack[HiddenTransposed..]);");
            writer.Line("LstmPack.PackTransposed(parameters, kernel, Inputs, Units, pack[InputTransposed..]);");
            if (_halves)
            {
                writer.Line("LstmPack.PackHalves(parameters, recurrent, Units, pack[HiddenPairs..]);");
            }
        }

        writer.Line();
        writer.Line("/// <summary>The packed gradient in the canonical layout.</summary>");
        writer.Line("public static void UnpackGradient(ReadOnlySpan<float> packed, int kernel, int recurrent, int bias, Span<float> gradient) =>");
        writer.Line($"    LstmPack.Unpack(packed, kernel, recurrent, {bias}, Inputs, Units, gradient);");
    }

    private static void WriteTrace(SourceWriter writer)
    {
        writer.Line("/// <summary>Row 0 of a kept tape as gates, cells and hidden states in the order of time.</summary>");
        writer.Line("public static void ReadTrace(ref float work, ref float tape, LayerTrace trace, bool backwards) => LstmPack.ReadTrace(");
        writer.Line(
            "    trace, Steps, Units, backwards, ref Unsafe.Add(ref tape, Gates), GateStep, ref Unsafe.Add(ref tape, CellStep), CellStep, ref Unsafe.Add(ref work, ZStep), ZStep);");
    }
}
