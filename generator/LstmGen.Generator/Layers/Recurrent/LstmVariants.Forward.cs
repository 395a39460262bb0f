using LstmGen.Generator.Kernels;

namespace LstmGen.Generator.Layers.Recurrent;

// Forward: a tile of rows through all steps, and one window.
internal sealed partial class LstmVariants
{
    private void WriteForward(SourceWriter writer)
    {
        writer.Line("/// <summary>All steps of a tile: h, cells and, when a tape is kept, the gates of every step.</summary>");
        writer.Line(Code.Hot);
        writer.Line(
            "public static void Forward<TTape>(ref float pack, ref float x, nint xStep, nint xRow, ref float work, ref float tape, nint from, nint to, in RowLengths starts, in RowLengths ends"
            + $"{(IsMasked ? ", bool masked" : "")}{(_carries ? ", ref float start, nint startRow" : "")})");
        writer.Line("    where TTape : struct, ITape");
        using (writer.Block(null))
        {
            writer.Line("""
                nint cellStep = TTape.Keep ? CellStep : 0;
                ref float hidden = ref Unsafe.Add(ref work, from * ZStep);
                ref float cell = ref TTape.Keep ? ref Unsafe.Add(ref tape, from * CellStep) : ref Unsafe.Add(ref work, Cell);
                ref float recurrent = ref Unsafe.Add(ref work, StepRecurrent);
                """);
            if (_carries)
            {
                writer.Line();
                writer.Line("// All rows start from what they carry.");
                using (writer.Block("for (nint row = 0; row < Rows; row++)"))
                {
                    writer.Line("RowOps.Copy(ref Unsafe.Add(ref hidden, row * ZRow), ref Unsafe.Add(ref start, row * startRow), Width);");
                    writer.Line("RowOps.Copy(ref Unsafe.Add(ref cell, row * CellRow), ref Unsafe.Add(ref start, row * startRow + StateCell), Units);");
                }
            }

            using (writer.Block("for (nint t = from; t < to; t++)"))
            {
                if (!_carries)
                {
                    ComposedKernels.WriteStartRows(writer, "Start(ref pack, ref Unsafe.Add(ref hidden, row * ZRow), ref Unsafe.Add(ref cell, row * CellRow));");
                }

                writer.Line("""

                    ref float gates = ref TTape.Keep ? ref Unsafe.Add(ref tape, Gates + t * GateStep) : ref Unsafe.Add(ref work, StepGates);
                    ref float taken = ref TTape.Keep ? ref Unsafe.Add(ref tape, Taken + t * TakenStep) : ref Unsafe.Add(ref work, StepInputs);
                    for (nint row = 0; row < Rows; row++)
                    {
                        RowOps.Copy(ref Unsafe.Add(ref taken, row * TakenRow), ref Unsafe.Add(ref x, t * xStep + row * xRow), Inputs);
                    }

                    InputSums(ref taken, ref Unsafe.Add(ref pack, InputWeights), ref gates);
                    """);
                WriteRecurrentSums(writer);
                writer.Line("""

                    ref float next = ref Unsafe.Add(ref hidden, ZStep);
                    ref float nextCell = ref Unsafe.Add(ref cell, cellStep);
                    ref float cellOut = ref Unsafe.Add(ref tape, TTape.Keep ? CellOut + t * CellStep : 0);
                    """);
                if (IsProjected)
                {
                    writer.Line("ref float read = ref TTape.Keep ? ref Unsafe.Add(ref tape, Read + t * CellStep) : ref Unsafe.Add(ref work, StepRead);");
                }

                using (writer.Block("for (nint row = 0; row < Rows; row++)"))
                {
                    writer.Line(
                        "CellForward<TTape>(ref Unsafe.Add(ref gates, row * GateRow), ref Unsafe.Add(ref recurrent, row * GateRow), ref Unsafe.Add(ref cell, row * CellRow), "
                        + $"ref Unsafe.Add(ref nextCell, row * CellRow), ref Unsafe.Add(ref cellOut, row * CellRow), {(IsProjected ? "ref Unsafe.Add(ref read, row * CellRow)" : "ref Unsafe.Add(ref next, row * ZRow)")}"
                        + $"{PeepholeArgument});");
                }

                if (IsProjected)
                {
                    writer.Line("Project(ref read, ref Unsafe.Add(ref pack, Projection), ref next);");
                }

                if (_carries)
                {
                    writer.Line();
                    LstmStarts.WriteLeave(writer, "ref Unsafe.Add(ref next, row * ZRow), Width", "ref Unsafe.Add(ref nextCell, row * CellRow), Units", "StateCell");
                }

                writer.Line("""

                    hidden = ref next;
                    cell = ref nextCell;
                    """);
            }

            if (!_cell.Sequence)
            {
                writer.Line();
                ComposedKernels.WriteLast(writer, "StateRow", "Width");
            }
        }

        writer.Line();
        if (!_carries)
        {
            WriteStart(writer);
            writer.Line();
        }

        _inputSums.Write(writer, Rows, InputRowTaken, GateRow, "b + x(t)·K, a tile of rows.");
        writer.Line();
        _recurrentSums.Write(writer, Rows, ZRow, GateRow, "h(t−1)·R, a tile of rows.");
        if (IsMasked)
        {
            writer.Line();
            _recurrentSums.Write(writer, Rows, Parts * ZRow, GateRow, "The same of an h that a mask was laid on.", suffix: "Masked");
        }

        if (IsProjected)
        {
            writer.Line();
            _project!.Write(writer, Rows, CellRow, ZRow, "h = (o⊙y)·W, a tile of rows.");
        }
    }

    private void WriteRecurrentSums(SourceWriter writer)
    {
        if (!IsMasked)
        {
            writer.Line("RecurrentSums(ref hidden, ref Unsafe.Add(ref pack, RecurrentWeights), ref recurrent);");
            return;
        }

        using (writer.Block("if (masked)"))
        {
            writer.Line("// Every gate reads h(t−1) through a mask of its own.");
            writer.Line("ref float maskedHidden = ref Unsafe.Add(ref tape, MaskedHidden + t * MaskStep);");
            writer.Line("ref float mask = ref Unsafe.Add(ref tape, Masks);");
            using (writer.Block("for (nint row = 0; row < Rows; row++)"))
            using (writer.Block($"for (nint gate = 0; gate < {Parts}; gate++)"))
            {
                writer.Line($"nint at = (row * {Parts} + gate) * ZRow;");
                writer.Line("RowOps.Multiply(ref Unsafe.Add(ref maskedHidden, at), ref Unsafe.Add(ref hidden, row * ZRow), ref Unsafe.Add(ref mask, at), Width);");
            }

            writer.Line();
            for (int part = 0; part < Parts; part++)
            {
                writer.Line(
                    $"RecurrentSumsMasked(ref {Code.At("maskedHidden", part * ZRow)}, ref Unsafe.Add(ref pack, RecurrentWeights{Times(part, _recurrentSums.Length)}), "
                    + $"ref {Code.At("recurrent", part * PartColumns)});");
            }
        }

        using (writer.Block("else"))
        {
            WriteParts(writer, "RecurrentSums", "hidden");
        }
    }

    private void WriteParts(SourceWriter writer, string method, string hidden)
    {
        for (int part = 0; part < Parts; part++)
        {
            writer.Line(
                $"{method}(ref {hidden}, ref Unsafe.Add(ref pack, RecurrentWeights{Times(part, _recurrentSums.Length)}), ref {Code.At("recurrent", part * PartColumns)});");
        }
    }

    private static string Times(int part, long length) => part == 0 ? "" : $" + {part * length}";

    private void WriteStart(SourceWriter writer)
    {
        writer.Line($"/// <summary>Before the first step: {(_cell.LearnedInitialState ? "what was learned" : "zero")}.</summary>");
        using (writer.Block("private static void Start(ref float pack, ref float hidden, ref float cell)"))
        {
            writer.Line(_cell.LearnedInitialState
                ? """
                  RowOps.Copy(ref hidden, ref Unsafe.Add(ref pack, InitialHidden), Width);
                  RowOps.Copy(ref cell, ref Unsafe.Add(ref pack, InitialCell), Units);
                  """
                : """
                  RowOps.Clear(ref hidden, Width);
                  RowOps.Clear(ref cell, Units);
                  """);
        }
    }

    private void WriteWindow(SourceWriter writer)
    {
        string next = _cell.Sequence ? "ref Unsafe.Add(ref to, toStep)" : "ref Unsafe.Add(ref sequence, ((t + 1) & 1) * toStep)";
        writer.Line($$"""
            /// <summary>
            /// Steps of one window, on from a state: h, then c{{(_cell.LearnedInitialState ? ", then whether it has started" : "")}}. {{(_cell.Sequence ? "Every hidden state goes to the sequence." : "The sequence holds two hidden states in turn.")}}
            /// </summary>
            """);
        writer.Line(Code.Hot);
        using (writer.Block(
            "public static void Window(ref float pack, ref float x, nint xStep, nint steps, ref float state, ref float sequence, nint toStep, ref float sums)"))
        {
            if (_cell.LearnedInitialState)
            {
                using (writer.Block("if (Unsafe.Add(ref state, Started) == 0f)"))
                {
                    writer.Line("Start(ref pack, ref state, ref Unsafe.Add(ref state, StateCell));");
                    writer.Line("Unsafe.Add(ref state, Started) = 1f;");
                }

                writer.Line();
            }

            writer.Line("""
                ref float cell = ref Unsafe.Add(ref state, StateCell);
                ref float from = ref state;
                ref float to = ref sequence;
                ref float gates = ref sums;
                ref float recurrent = ref Unsafe.Add(ref sums, GateRow);
                """);
            if (IsProjected)
            {
                writer.Line("ref float read = ref Unsafe.Add(ref sums, 2 * GateRow);");
            }

            using (writer.Block("for (nint t = 0; t < steps; t++)"))
            {
                writer.Line("InputSumsRow(ref x, ref Unsafe.Add(ref pack, InputWeights), ref gates);");
                WriteParts(writer, "RecurrentSumsRow", "from");
                writer.Line($"CellForward<NoTape>(ref gates, ref recurrent, ref cell, ref cell, ref cell, ref {(IsProjected ? "read" : "to")}{PeepholeArgument});");
                if (IsProjected)
                {
                    writer.Line("ProjectRow(ref read, ref Unsafe.Add(ref pack, Projection), ref to);");
                }

                writer.Line($"""

                    x = ref Unsafe.Add(ref x, xStep);
                    from = ref to;
                    to = {next};
                    """);
            }

            writer.Line();
            writer.Line("RowOps.Copy(ref state, ref from, Width);");
        }

        writer.Line();
        _inputSums.Write(writer, 1, 0, 0, "b + x(t)·K, one row.", suffix: "Row");
        writer.Line();
        _recurrentSums.Write(writer, 1, 0, 0, "h(t−1)·R, one row.", suffix: "Row");
        if (IsProjected)
        {
            writer.Line();
            _project!.Write(writer, 1, 0, 0, "h = (o⊙y)·W, one row.", suffix: "Row");
        }
    }
}
