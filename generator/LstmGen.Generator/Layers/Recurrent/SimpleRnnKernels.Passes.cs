using LstmGen.Generator.Kernels;

namespace LstmGen.Generator.Layers.Recurrent;

// Forward and back: a tile of rows through all steps, and one window.
internal sealed partial class SimpleRnnKernels
{
    private void WriteForward(SourceWriter writer)
    {
        writer.Line("/// <summary>All steps of a tile: h and, when a tape is kept, what every step read.</summary>");
        writer.Line(Code.Hot);
        writer.Line(
            "public static void Forward<TTape>(ref float pack, ref float x, nint xStep, nint xRow, ref float work, ref float tape, nint from, nint to, in RowLengths starts, in RowLengths ends"
            + $"{(_shape.Masked ? ", bool masked" : "")}{(IsGivenStart ? ", ref float start, nint startRow" : "")})");
        writer.Line("    where TTape : struct, ITape");
        using (writer.Block(null))
        {
            writer.Line("ref float hidden = ref Unsafe.Add(ref work, from * ZStep);");
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

            writer.Line();
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
            writer.Line($"/// <summary>Before the first step: {(_shape.LearnedInitialState ? "what was learned" : "zero")}.</summary>");
            using (writer.Block("private static void Start(ref float pack, ref float hidden)"))
            {
                writer.Line("RowOps.Clear(ref hidden, ZRow);");
                if (_shape.LearnedInitialState)
                {
                    writer.Line("RowOps.Copy(ref hidden, ref Unsafe.Add(ref pack, InitialHidden), Units);");
                }
            }

            writer.Line();
        }

        _apply.Write(writer, Rows, TakenRow, ZRow, "h(t) from [x(t), h(t−1)], a tile of rows.", _shape.Activation);
    }

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
        if (_shape.Start == LstmStart.Carried)
        {
            writer.Line();
            LstmStarts.WriteLeave(writer, "ref Unsafe.Add(ref next, row * ZRow), Units");
        }

        writer.Line();
        writer.Line("hidden = ref next;");
    }

    private void WriteBackward(SourceWriter writer)
    {
        ComposedKernels.WriteBackward(
            writer,
            """
                ref float dh = ref Unsafe.Add(ref tape, HiddenGradients);
                RowOps.Clear(ref dh, ZStep);
                """,
            () => WriteBackwardStep(writer), () => WriteWeightGradients(writer), "h", _shape.LearnedInitialState ? () => WriteInitialGradient(writer) : null);
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

            SourceWriter.Scope? last = _shape.Sequence ? null : writer.Block("if (ends[row] - 1 == t)");
            writer.Line($"RowOps.Add(ref Unsafe.Add(ref dh, row * ZRow), ref Unsafe.Add(ref dy, {(_shape.Sequence ? "t * dyStep + " : "")}row * dyRow), Units);");
            last?.Dispose();
            writer.Line(
                $"RowOps.TimesSlope<{_shape.Activation}>(ref Unsafe.Add(ref sums, row * ZRow), ref Unsafe.Add(ref dh, row * ZRow), ref Unsafe.Add(ref work, (t + 1) * ZStep + row * ZRow), Units);");
            if (ZRow > _shape.Units)
            {
                writer.Line($"RowOps.Clear(ref Unsafe.Add(ref sums, row * ZRow + Units), {ZRow - _shape.Units});");
            }
        }

        writer.Line();
        SourceWriter.Scope? needed = WantsStartGradient ? null : writer.Block("if (t > from)");
        writer.Line("HiddenGradient(ref sums, ref Unsafe.Add(ref pack, HiddenTransposed), ref dh);");
        if (_shape.Masked)
        {
            using (writer.Block("for (nint row = 0; row < Rows; row++)"))
            {
                writer.Line("RowOps.Multiply(ref Unsafe.Add(ref dh, row * ZRow), ref Unsafe.Add(ref dh, row * ZRow), ref Unsafe.Add(ref tape, Masks + row * ZRow), Units);");
            }
        }

        if (_shape.Start == LstmStart.Fresh)
        {
            using (writer.Block("for (int row = 0; row < Rows; row++)"))
            using (writer.Block("if (t > from && starts[row] == t)"))
            {
                WriteInitialGradient(writer);
                writer.Line("RowOps.Clear(ref Unsafe.Add(ref dh, row * ZRow), ZRow);");
            }
        }

        needed?.Dispose();
    }

    private void WriteInitialGradient(SourceWriter writer)
    {
        if (_shape.LearnedInitialState)
        {
            writer.Line("RowOps.Add(ref Unsafe.Add(ref gradient, InitialHiddenGradient), ref Unsafe.Add(ref dh, row * ZRow), Units);");
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

    private void WriteInputGradient(SourceWriter writer)
    {
        writer.Line("/// <summary>After Backward: the gradient with respect to the input of every step.</summary>");
        using (writer.Block("public static void InputGradient(ref float pack, ref float tape, ref float dx, nint dxStep, nint from, nint to)"))
        using (writer.Block("for (nint t = from; t < to; t++)"))
        {
            writer.Line("StepInputGradient(ref Unsafe.Add(ref tape, SumGradients + t * ZStep), ref Unsafe.Add(ref pack, InputTransposed), ref Unsafe.Add(ref dx, t * dxStep));");
        }

        writer.Line();
        _inputGradient.Write(writer, Rows, ZRow, InputRow, "The gradient with respect to x(t): that of the sums times the transposed input weights.");
    }

    private void WriteWindow(SourceWriter writer)
    {
        string to = _shape.Sequence ? "ref Unsafe.Add(ref sequence, t * toStep)" : "ref sequence";
        writer.Line($$"""
            /// <summary>
            /// Steps of one window, on from a state: h{{(_shape.LearnedInitialState ? ", then whether it has started" : "")}}. {{(_shape.Sequence ? "Every hidden state goes to the sequence." : "The sequence holds the hidden state of a step.")}}
            /// </summary>
            """);
        writer.Line(Code.Hot);
        using (writer.Block(
            "public static void Window(ref float pack, ref float x, nint xStep, nint steps, ref float state, ref float sequence, nint toStep, ref float taken)"))
        {
            if (_shape.LearnedInitialState)
            {
                using (writer.Block("if (Unsafe.Add(ref state, Started) == 0f)"))
                {
                    writer.Line("Start(ref pack, ref state);");
                    writer.Line("Unsafe.Add(ref state, Started) = 1f;");
                }

                writer.Line();
            }

            writer.Line("ref float from = ref state;");
            using (writer.Block("for (nint t = 0; t < steps; t++)"))
            {
                writer.Line($"""
                    ref float to = {to};
                    RowOps.Copy(ref taken, ref Unsafe.Add(ref x, t * xStep), Inputs);
                    RowOps.Copy(ref Unsafe.Add(ref taken, Inputs), ref from, Units);
                    ApplyRow(ref taken, ref Unsafe.Add(ref pack, Weights), ref to);
                    from = ref to;
                    """);
            }

            writer.Line();
            writer.Line("RowOps.Copy(ref state, ref from, Units);");
        }

        writer.Line();
        _apply.Write(writer, 1, 0, 0, "h(t) from [x(t), h(t−1)], one row.", _shape.Activation, "Row");
    }
}
