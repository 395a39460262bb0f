using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Decoder;

// The methods: a tile forward and back, one step.
internal sealed partial class DecoderAttentionKernels
{
    private const string Tile = "ref float x, ref float memory, ref float packed, ref float work, ";

    private int Context => _valueWidth * _heads;

    private string ValueSlice(string row) => $"Unsafe.Add(ref memory, {row} * {Memory.RowStride} + head * {_valueWidth})";

    private void WriteForward(SourceWriter writer)
    {
        writer.Line("/// <summary>A tile of rows: every step of the decoder looks at the valid steps of the encoder.</summary>");
        using (writer.Block($"public static void Forward({Tile}in RowLengths valid, int steps)"))
        {
            using (writer.Block($"for (nint head = 0; head < {_heads}; head++)"))
            {
                if (_key is not null)
                {
                    using (writer.Block("for (nint t = 0, longest = valid.Longest; t < longest; t++)"))
                    {
                        writer.Line(
                            $"ProjectKey(ref Unsafe.Add(ref memory, t * {Memory.StepStride} + head * {_valueWidth}), ref {Head("packed", "KeyPack", Line(_key.Length))}, "
                            + $"ref Unsafe.Add(ref work, TileKeys + (head * {SourceSteps} + t) * {Rows * ProjectedRow}));");
                    }

                    writer.Line();
                }

                using (writer.Block("for (nint t = 0; t < steps; t++)"))
                {
                    if (_query is not null)
                    {
                        writer.Line(
                            $"ProjectQuery(ref Unsafe.Add(ref x, t * {_input.StepStride} + head * {_queryWidth}), ref {Head("packed", "QueryPack", Line(_query.Length))}, "
                            + $"ref {OfStep("work", "Queries", ProjectedRow)});");
                    }

                    using (writer.Block($"for (int row = 0; row < {Rows}; row++)"))
                    {
                        writer.Line($"ref float weights = ref {Of("work", "Weights", WeightsRow)};");
                        writer.Line($"ref float values = ref {ValueSlice("row")};");
                        writer.Line($"ref float query = ref {Query()};");
                        WriteScores(writer, KeysOf("work", "TileKeys"), Rows * ProjectedRow, "Hidden", Memory.StepStride, "valid[row]");
                        writer.Line(
                            $"AttentionRow.WeightedSum(ref weights, ref values, {Memory.StepStride}, valid[row], {_valueWidth}, "
                            + $"ref Unsafe.Add(ref work, Output + (t * {Rows} + row) * {OutputRow} + head * {_valueWidth}));");
                    }
                }
            }

            writer.Line();
            writer.Line("// The step itself behind its context.");
            using (writer.Block("for (nint t = 0; t < steps; t++)"))
            using (writer.Block($"for (nint row = 0; row < {Rows}; row++)"))
            {
                writer.Line($"RowOps.Copy(ref Unsafe.Add(ref work, Output + (t * {Rows} + row) * {OutputRow} + {Context}), ref {At("x", _input)}, {_queryWidth * _heads});");
            }
        }
    }

    private string Query() => _query is null
        ? $"Unsafe.Add(ref x, t * {_input.StepStride} + row * {_input.RowStride} + head * {_queryWidth})"
        : Of("work", "Queries", ProjectedRow);

    private static string At(string reference, View view) => $"Unsafe.Add(ref {reference}, t * {view.StepStride} + row * {view.RowStride})";

    /// <summary>The scores of one query and their softmax.</summary>
    private void WriteScores(SourceWriter writer, string keys, int keyStride, string hidden, int stride, string valid)
    {
        string factor = Text.Literal(_factor);
        writer.Line(IsAdditive
            ? $"AttentionRow.AdditiveScores(ref query, ref {keys}, {keyStride}, {valid}, {_units}, ref {Head("packed", "Vector", ProjectedRow)}, {factor}, ref weights, "
                + $"ref Unsafe.Add(ref work, {hidden}));"
            : $"AttentionRow.Scores(ref query, ref values, {stride}, {valid}, {_valueWidth}, {factor}, ref weights);");
        writer.Line($"AttentionRow.Weights(ref weights, {valid}, {SourceSteps});");
    }

    private void WriteBackward(SourceWriter writer)
    {
        writer.Line("/// <summary>From the gradient with respect to the output to the gradient of the weights, and to the gradient with respect to the queries and by the encoder's steps.</summary>");
        using (writer.Block(
            $"public static void Backward({Tile}ref float tape, ref float dy, nint dyStep, nint dyRow, ref float gradient, in RowLengths valid, int steps)"))
        {
            writer.Line("int longest = valid.Longest;");
            writer.Line($"RowOps.Clear(ref Unsafe.Add(ref tape, MemoryGradients), longest * {Rows * MemoryRow});");
            writer.Line("ref float scores = ref Unsafe.Add(ref tape, ScoreGradients);");
            using (writer.Block($"for (nint head = 0; head < {_heads}; head++)"))
            {
                if (_key is not null)
                {
                    writer.Line($"RowOps.Clear(ref {Head("tape", "KeyGradients", SourceSteps * Rows * ProjectedRow)}, longest * {Rows * ProjectedRow});");
                }

                using (writer.Block("for (nint t = 0; t < steps; t++)"))
                using (writer.Block($"for (int row = 0; row < {Rows}; row++)"))
                {
                    WriteBackwardRow(writer);
                }

                if (_query is not null)
                {
                    writer.Line();
                    writer.Line(
                        $"QueryWeightGradient(ref Unsafe.Add(ref x, head * {_queryWidth}), ref {Head("tape", "QueryGradients", (long)_steps * Rows * ProjectedRow)}, "
                        + $"ref {Head("gradient", "QueryGradient", Line(_queryWeights!.Length))}, steps * {Rows});");
                }

                if (_key is not null)
                {
                    writer.Line(
                        $"KeyWeightGradient(ref Unsafe.Add(ref memory, head * {_valueWidth}), ref {Head("tape", "KeyGradients", (long)SourceSteps * Rows * ProjectedRow)}, "
                        + $"ref {Head("gradient", "KeyWeightsGradient", Line(_keyWeights!.Length))}, longest * {Rows});");
                    WriteKeysBack(writer);
                }
            }
        }
    }

    private void WriteBackwardRow(SourceWriter writer)
    {
        string step = $"{Rows * MemoryRow}";
        writer.Line($"ref float weights = ref {Of("work", "Weights", WeightsRow)};");
        writer.Line($"ref float values = ref {ValueSlice("row")};");
        writer.Line($"ref float context = ref Unsafe.Add(ref dy, t * dyStep + row * dyRow + head * {_valueWidth});");
        writer.Line($"ref float byMemory = ref Unsafe.Add(ref tape, MemoryGradients + row * {MemoryRow} + head * {_valueWidth});");
        writer.Line($"ref float byQuery = ref {Of("tape", "QueryGradients", ProjectedRow)};");
        writer.Line($"ref float query = ref {Query()};");
        writer.Line(
            $"AttentionRow.ScoreGradients(ref weights, ref context, ref values, {Memory.StepStride}, valid[row], {_valueWidth}, {Text.Literal(_factor)}, ref scores);");
        writer.Line($"AttentionRow.AddSpread(ref weights, ref context, ref byMemory, {step}, valid[row], {_valueWidth});");
        if (IsAdditive)
        {
            writer.Line(
                $"AttentionRow.AdditiveGradients(ref scores, ref query, ref {KeysOf("work", "TileKeys")}, ref {KeysOf("tape", "KeyGradients")}, {Rows * ProjectedRow}, valid[row], "
                + $"{_units}, ref {Head("packed", "Vector", ProjectedRow)}, ref {Head("gradient", "VectorGradient", ProjectedRow)}, ref byQuery);");
            return;
        }

        writer.Line($"AttentionRow.WeightedSum(ref scores, ref values, {Memory.StepStride}, valid[row], {_valueWidth}, ref byQuery);");
        writer.Line($"AttentionRow.AddSpread(ref scores, ref query, ref byMemory, {step}, valid[row], {_valueWidth});");
    }

    private void WriteKeysBack(SourceWriter writer)
    {
        using (writer.Block("for (nint t = 0; t < longest; t++)"))
        {
            writer.Line(
                $"KeyBack(ref Unsafe.Add(ref tape, KeyGradients + (head * {SourceSteps} + t) * {Rows * ProjectedRow}), "
                + $"ref {Head("packed", "KeyTransposed", Line(_keyBack!.Length))}, ref Unsafe.Add(ref tape, Back));");
            using (writer.Block($"for (nint row = 0; row < {Rows}; row++)"))
            {
                writer.Line(
                    $"RowOps.Add(ref Unsafe.Add(ref tape, MemoryGradients + (t * {Rows} + row) * {MemoryRow} + head * {_valueWidth}), "
                    + $"ref Unsafe.Add(ref tape, Back + row * {BackRow}), {_valueWidth});");
            }
        }
    }

    private void WriteInputGradient(SourceWriter writer)
    {
        string to = $"Unsafe.Add(ref tape, InputGradients + (t * {Rows} + row) * {InputRow}";
        writer.Line("/// <summary>After Backward: the gradient with respect to every step of the decoder, as a query and as what is passed on.</summary>");
        using (writer.Block("public static void InputGradient(ref float packed, ref float tape, ref float dy, nint dyStep, nint dyRow, int steps)"))
        using (writer.Block("for (nint t = 0; t < steps; t++)"))
        {
            using (writer.Block($"for (nint head = 0; head < {_heads}; head++)"))
            {
                if (_query is not null)
                {
                    writer.Line(
                        $"QueryBack(ref {OfStep("tape", "QueryGradients", ProjectedRow)}, ref {Head("packed", "QueryTransposed", Line(_queryBack!.Length))}, "
                        + "ref Unsafe.Add(ref tape, Back));");
                }

                using (writer.Block($"for (nint row = 0; row < {Rows}; row++)"))
                {
                    string from = _query is null ? Of("tape", "QueryGradients", ProjectedRow) : $"Unsafe.Add(ref tape, Back + row * {BackRow})";
                    writer.Line($"RowOps.Copy(ref {to} + head * {_queryWidth}), ref {from}, {_queryWidth});");
                }
            }

            using (writer.Block($"for (nint row = 0; row < {Rows}; row++)"))
            {
                writer.Line($"RowOps.Add(ref {to}), ref Unsafe.Add(ref dy, t * dyStep + row * dyRow + {Context}), {_queryWidth * _heads});");
            }
        }
    }

    private void WriteStep(SourceWriter writer)
    {
        View memory = _decoder.StepMemory;
        if (_key is not null)
        {
            writer.Line("/// <summary>The keys of one source.</summary>");
            using (writer.Block("public static void Keys(ref float memory, ref float packed, ref float work, int valid)"))
            using (writer.Block($"for (nint head = 0; head < {_heads}; head++)"))
            using (writer.Block("for (nint t = 0; t < valid; t++)"))
            {
                writer.Line(
                    $"ProjectKeyRow(ref Unsafe.Add(ref memory, t * {memory.StepStride} + head * {_valueWidth}), ref {Head("packed", "KeyPack", Line(_key.Length))}, "
                    + $"ref Unsafe.Add(ref work, WindowKeys + (head * {SourceSteps} + t) * {ProjectedRow}));");
            }

            writer.Line();
        }

        writer.Line("/// <summary>One step of a decoder; <c>memory</c> is what is kept of the source.</summary>");
        using (writer.Block("public static void Step(ref float x, ref float memory, ref float packed, ref float work, int valid)"))
        {
            using (writer.Block($"for (nint head = 0; head < {_heads}; head++)"))
            {
                writer.Line($"ref float weights = ref Unsafe.Add(ref work, StepWeights + head * {WeightsRow});");
                writer.Line($"ref float values = ref Unsafe.Add(ref {memory.Reference}, head * {_valueWidth});");
                writer.Line($"ref float query = ref Unsafe.Add(ref {(_query is null ? $"x, head * {_queryWidth}" : "work, StepQuery")});");
                if (_query is not null)
                {
                    writer.Line($"ProjectQueryRow(ref Unsafe.Add(ref x, head * {_queryWidth}), ref {Head("packed", "QueryPack", Line(_query.Length))}, ref query);");
                }

                WriteScores(
                    writer, $"Unsafe.Add(ref memory, WindowKeys + head * {SourceSteps * ProjectedRow})", ProjectedRow, "StepHidden", memory.StepStride, "valid");
                writer.Line(
                    $"AttentionRow.WeightedSum(ref weights, ref values, {memory.StepStride}, valid, {_valueWidth}, ref Unsafe.Add(ref work, StepOutput + head * {_valueWidth}));");
            }

            writer.Line();
            writer.Line($"RowOps.Copy(ref Unsafe.Add(ref work, StepOutput + {Context}), ref x, {_queryWidth * _heads});");
        }
    }
}
