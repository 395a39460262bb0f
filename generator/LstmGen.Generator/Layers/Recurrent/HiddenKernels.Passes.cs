using LstmGen.Generator.Kernels;

namespace LstmGen.Generator.Layers.Recurrent;

// The walk over the steps of a tile, there and back, and over those of one window.
internal abstract partial class HiddenKernels
{
    /// <summary>What a tape keeps of a step, in words.</summary>
    protected abstract string Kept { get; }

    /// <summary>What the inputs are multiplied into, in words.</summary>
    protected abstract string Sums { get; }

    /// <summary>Where the gradient of that lies on the tape at step t, and its row.</summary>
    protected abstract (string At, int Row) SumGradients { get; }

    /// <summary>Locals of all steps.</summary>
    protected virtual void WriteForwardLocals(SourceWriter writer)
    {
    }

    /// <summary>What is done before the first step.</summary>
    protected virtual void WriteBeforeSteps(SourceWriter writer)
    {
    }

    /// <summary>One step of a tile: from x(t) and <c>hidden</c> to <c>next</c>, which it declares.</summary>
    protected abstract void WriteCell(SourceWriter writer);

    /// <summary>The products that a step of a tile calls.</summary>
    protected abstract void WriteForwardProducts(SourceWriter writer);

    protected abstract void WriteBackward(SourceWriter writer);

    /// <summary>What the sequence of a window holds where it has no step for each, in words.</summary>
    protected abstract string WindowHolds { get; }

    /// <summary>The scratch of a window.</summary>
    protected abstract string WindowScratch { get; }

    /// <summary>The steps of a window, from <c>from</c>, which it declares and leaves at the last h.</summary>
    protected abstract void WriteWindowSteps(SourceWriter writer);

    /// <summary>What a window calls.</summary>
    protected abstract void WriteWindowProducts(SourceWriter writer);

    private void WriteForward(SourceWriter writer)
    {
        writer.Line($"/// <summary>All steps of a tile: h and, when a tape is kept, {Kept}.</summary>");
        writer.Line(Code.Hot);
        writer.Line(
            "public static void Forward<TTape>(ref float pack, ref float x, nint xStep, nint xRow, ref float work, ref float tape, nint from, nint to, in RowLengths starts, in RowLengths ends"
            + $"{(shape.Masked ? ", bool masked" : "")}{(IsGivenStart ? ", ref float start, nint startRow" : "")})");
        writer.Line("    where TTape : struct, ITape");
        using (writer.Block(null))
        {
            writer.Line("ref float hidden = ref Unsafe.Add(ref work, from * ZStep);");
            WriteForwardLocals(writer);
            if (IsGivenStart)
            {
                writer.Line();
                writer.Line(shape.Start == LstmStart.Given ? "// All rows start from what they are given." : "// All rows start from what they carry.");
                writer.Line("RowOps.Clear(ref hidden, ZStep);");
                using (writer.Block("for (nint row = 0; row < Rows; row++)"))
                {
                    writer.Line("RowOps.Copy(ref Unsafe.Add(ref hidden, row * ZRow), ref Unsafe.Add(ref start, row * startRow), Units);");
                }
            }

            WriteBeforeSteps(writer);
            using (writer.Block("for (nint t = from; t < to; t++)"))
            {
                WriteForwardStep(writer);
            }

            if (!shape.Sequence)
            {
                writer.Line();
                ComposedKernels.WriteLast(writer, Text.Of(StateRow), "Units");
            }
        }

        writer.Line();
        if (!IsGivenStart)
        {
            WriteStart(writer);
            writer.Line();
        }

        WriteForwardProducts(writer);
    }

    private void WriteForwardStep(SourceWriter writer)
    {
        if (!IsGivenStart)
        {
            ComposedKernels.WriteStartRows(writer, "Start(ref pack, ref Unsafe.Add(ref hidden, row * ZRow));");
            writer.Line();
        }

        WriteCell(writer);
        if (shape.Start == LstmStart.Carried)
        {
            writer.Line();
            LstmStarts.WriteLeave(writer, "ref Unsafe.Add(ref next, row * ZRow), Units");
        }

        writer.Line();
        writer.Line("hidden = ref next;");
    }

    private void WriteStart(SourceWriter writer)
    {
        writer.Line($"/// <summary>Before the first step: {(shape.LearnedInitialState ? "what was learned" : "zero")}.</summary>");
        using (writer.Block("private static void Start(ref float pack, ref float hidden)"))
        {
            writer.Line("RowOps.Clear(ref hidden, ZRow);");
            if (shape.LearnedInitialState)
            {
                writer.Line("RowOps.Copy(ref hidden, ref Unsafe.Add(ref pack, InitialHidden), Units);");
            }
        }
    }

    /// <summary>The way back: segments of steps, then their share of the weights, and what is left for a learned start.</summary>
    protected void WriteBackward(SourceWriter writer, string locals, Action<SourceWriter> step, Action<SourceWriter> weights) => ComposedKernels.WriteBackward(
        writer, locals, () => step(writer), () => weights(writer), "h", shape.LearnedInitialState ? () => WriteInitialGradient(writer) : null);

    /// <summary>Inside a loop over rows: adds the gradient of the output, of a row's last step where no other is passed on.</summary>
    protected void WriteOutputGradient(SourceWriter writer)
    {
        SourceWriter.Scope? last = shape.Sequence ? null : writer.Block("if (ends[row] - 1 == t)");
        writer.Line($"RowOps.Add(ref Unsafe.Add(ref dh, row * ZRow), ref Unsafe.Add(ref dy, {(shape.Sequence ? "t * dyStep + " : "")}row * dyRow), Units);");
        last?.Dispose();
    }

    /// <summary>The gradient with respect to h(t−1), where somebody wants it; rows that started at t hand theirs to what they started from.</summary>
    protected void WriteHiddenGradient(SourceWriter writer, Action<SourceWriter> gradient)
    {
        SourceWriter.Scope? needed = WantsStartGradient ? null : writer.Block("if (t > from)");
        gradient(writer);
        if (shape.Start == LstmStart.Fresh)
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
        if (shape.LearnedInitialState)
        {
            writer.Line("RowOps.Add(ref Unsafe.Add(ref gradient, InitialHiddenGradient), ref Unsafe.Add(ref dh, row * ZRow), Units);");
        }
    }

    private void WriteInputGradient(SourceWriter writer)
    {
        (string at, int row) = SumGradients;
        writer.Line("/// <summary>After Backward: the gradient with respect to the input of every step.</summary>");
        using (writer.Block("public static void InputGradient(ref float pack, ref float tape, ref float dx, nint dxStep, nint from, nint to)"))
        using (writer.Block("for (nint t = from; t < to; t++)"))
        {
            writer.Line($"StepInputGradient(ref Unsafe.Add(ref tape, {at}), ref Unsafe.Add(ref pack, InputTransposed), ref Unsafe.Add(ref dx, t * dxStep));");
        }

        writer.Line();
        ToInputs.Write(writer, Rows, row, InputRow, $"The gradient with respect to x(t): {Sums} times the transposed input weights.");
    }

    private void WriteWindow(SourceWriter writer)
    {
        writer.Line($$"""
            /// <summary>
            /// Steps of one window, on from a state: h{{(shape.LearnedInitialState ? ", then whether it has started" : "")}}. {{(shape.Sequence ? "Every hidden state goes to the sequence." : $"The sequence holds {WindowHolds}.")}}
            /// </summary>
            """);
        writer.Line(Code.Hot);
        using (writer.Block(
            $"public static void Window(ref float pack, ref float x, nint xStep, nint steps, ref float state, ref float sequence, nint toStep, ref float {WindowScratch})"))
        {
            if (shape.LearnedInitialState)
            {
                using (writer.Block("if (Unsafe.Add(ref state, Started) == 0f)"))
                {
                    writer.Line("Start(ref pack, ref state);");
                    writer.Line("Unsafe.Add(ref state, Started) = 1f;");
                }

                writer.Line();
            }

            WriteWindowSteps(writer);
            writer.Line();
            writer.Line("RowOps.Copy(ref state, ref from, Units);");
        }

        writer.Line();
        WriteWindowProducts(writer);
    }
}
