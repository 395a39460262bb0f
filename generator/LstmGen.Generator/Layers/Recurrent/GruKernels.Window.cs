using LstmGen.Generator.Kernels;

namespace LstmGen.Generator.Layers.Recurrent;

// Forward: one window, step by step. What the inputs add to the gates is made for some steps at once, so that a weight that is read serves several steps.
internal sealed partial class GruKernels
{
    protected override string WindowHolds => "two hidden states in turn";

    protected override string WindowScratch => "sums";

    protected override void WriteWindowSteps(SourceWriter writer)
    {
        writer.Line("""
            ref float from = ref state;
            ref float to = ref sequence;
            ref float recurrent = ref Unsafe.Add(ref sums, RowRecurrent);
            """);
        using (writer.Block("for (nint t = 0; t < steps; t++)"))
        {
            using (writer.Block($"if (t % {Ahead} == 0)"))
            {
                writer.Line($"InputSumsAhead(ref pack, ref x, xStep, Math.Min(steps - t, {Ahead}), ref sums);");
            }

            writer.Line();
            writer.Line($"ref float gates = ref Unsafe.Add(ref sums, RowGates + t % {Ahead} * GateRow);");
            WriteRowCell(writer);
            writer.Line($"""

                x = ref Unsafe.Add(ref x, xStep);
                from = ref to;
                to = {(_shape.Sequence ? "ref Unsafe.Add(ref to, toStep)" : "ref Unsafe.Add(ref sequence, ((t + 1) & 1) * toStep)")};
                """);
        }
    }

    protected override void WriteWindowProducts(SourceWriter writer)
    {
        foreach (Projection sums in _recurrentSums.Values)
        {
            sums.Write(writer, 1, 0, 0, $"{(HasRecurrentBias ? "b + " : "")}h(t−1)·R{Of(sums)}, one row.", suffix: "Row");
            writer.Line();
        }

        WriteInputSums(writer);
    }

    private void WriteRowCell(SourceWriter writer)
    {
        if (_shape.ResetAfter)
        {
            WriteProducts(writer, "Row", _parts, _ => "from");
            writer.Line($"GruCell.Step<Layout, {Narrow}, {GateTypes}>(ref gates, ref recurrent, ref from, ref to);");
            return;
        }

        WriteProducts(writer, "Row", _parts.Where(part => !part.HasCandidate), _ => "from");
        writer.Line("ref float reset = ref Unsafe.Add(ref sums, RowReset);");
        writer.Line($"GruCell.ResetRow<Layout, {Narrow}, {_shape.GateActivation}>(ref gates, ref recurrent, ref from, ref reset);");
        WriteProducts(writer, "Row", _parts.Where(part => part.HasCandidate), _ => "reset");
        writer.Line($"GruCell.OutputRow<Layout, {Narrow}, {_shape.CandidateActivation}>(ref gates, ref recurrent, ref from, ref to);");
    }

    private void WriteInputSums(SourceWriter writer)
    {
        writer.Line("/// <summary>Steps of one window: what the bias and x(t) add to the gates. The inputs go side by side first, where the steps do not lie so.</summary>");
        writer.Line(Code.Hot);
        using (writer.Block("private static void InputSumsAhead(ref float pack, ref float x, nint xStep, nint steps, ref float sums)"))
        {
            writer.Line("""
                ref float rows = ref x;
                if (xStep != Inputs && steps > 1)
                {
                    rows = ref Unsafe.Add(ref sums, RowInputs);
                    for (nint step = 0; step < steps; step++)
                    {
                        RowOps.Copy(ref Unsafe.Add(ref rows, step * Inputs), ref Unsafe.Add(ref x, step * xStep), Inputs);
                    }
                }

                ref float gates = ref Unsafe.Add(ref sums, RowGates);
                nint t = 0;
                for (; t <= steps - Rows; t += Rows)
                {
                    InputSumsSteps(ref Unsafe.Add(ref rows, t * Inputs), ref Unsafe.Add(ref pack, InputWeights), ref Unsafe.Add(ref gates, t * GateRow));
                }

                for (; t < steps; t++)
                {
                    InputSumsRow(ref Unsafe.Add(ref rows, t * Inputs), ref Unsafe.Add(ref pack, InputWeights), ref Unsafe.Add(ref gates, t * GateRow));
                }
                """);
        }

        writer.Line();
        _inputSums.Write(writer, Rows, _shape.Inputs, GateRow, "b + x(t)·K, some steps of one window.", suffix: "Steps");
        writer.Line();
        _inputSums.Write(writer, 1, 0, 0, "b + x(t)·K, one row.", suffix: "Row");
    }
}
