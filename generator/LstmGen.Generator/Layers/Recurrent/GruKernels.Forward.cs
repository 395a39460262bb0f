using LstmGen.Generator.Kernels;

namespace LstmGen.Generator.Layers.Recurrent;

// Forward: a tile of rows through all steps.
internal sealed partial class GruKernels
{
    private string GateTypes => $"{_shape.GateActivation}, {_shape.CandidateActivation}";

    private void WriteForward(SourceWriter writer)
    {
        writer.Line("/// <summary>All steps of a tile: h and, when a tape is kept, the gates of every step.</summary>");
        writer.Line(Code.Hot);
        writer.Line(
            "public static void Forward<TTape>(ref float pack, ref float x, nint xStep, nint xRow, ref float work, ref float tape, nint from, nint to, in RowLengths starts, in RowLengths ends"
            + $"{(_shape.Masked ? ", bool masked" : "")}{(IsGivenStart ? ", ref float start, nint startRow" : "")})");
        writer.Line("    where TTape : struct, ITape");
        using (writer.Block(null))
        {
            writer.Line("ref float hidden = ref Unsafe.Add(ref work, from * ZStep);");
            writer.Line("ref float recurrent = ref Unsafe.Add(ref work, StepRecurrent);");
            if (IsGivenStart)
            {
                writer.Line();
                writer.Line(_shape.Start == LstmStart.Given ? "// All rows start from what they are given." : "// All rows start from what they carry.");
                writer.Line("RowOps.Clear(ref hidden, ZStep);");
                using (writer.Block("for (nint row = 0; row < Rows; row++)"))
                {
                    writer.Line("RowOps.Copy(ref Unsafe.Add(ref hidden, row * ZRow), ref Unsafe.Add(ref start, row * startRow), Units);");
                }
            }

            if (_shape.Masked && ZRow > _shape.Units)
            {
                writer.Line();
                writer.Line("// What lies behind a mask's factors is read with them.");
                using (writer.Block($"for (nint mask = 0; masked && mask < {GruShape.Gates * Rows}; mask++)"))
                {
                    writer.Line($"RowOps.Clear(ref Unsafe.Add(ref tape, Masks + mask * ZRow + Units), {ZRow - _shape.Units});");
                }

                writer.Line();
            }

            using (writer.Block("for (nint t = from; t < to; t++)"))
            {
                WriteForwardStep(writer);
            }

            if (!_shape.Sequence)
            {
                writer.Line();
                writer.Line("// h after each row's last valid step is the output.");
                using (writer.Block("for (int row = 0; row < Rows; row++)"))
                {
                    writer.Line($"RowOps.Copy(ref Unsafe.Add(ref work, Last + row * {StateRow}), ref Unsafe.Add(ref work, ends[row] * ZStep + row * ZRow), Units);");
                }
            }
        }

        writer.Line();
        if (!IsGivenStart)
        {
            WriteStart(writer);
            writer.Line();
        }

        _inputSums.Write(writer, Rows, TakenRow, GateRow, "b + x(t)·K, a tile of rows.");
        foreach (Projection sums in _recurrentSums.Values)
        {
            writer.Line();
            sums.Write(writer, Rows, ZRow, RecurrentRow, $"{(HasRecurrentBias ? "b + " : "")}h(t−1)·R{Of(sums)}, a tile of rows.");
        }
    }

    /// <summary>Which gates a product is of, where there are several.</summary>
    private string Of(Projection sums) => _recurrentSums.Count == 1 ? "" : $" of {Text.Count(sums.Outputs / Lanes, "gate")}";

    private void WriteForwardStep(SourceWriter writer)
    {
        if (!IsGivenStart)
        {
            writer.Line("// All rows start here; a shorter row starts again later, when the steps come from the end.");
            using (writer.Block("for (int row = 0; row < Rows; row++)"))
            using (writer.Block("if (t == from || starts[row] == t)"))
            {
                writer.Line("Start(ref pack, ref Unsafe.Add(ref hidden, row * ZRow));");
            }

            writer.Line();
        }

        writer.Line("""
            ref float gates = ref TTape.Keep ? ref Unsafe.Add(ref tape, Gates + t * GateStep) : ref Unsafe.Add(ref work, StepGates);
            ref float taken = ref TTape.Keep ? ref Unsafe.Add(ref tape, Taken + t * TakenStep) : ref Unsafe.Add(ref work, StepInputs);
            for (nint row = 0; row < Rows; row++)
            {
                RowOps.Copy(ref Unsafe.Add(ref taken, row * TakenRow), ref Unsafe.Add(ref x, t * xStep + row * xRow), Inputs);
            }

            InputSums(ref taken, ref Unsafe.Add(ref pack, InputWeights), ref gates);
            ref float next = ref Unsafe.Add(ref hidden, ZStep);
            """);
        if (!_shape.Masked)
        {
            WriteCell(writer, _ => "hidden");
        }
        else
        {
            using (writer.Block("if (masked)"))
            {
                writer.Line("// Every gate reads h(t−1) through a mask of its own.");
                writer.Line("ref float maskedHidden = ref Unsafe.Add(ref tape, MaskedHidden + t * ZStep);");
                using (writer.Block("for (nint row = 0; row < Rows; row++)"))
                using (writer.Block($"for (nint gate = 0; gate < {GruShape.Gates}; gate++)"))
                {
                    writer.Line(
                        "RowOps.Multiply(ref Unsafe.Add(ref maskedHidden, gate * Steps * ZStep + row * ZRow), ref Unsafe.Add(ref hidden, row * ZRow), "
                        + $"ref Unsafe.Add(ref tape, Masks + (row * {GruShape.Gates} + gate) * ZRow), ZRow);");
                }

                writer.Line();
                WriteCell(writer, gate => Code.At("maskedHidden", gate * _shape.Steps * ZStep));
            }

            using (writer.Block("else"))
            {
                WriteCell(writer, _ => "hidden");
            }
        }

        if (_shape.Start == LstmStart.Carried)
        {
            writer.Line();
            LstmStarts.WriteLeave(writer, "ref Unsafe.Add(ref next, row * ZRow), Units");
        }

        writer.Line();
        writer.Line("hidden = ref next;");
    }

    /// <summary>The products with h(t−1) and the element-wise part.</summary>
    /// <param name="writer">The kernels.</param>
    /// <param name="read">What a gate reads for h(t−1).</param>
    private void WriteCell(SourceWriter writer, Func<int, string> read)
    {
        if (_shape.ResetAfter)
        {
            WriteProducts(writer, "", _parts, read);
            writer.Line($"GruCell.Forward<Layout, {Narrow}, TTape, {GateTypes}>(ref gates, ref recurrent, ref hidden, ref next);");
            return;
        }

        WriteProducts(writer, "", _parts.Where(part => !part.HasCandidate), read);
        writer.Line("ref float reset = ref TTape.Keep ? ref Unsafe.Add(ref tape, ResetHidden + t * ZStep) : ref Unsafe.Add(ref work, StepReset);");
        writer.Line($"GruCell.Reset<Layout, {Narrow}, {_shape.GateActivation}>(ref gates, ref recurrent, ref {read(GruShape.Candidate)}, ref reset);");
        WriteProducts(writer, "", _parts.Where(part => part.HasCandidate), _ => "reset");
        writer.Line($"GruCell.Output<Layout, {Narrow}, TTape, {_shape.CandidateActivation}>(ref gates, ref recurrent, ref hidden, ref next);");
    }

    /// <summary>The products of parts with what they read.</summary>
    private void WriteProducts(SourceWriter writer, string suffix, IEnumerable<GruPart> parts, Func<int, string> read)
    {
        foreach (GruPart part in parts)
        {
            writer.Line(
                $"{_recurrentSums[part.Gates].Name}{suffix}(ref {read(part.First)}, ref Unsafe.Add(ref pack, {Region("RecurrentWeights", part)}), ref {Code.At("recurrent", part.First * Lanes)});");
        }
    }

    private string Region(string name, GruPart part) => PartName(name, _parts.Select((own, i) => (own, i)).First(pair => pair.own == part).i);

    private void WriteStart(SourceWriter writer)
    {
        writer.Line($"/// <summary>Before the first step: {(_shape.LearnedInitialState ? "what was learned" : "zero")}.</summary>");
        using (writer.Block("private static void Start(ref float pack, ref float hidden)"))
        {
            writer.Line("RowOps.Clear(ref hidden, ZRow);");
            if (_shape.LearnedInitialState)
            {
                writer.Line("RowOps.Copy(ref hidden, ref Unsafe.Add(ref pack, InitialHidden), Units);");
            }
        }
    }
}
