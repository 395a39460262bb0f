using LstmGen.Generator.Kernels;

namespace LstmGen.Generator.Layers.Recurrent;

// Forward: a tile of rows through all steps.
internal sealed partial class GruKernels
{
    private string GateTypes => $"{_shape.GateActivation}, {_shape.CandidateActivation}";

    protected override string Kept => "the gates of every step";

    protected override void WriteForwardLocals(SourceWriter writer) => writer.Line("ref float recurrent = ref Unsafe.Add(ref work, StepRecurrent);");

    protected override void WriteBeforeSteps(SourceWriter writer)
    {
        if (!_shape.Masked || ZRow == _shape.Units)
        {
            return;
        }

        writer.Line();
        writer.Line("// What lies behind a mask's factors is read with them.");
        using (writer.Block($"for (nint mask = 0; masked && mask < {GruShape.Gates * Rows}; mask++)"))
        {
            writer.Line($"RowOps.Clear(ref Unsafe.Add(ref tape, Masks + mask * ZRow + Units), {ZRow - _shape.Units});");
        }

        writer.Line();
    }

    protected override void WriteForwardProducts(SourceWriter writer)
    {
        _inputSums.Write(writer, Rows, TakenRow, GateRow, "b + x(t)·K, a tile of rows.");
        foreach (Projection sums in _recurrentSums.Values)
        {
            writer.Line();
            sums.Write(writer, Rows, ZRow, RecurrentRow, $"{(HasRecurrentBias ? "b + " : "")}h(t−1)·R{Of(sums)}, a tile of rows.");
        }
    }

    /// <summary>Which gates a product is of, where there are several.</summary>
    private string Of(Projection sums) => _recurrentSums.Count == 1 ? "" : $" of {Text.Count(sums.Outputs / Lanes, "gate")}";

    protected override void WriteCell(SourceWriter writer)
    {
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
}
