using LstmGen.Generator.Kernels;

namespace LstmGen.Generator.Layers.Recurrent;

// Backward: through time, then the weights, some steps at a time.
internal sealed partial class GruKernels
{
    protected override string Sums => "the gates' gradients";

    protected override (string At, int Row) SumGradients => ("Gates + t * GateStep", GateRow);

    protected override void WriteBackward(SourceWriter writer)
    {
        WriteBackward(
            writer,
            """
                ref float dh = ref Unsafe.Add(ref tape, HiddenGradients);
                ref float share = ref Unsafe.Add(ref tape, HiddenShare);
                RowOps.Clear(ref dh, ZStep);
                RowOps.Clear(ref share, ZStep);
                """,
            WriteBackwardStep, WriteWeightGradients);

        foreach (int gates in _recurrentSums.Keys)
        {
            writer.Line();
            _hiddenGradients[gates].Write(
                writer, Rows, GateRow, ZRow, $"The gradient with respect to h(t−1): the gates' gradients times the transposed recurrent weights{Of(_recurrentSums[gates])}.");
            writer.Line();
            _recurrentWeights[gates].Write(writer, $"h(t−1)ᵀ times the gates' gradients{Of(_recurrentSums[gates])}, over all steps and rows.");
        }

        writer.Line();
        _inputWeights.Write(writer, "xᵀ times the gates' gradients, over all steps and rows.");
    }

    private void WriteBackwardStep(SourceWriter writer)
    {
        if (!_shape.Sequence)
        {
            writer.Line("// Only a row's last step is read.");
        }

        using (writer.Block("for (int row = 0; row < Rows; row++)"))
        {
            WriteOutputGradient(writer);
        }

        writer.Line("""

            ref float gates = ref Unsafe.Add(ref tape, Gates + t * GateStep);
            ref float hidden = ref Unsafe.Add(ref work, t * ZStep);
            """);
        writer.Line($"GruCell.{(_shape.ResetAfter ? "" : "Output")}Backward<Layout, {Narrow}, {GateTypes}>(ref gates, ref hidden, ref dh);");
        if (!_shape.ResetAfter)
        {
            GruPart candidate = _parts.First(part => part.HasCandidate);
            string read = _shape.Masked ? $"tape, MaskedHidden + {GruShape.Candidate * _shape.Steps * ZStep} + t * ZStep" : "work, t * ZStep";
            WriteHiddenGradient(writer, candidate);
            writer.Line($"GruCell.ResetBackward<Layout, {Narrow}, {_shape.GateActivation}>(ref gates, ref Unsafe.Add(ref {read}), ref share);");
        }

        WriteHiddenGradient(writer, WriteHiddenGradient);
    }

    private void WriteHiddenGradient(SourceWriter writer)
    {
        foreach (GruPart part in _parts.OrderByDescending(part => part.HasCandidate))
        {
            if (_shape.ResetAfter || !part.HasCandidate)
            {
                WriteHiddenGradient(writer, part);
            }

            WriteAddShare(writer, part);
        }
    }

    private void WriteHiddenGradient(SourceWriter writer, GruPart part) => writer.Line(
        $"{_hiddenGradients[part.Gates].Name}(ref {Code.At("gates", GateOf(part.First) * Lanes)}, ref Unsafe.Add(ref pack, {Region("RecurrentTransposed", part)}), ref share);");

    /// <summary>A part's share goes back through its mask, where it has one.</summary>
    private void WriteAddShare(SourceWriter writer, GruPart part)
    {
        if (!_shape.Masked)
        {
            writer.Line("RowOps.Add(ref dh, ref share, ZStep);");
            return;
        }

        using (writer.Block("for (nint row = 0; row < Rows; row++)"))
        {
            writer.Line(
                "RowOps.MultiplyAdd(ref Unsafe.Add(ref dh, row * ZRow), ref Unsafe.Add(ref share, row * ZRow), "
                + $"ref Unsafe.Add(ref tape, Masks + (row * {GruShape.Gates} + {part.First}) * ZRow), Units);");
        }
    }

    private void WriteWeightGradients(SourceWriter writer)
    {
        writer.Line("""
            int pairs = (int)(end - start) * Rows;
            ref float segment = ref Unsafe.Add(ref tape, Gates + start * GateStep);
            InputWeightGradient(ref Unsafe.Add(ref tape, Taken + start * TakenStep), ref segment, ref Unsafe.Add(ref gradient, InputWeightGradients), pairs);
            """);
        foreach (GruPart part in _parts)
        {
            string read = !_shape.ResetAfter && part.HasCandidate ? "tape, ResetHidden + "
                : _shape.Masked ? $"tape, MaskedHidden + {part.First * _shape.Steps * ZStep} + "
                : "work, ";
            writer.Line(
                $"{_recurrentWeights[part.Gates].Name}(ref Unsafe.Add(ref {read}start * ZStep), ref {Code.At("segment", GateOf(part.First) * Lanes)}, "
                + $"ref Unsafe.Add(ref gradient, {Region("RecurrentWeightGradients", part)}), pairs);");
        }

        if (_shape.UseBias)
        {
            writer.Line($"RowOps.AddRows(ref Unsafe.Add(ref gradient, BiasGradient), ref segment, pairs, GateRow, {GateLanes});");
        }
    }
}
