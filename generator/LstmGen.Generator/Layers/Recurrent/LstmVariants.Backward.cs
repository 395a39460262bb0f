using LstmGen.Generator.Kernels;

namespace LstmGen.Generator.Layers.Recurrent;

// Backward: through time, then the weights, some steps at a time.
internal sealed partial class LstmVariants
{
    private void WriteBackward(SourceWriter writer)
    {
        ComposedKernels.WriteBackward(
            writer,
            """
                ref float dh = ref Unsafe.Add(ref tape, HiddenGradients);
                ref float dc = ref Unsafe.Add(ref tape, CellGradients);
                RowOps.Clear(ref dh, Rows * StateRow);
                RowOps.Clear(ref dc, CellStep);
                """,
            () => WriteBackwardStep(writer), () => WriteWeightGradients(writer), "the state", _cell.LearnedInitialState ? () => WriteInitialGradient(writer) : null);

        writer.Line();
        _hiddenGradient.Write(writer, Rows, GateRow, StateRow, "The gradient with respect to h(t−1): the gates' gradients times the transposed recurrent weights.");
        writer.Line();
        _inputWeights.Write(writer, "xᵀ times the gates' gradients, over all steps and rows.");
        writer.Line();
        _recurrentWeights.Write(writer, "h(t−1)ᵀ times the gates' gradients, over all steps and rows.");
        if (IsProjected)
        {
            writer.Line();
            _readGradient!.Write(writer, Rows, StateRow, CellRow, "The gradient with respect to o⊙y: that by h times the transposed projection.");
            writer.Line();
            _projectionWeights!.Write(writer, "(o⊙y)ᵀ times the gradient with respect to h, over all steps and rows.");
        }
    }

    private void WriteBackwardStep(SourceWriter writer)
    {
        if (!_cell.Sequence)
        {
            writer.Line("// Only a row's last step is read.");
        }

        using (writer.Block("for (int row = 0; row < Rows; row++)"))
        {
            SourceWriter.Scope? last = _cell.Sequence ? null : writer.Block("if (ends[row] - 1 == t)");
            writer.Line($"RowOps.Add(ref Unsafe.Add(ref dh, row * StateRow), ref Unsafe.Add(ref dy, {(_cell.Sequence ? "t * dyStep + " : "")}row * dyRow), Width);");
            last?.Dispose();
        }

        writer.Line();
        if (IsProjected)
        {
            writer.Line("""
                ref float read = ref Unsafe.Add(ref tape, ReadGradients);
                RowOps.Copy(ref Unsafe.Add(ref tape, ProjectedGradients + t * Rows * StateRow), ref dh, Rows * StateRow);
                ReadGradient(ref dh, ref Unsafe.Add(ref pack, ProjectionTransposed), ref read);
                """);
        }

        writer.Line("""
            ref float gates = ref Unsafe.Add(ref tape, Gates + t * GateStep);
            ref float cell = ref Unsafe.Add(ref tape, t * CellStep);
            ref float cellOut = ref Unsafe.Add(ref tape, CellOut + t * CellStep);
            """);
        using (writer.Block("for (nint row = 0; row < Rows; row++)"))
        {
            writer.Line(
                "CellBack(ref Unsafe.Add(ref gates, row * GateRow), ref Unsafe.Add(ref cell, row * CellRow), ref Unsafe.Add(ref cell, CellStep + row * CellRow), "
                + $"ref Unsafe.Add(ref cellOut, row * CellRow), ref Unsafe.Add(ref {(IsProjected ? "read, row * CellRow" : "dh, row * StateRow")}), ref Unsafe.Add(ref dc, row * CellRow)"
                + $"{(_cell.Peepholes ? ", ref Unsafe.Add(ref pack, Peepholes), ref Unsafe.Add(ref gradient, PeepholeGradient)" : "")});");
        }

        writer.Line();
        SourceWriter.Scope? needed = _cell.LearnedInitialState ? null : writer.Block("if (t > from)");
        WriteHiddenGradient(writer);
        using (writer.Block("for (int row = 0; row < Rows; row++)"))
        using (writer.Block("if (t > from && starts[row] == t)"))
        {
            WriteInitialGradient(writer);
            writer.Line("RowOps.Clear(ref Unsafe.Add(ref dh, row * StateRow), StateRow);");
            writer.Line("RowOps.Clear(ref Unsafe.Add(ref dc, row * CellRow), CellRow);");
        }

        needed?.Dispose();
    }

    private void WriteHiddenGradient(SourceWriter writer)
    {
        if (!IsMasked)
        {
            writer.Line("HiddenGradient(ref gates, ref Unsafe.Add(ref pack, RecurrentTransposed), ref dh);");
            return;
        }

        writer.Line("// Each gate's share goes back through that gate's mask.");
        writer.Line("ref float share = ref Unsafe.Add(ref tape, GateShare);");
        for (int part = 0; part < Parts; part++)
        {
            writer.Line(
                $"HiddenGradient(ref {Code.At("gates", part * PartColumns)}, ref Unsafe.Add(ref pack, RecurrentTransposed{Times(part, _hiddenGradient.Length)}), ref share);");
            using (writer.Block("for (nint row = 0; row < Rows; row++)"))
            {
                string operation = part == 0 ? "Multiply" : "MultiplyAdd";
                writer.Line(
                    $"RowOps.{operation}(ref Unsafe.Add(ref dh, row * StateRow), ref Unsafe.Add(ref share, row * StateRow), "
                    + $"ref Unsafe.Add(ref tape, Masks + (row * {Parts} + {part}) * ZRow), Width);");
            }
        }
    }

    private void WriteInitialGradient(SourceWriter writer)
    {
        if (_cell.LearnedInitialState)
        {
            writer.Line("RowOps.Add(ref Unsafe.Add(ref gradient, InitialHiddenGradient), ref Unsafe.Add(ref dh, row * StateRow), Width);");
            writer.Line("RowOps.Add(ref Unsafe.Add(ref gradient, InitialCellGradient), ref Unsafe.Add(ref dc, row * CellRow), Units);");
        }
    }

    private void WriteWeightGradients(SourceWriter writer)
    {
        writer.Line("""
            int pairs = (int)(end - start) * Rows;
            ref float segment = ref Unsafe.Add(ref tape, Gates + start * GateStep);
            InputWeightGradient(ref Unsafe.Add(ref tape, Taken + start * TakenStep), ref segment, ref Unsafe.Add(ref gradient, InputWeightGradients), pairs);
            """);
        for (int part = 0; part < Parts; part++)
        {
            string hidden = IsMasked ? $"tape, MaskedHidden + start * MaskStep{Times(part, ZRow)}" : "work, start * ZStep";
            writer.Line(
                $"RecurrentWeightGradient(ref Unsafe.Add(ref {hidden}), ref {Code.At("segment", part * PartColumns)}, "
                + $"ref Unsafe.Add(ref gradient, RecurrentWeightGradients{Times(part, (int)_recurrentWeights.Length)}), pairs);");
        }

        if (_cell.UseBias)
        {
            writer.Line($"RowOps.AddRows(ref Unsafe.Add(ref gradient, BiasGradient), ref segment, pairs, GateRow, {_inputSums.Lanes});");
        }

        if (IsProjected)
        {
            writer.Line(
                "ProjectionGradient(ref Unsafe.Add(ref tape, Read + start * CellStep), ref Unsafe.Add(ref tape, ProjectedGradients + start * Rows * StateRow), "
                + "ref Unsafe.Add(ref gradient, ProjectionGradients), pairs);");
        }
    }

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
}
