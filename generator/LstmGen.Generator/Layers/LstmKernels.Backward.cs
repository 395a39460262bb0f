using LstmGen.Generator.Emission;
using LstmGen.Generator.Kernels;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers;

// Backward: through time, then the weights; and the ways between the canonical parameters and the packs.
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
        _hiddenGradient.Write(writer, Rows, GateRow, Lanes, "The loss by h(t−1): the gates' gradients times the transposed recurrent weights.");
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
                // What is left in the end is the loss by the states that were given.
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
        using (writer.Block("private static void GateGradients(ref float gates, ref float cell, ref float cellOut, ref float dh, ref float dc)"))
        {
            foreach (int width in Code.Widths)
            {
                using (writer.Block(Code.Condition(width)))
                {
                    if (_blocks.Full > 0)
                    {
                        using (writer.Block($"for (nint block = 0; block < {_blocks.Full}; block++)"))
                        {
                            WriteCellBack(
                                writer, Blocks.Width, width, "ref Unsafe.Add(ref gates, block * 64), ref Unsafe.Add(ref cell, block * 16), ref Unsafe.Add(ref cellOut, block * 16), "
                                + "ref Unsafe.Add(ref dh, block * 16), ref Unsafe.Add(ref dc, block * 16)");
                        }
                    }

                    if (_blocks.Tail > 0)
                    {
                        int lane = _blocks.Full * Blocks.Width;
                        WriteCellBack(
                            writer, _blocks.Tail, width, $"ref {Vec.At("gates", 4 * lane)}, ref {Vec.At("cell", lane)}, ref {Vec.At("cellOut", lane)}, ref {Vec.At("dh", lane)}, ref {Vec.At("dc", lane)}");
                    }
                }
            }
        }
    }

    private void WriteCellBack(SourceWriter writer, int units, int width, string places)
    {
        (string together, int vector) = Together(units, width);
        writer.Line($"LstmCell.Backward<UnitsOf{units}, {_gate}, {_candidate}, {TileShape.TypesOf(vector)}, {together}>({places});");
    }

    private void WriteInputGradient(SourceWriter writer)
    {
        writer.Line("/// <summary>After Backward: the loss by the input of every step.</summary>");
        using (writer.Block("public static void InputGradient(ref float pack, ref float tape, ref float dx, nint dxStep, nint from, nint to)"))
        using (writer.Block("for (nint t = from; t < to; t++)"))
        {
            writer.Line(
                "StepInputGradient(ref Unsafe.Add(ref tape, Gates + t * GateStep), ref Unsafe.Add(ref pack, InputTransposed), "
                + "ref Unsafe.Add(ref dx, t * dxStep));");
        }

        writer.Line();
        _inputGradient.Write(writer, Rows, GateRow, InputRow, "The loss by x(t): the gates' gradients times the transposed input weights.");
    }

    private void WritePack(SourceWriter writer)
    {
        writer.Line("/// <summary>From the canonical kernel [Inputs, 4·Units], recurrent kernel [Units, 4·Units] and bias [4·Units], gates i f g o.</summary>");
        using (writer.Block("public static void PackWeights(ReadOnlySpan<float> parameters, int kernel, int recurrent, int bias, Span<float> pack)"))
        {
            ForEachGate(writer, (columns, canonical, gate) =>
            {
                string at = gate("Depth");
                string stride = gate("");
                writer.Line($"Packing.Copy(parameters, recurrent + {canonical}, 4 * Units, Units, {columns}, pack, {at}, {stride});");
                if (_useBias)
                {
                    writer.Line($"Packing.Copy(parameters, bias + {canonical}, 0, 1, {columns}, pack, {at} + Bias * {stride}, {stride});");
                }

                writer.Line($"Packing.Copy(parameters, kernel + {canonical}, 4 * Units, Inputs, {columns}, pack, {at} + FirstInput * {stride}, {stride});");
            });
            if (_halves)
            {
                writer.Line();
                writer.Line("// The recurrent weights once more, rounded to half their bytes.");
                ForEachGate(writer, (columns, canonical, gate) => writer.Line(
                    $"Packing.CopyHalves(parameters, recurrent + {canonical}, 4 * Units, Units, {columns}, pack, HiddenPairs + {gate(HiddenRows.ToString())}, {gate("")});"));
            }

            writer.Line();
            writer.Line("// Transposed, [lanes of h or x][gate]: a row of the pack is a gate.");
            ForEachGate(writer, (columns, canonical, gate) =>
            {
                Transpose(writer, _hiddenGradient, "recurrent", "HiddenTransposed", columns, canonical, gate("row"));
                Transpose(writer, _inputGradient, "kernel", "InputTransposed", columns, canonical, gate("row"));
            });
        }

        writer.Line();
        writer.Line("/// <summary>The packed gradient in the canonical layout.</summary>");
        using (writer.Block("public static void UnpackGradient(ReadOnlySpan<float> packed, int kernel, int recurrent, int bias, Span<float> gradient)"))
        {
            ForEachGate(writer, (columns, canonical, gate) =>
            {
                string at = gate(_weightGradient.PaddedDepth.ToString());
                string stride = gate("");
                writer.Line($"Packing.Copy(packed, {at}, {stride}, Units, {columns}, gradient, recurrent + {canonical}, 4 * Units);");
                if (_useBias)
                {
                    writer.Line($"Packing.Copy(packed, {at} + Bias * {stride}, 0, 1, {columns}, gradient, bias + {canonical}, 0);");
                }

                writer.Line($"Packing.Copy(packed, {at} + FirstInput * {stride}, {stride}, Inputs, {columns}, gradient, kernel + {canonical}, 4 * Units);");
            });
        }
    }

    private static void Transpose(SourceWriter writer, Projection projection, string source, string region, string columns, string canonical, string row)
    {
        (int lane, int offset) = (0, 0);
        foreach (int lanes in projection.Groups)
        {
            int count = Math.Min(lanes, projection.Outputs - lane);
            string from = lane == 0 ? source : $"{source} + {lane} * 4 * Units";
            string to = offset == 0 ? region : $"{region} + {offset}";
            writer.Line($"Packing.Transpose(parameters, {from} + {canonical}, 4 * Units, {count}, {columns}, pack, {to} + ({row}) * {lanes}, {lanes});");
            lane += lanes;
            offset += lanes * projection.Depth;
        }
    }

    /// <summary>
    /// Loops over blocks and gates. The body gets the units of the block, the gate's first column in the canonical layout, and a function: the
    /// gate's place in a pack of the given depth, its row in a transposed pack for "row", the floats of a row for "".
    /// </summary>
    private void ForEachGate(SourceWriter writer, Action<string, string, Func<string, string>> body)
    {
        if (_blocks.Full > 0)
        {
            using (writer.Block($"for (int block = 0; block < {_blocks.Full}; block++)"))
            using (writer.Block("for (int gate = 0; gate < 4; gate++)"))
            {
                bool partial = _blocks.Full * Blocks.Width > _units;
                body(
                    partial ? "Math.Min(16, Units - block * 16)" : "16",
                    "gate * Units + block * 16",
                    what => what switch
                    {
                        "" => "64",
                        "row" => "block * 64 + gate * 16",
                        _ => $"block * 64 * {what} + gate * 16",
                    });
            }
        }

        if (_blocks.Tail > 0)
        {
            int tail = _blocks.Tail;
            int first = _blocks.Full * Blocks.Width;
            using (writer.Block("for (int gate = 0; gate < 4; gate++)"))
            {
                body(
                    (_units - first).ToString(),
                    first == 0 ? "gate * Units" : $"gate * Units + {first}",
                    what => what switch
                    {
                        "" => $"{4 * tail}",
                        "row" => $"{first * 4} + gate * {tail}",
                        _ => $"{first * 4} * {what} + gate * {tail}",
                    });
            }
        }
    }

    private void WriteTrace(SourceWriter writer)
    {
        int first = _blocks.Full * Blocks.Width;
        writer.Line("/// <summary>Row 0 of a kept tape as gates, cells and hidden states in the order of time.</summary>");
        using (writer.Block("public static void ReadTrace(ref float work, ref float tape, LayerTrace trace, bool backwards)"))
        using (writer.Block("for (int step = 0; step < Steps; step++)"))
        {
            writer.Line("int t = backwards ? Steps - 1 - step : step;");
            writer.Line("ref float gates = ref Unsafe.Add(ref tape, Gates + step * GateStep);");
            using (writer.Block("for (int unit = 0; unit < Units; unit++)"))
            {
                string full = "unit / 16 * 64 + unit % 16";
                string tail = $"{first * 4} + unit - {first}";
                writer.Line(_blocks.Tail == 0 ? $"int at = {full};" : _blocks.Full == 0 ? "int at = unit;" : $"int at = unit < {first} ? {full} : {tail};");
                writer.Line(_blocks.Tail == 0
                    ? "const int stride = 16;"
                    : _blocks.Full == 0 ? $"const int stride = {_blocks.Tail};" : $"int stride = unit < {first} ? 16 : {_blocks.Tail};");
                writer.Line("""
                    trace.Set(
                        t, unit,
                        Unsafe.Add(ref gates, at), Unsafe.Add(ref gates, at + stride), Unsafe.Add(ref gates, at + 2 * stride), Unsafe.Add(ref gates, at + 3 * stride),
                        Unsafe.Add(ref tape, (step + 1) * CellStep + unit), Unsafe.Add(ref work, (step + 1) * ZStep + unit));
                    """);
            }
        }
    }
}
