namespace LstmGen.Generator.Layers.Recurrent;

// Forward and back: a tile of rows through all steps, and one window.
internal sealed partial class SimpleRnnKernels
{
    protected override string Kept => "what every step read";

    protected override string Sums => "that of the sums";

    protected override (string At, int Row) SumGradients => ("SumGradients + t * ZStep", ZRow);

    protected override string WindowHolds => "the hidden state of a step";

    protected override string WindowScratch => "taken";

    protected override void WriteBeforeSteps(SourceWriter writer) => writer.Line();

    protected override void WriteCell(SourceWriter writer)
    {
        writer.Line("ref float taken = ref TTape.Keep ? ref Unsafe.Add(ref tape, Taken + t * TakenStep) : ref Unsafe.Add(ref work, StepTaken);");
        using (writer.Block("for (nint row = 0; row < Rows; row++)"))
        {
            writer.Line("RowOps.Copy(ref Unsafe.Add(ref taken, row * TakenRow), ref Unsafe.Add(ref x, t * xStep + row * xRow), Inputs);");
            const string copy = "RowOps.Copy(ref Unsafe.Add(ref taken, row * TakenRow + Inputs), ref Unsafe.Add(ref hidden, row * ZRow), Units);";
            if (!_shape.Masked)
            {
                writer.Line(copy);
            }
            else
            {
                using (writer.Block("if (masked)"))
                {
                    writer.Line("RowOps.Multiply(ref Unsafe.Add(ref taken, row * TakenRow + Inputs), ref Unsafe.Add(ref hidden, row * ZRow), ref Unsafe.Add(ref tape, Masks + row * ZRow), Units);");
                }

                using (writer.Block("else"))
                {
                    writer.Line(copy);
                }
            }
        }

        writer.Line();
        writer.Line("ref float next = ref Unsafe.Add(ref hidden, ZStep);");
        writer.Line("Apply(ref taken, ref Unsafe.Add(ref pack, Weights), ref next);");
    }

    protected override void WriteForwardProducts(SourceWriter writer) =>
        _apply.Write(writer, Rows, TakenRow, ZRow, "h(t) from [x(t), h(t−1)], a tile of rows.", _shape.Activation);

    protected override void WriteBackward(SourceWriter writer)
    {
        WriteBackward(
            writer,
            """
                ref float dh = ref Unsafe.Add(ref tape, HiddenGradients);
                RowOps.Clear(ref dh, ZStep);
                """,
            WriteBackwardStep, WriteWeightGradients);
        writer.Line();
        _hiddenGradient.Write(writer, Rows, ZRow, ZRow, "The gradient with respect to h(t−1): that of the sums times the transposed recurrent weights.");
        writer.Line();
        _weights.Write(writer, "[x(t), h(t−1)]ᵀ times the gradients of the sums, over all steps and rows.");
    }

    private void WriteBackwardStep(SourceWriter writer)
    {
        writer.Line("ref float sums = ref Unsafe.Add(ref tape, SumGradients + t * ZStep);");
        using (writer.Block("for (int row = 0; row < Rows; row++)"))
        {
            if (!_shape.Sequence)
            {
                writer.Line("// Only a row's last step is read.");
            }

            WriteOutputGradient(writer);
            writer.Line(
                $"RowOps.TimesSlope<{_shape.Activation}>(ref Unsafe.Add(ref sums, row * ZRow), ref Unsafe.Add(ref dh, row * ZRow), ref Unsafe.Add(ref work, (t + 1) * ZStep + row * ZRow), Units);");
            if (ZRow > _shape.Units)
            {
                writer.Line($"RowOps.Clear(ref Unsafe.Add(ref sums, row * ZRow + Units), {ZRow - _shape.Units});");
            }
        }

        writer.Line();
        WriteHiddenGradient(writer, WriteHiddenGradient);
    }

    private void WriteHiddenGradient(SourceWriter writer)
    {
        writer.Line("HiddenGradient(ref sums, ref Unsafe.Add(ref pack, HiddenTransposed), ref dh);");
        if (_shape.Masked)
        {
            using (writer.Block("for (nint row = 0; row < Rows; row++)"))
            {
                writer.Line("RowOps.Multiply(ref Unsafe.Add(ref dh, row * ZRow), ref Unsafe.Add(ref dh, row * ZRow), ref Unsafe.Add(ref tape, Masks + row * ZRow), Units);");
            }
        }
    }

    private void WriteWeightGradients(SourceWriter writer)
    {
        writer.Line("""
            int pairs = (int)(end - start) * Rows;
            ref float segment = ref Unsafe.Add(ref tape, SumGradients + start * ZStep);
            WeightGradient(ref Unsafe.Add(ref tape, Taken + start * TakenStep), ref segment, ref Unsafe.Add(ref gradient, WeightGradients), pairs);
            """);
        if (_shape.UseBias)
        {
            writer.Line($"RowOps.AddRows(ref Unsafe.Add(ref gradient, BiasGradient), ref segment, pairs, ZRow, {_apply.Lanes});");
        }
    }

    protected override void WriteWindowSteps(SourceWriter writer)
    {
        writer.Line("ref float from = ref state;");
        using (writer.Block("for (nint t = 0; t < steps; t++)"))
        {
            writer.Line($"""
                ref float to = {(_shape.Sequence ? "ref Unsafe.Add(ref sequence, t * toStep)" : "ref sequence")};
                RowOps.Copy(ref taken, ref Unsafe.Add(ref x, t * xStep), Inputs);
                RowOps.Copy(ref Unsafe.Add(ref taken, Inputs), ref from, Units);
                ApplyRow(ref taken, ref Unsafe.Add(ref pack, Weights), ref to);
                from = ref to;
                """);
        }
    }

    protected override void WriteWindowProducts(SourceWriter writer) => _apply.Write(writer, 1, 0, 0, "h(t) from [x(t), h(t−1)], one row.", _shape.Activation, "Row");
}
