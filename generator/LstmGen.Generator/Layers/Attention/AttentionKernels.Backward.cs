namespace LstmGen.Generator.Layers.Attention;

// From the gradient with respect to the context to the gradients of the weights, and to the gradient with respect to every step.
internal sealed partial class AttentionKernels
{
    private const string Backwards = "ref float x, ref float packed, ref float work, ref float tape, ref float dy, nint dyRow, ";

    private void WriteBackward(SourceWriter writer)
    {
        writer.Line("/// <summary>From the gradient with respect to the output to the gradient with respect to the scores and the gradient of the weights.</summary>");
        using (writer.Block($"public static void Backward({Backwards}ref float gradient, in RowLengths valid)"))
        using (writer.Block($"for (nint head = 0; head < {_heads}; head++)"))
        {
            if (_key is not null)
            {
                writer.Line($"ref float keys = ref {Head("work", "Keys", _steps * Rows * ProjectedRow)};");
                writer.Line("int longest = valid.Longest;");
            }

            using (writer.Block($"for (int row = 0; row < {Rows}; row++)"))
            {
                writer.Line($"ref float steps = ref {Slice("x", $"row * {_input.RowStride}")};");
                writer.Line($"ref float scores = ref {Of("tape", "ScoreGradients", WeightsRow)};");
                writer.Line(
                    $"AttentionRow.ScoreGradients(ref {Of("work", "Weights", WeightsRow)}, ref {Slice("dy", "row * dyRow")}, ref steps, {_input.StepStride}, valid[row], {_width}, "
                    + $"{Text.Literal(_factor)}, ref scores);");
                WriteProjectedGradient(writer);
            }

            if (_query is not null)
            {
                writer.Line();
                writer.Line(
                    $"QueryWeightGradient(ref {Head("work", "Query", Rows * QueryRow)}, ref {Head("tape", "ProjectedGradients", Rows * ProjectedRow)}, "
                    + $"ref {Head("gradient", "QueryGradient", Line(_queryWeights!.Length))}, {Rows});");
            }

            if (_key is not null)
            {
                writer.Line($"KeyWeightGradient(ref {Slice("x")}, ref keys, ref {Head("gradient", "KeyGradient", Line(_keyWeights!.Length))}, longest * {Rows});");
            }
        }
    }

    /// <summary>The gradient with respect to one row's projected query; additive keys become the gradient with respect to what tanh was taken of, zero past the valid steps.</summary>
    private void WriteProjectedGradient(SourceWriter writer)
    {
        string projected = Of("tape", "ProjectedGradients", ProjectedRow);
        if (_key is null)
        {
            if (_query is not null)
            {
                writer.Line($"AttentionRow.WeightedSum(ref scores, ref steps, {_input.StepStride}, valid[row], {_width}, ref {projected});");
            }

            return;
        }

        writer.Line($"ref float key = ref Unsafe.Add(ref keys, row * {ProjectedRow});");
        writer.Line(
            $"AttentionRow.AdditiveGradients(ref scores, ref key, {Rows * ProjectedRow}, valid[row], {_units}, ref {Head("packed", "Vector", ProjectedRow)}, "
            + $"ref {Head("gradient", "VectorGradient", ProjectedRow)}, ref {projected});");
        using (writer.Block("for (nint t = valid[row]; t < longest; t++)"))
        {
            writer.Line($"RowOps.Clear(ref Unsafe.Add(ref key, t * {Rows * ProjectedRow}), {_units});");
        }
    }

    private void WriteInputGradient(SourceWriter writer)
    {
        writer.Line("/// <summary>The gradient with respect to every step: as a part of the context, as something compared, and the last one as the query.</summary>");
        using (writer.Block($"public static void InputGradient({Backwards}in RowLengths valid)"))
        {
            writer.Line($"RowOps.Clear(ref Unsafe.Add(ref tape, InputGradients), valid.Longest * {Rows * OutputRow});");
            using (writer.Block($"for (nint head = 0; head < {_heads}; head++)"))
            {
                if (_query is not null)
                {
                    writer.Line(
                        $"QueryBack(ref {Head("tape", "ProjectedGradients", Rows * ProjectedRow)}, ref {Head("packed", "QueryTransposed", Line(_queryBack!.Length))}, "
                        + $"ref {Head("tape", "QueryGradients", Rows * QueryRow)});");
                }

                if (_key is not null)
                {
                    WriteKeysBack(writer);
                }

                WriteRowsBack(writer);
            }
        }
    }

    private void WriteKeysBack(SourceWriter writer)
    {
        using (writer.Block("for (nint t = 0, steps = valid.Longest; t < steps; t++)"))
        {
            writer.Line(
                $"KeyBack(ref {Head("work", $"Keys + t * {Rows * ProjectedRow}", _steps * Rows * ProjectedRow)}, "
                + $"ref {Head("packed", "KeyTransposed", Line(_keyBack!.Length))}, ref Unsafe.Add(ref tape, StepGradients));");
            using (writer.Block($"for (nint row = 0; row < {Rows}; row++)"))
            {
                writer.Line(
                    $"RowOps.Copy(ref {Slice("tape", $"InputGradients + (t * {Rows} + row) * {OutputRow}")}, ref Unsafe.Add(ref tape, StepGradients + row * {QueryRow}), {_width});");
            }
        }
    }

    private void WriteRowsBack(SourceWriter writer)
    {
        int step = Rows * OutputRow;
        using (writer.Block($"for (int row = 0; row < {Rows}; row++)"))
        {
            writer.Line($"ref float steps = ref {Slice("tape", $"InputGradients + row * {OutputRow}")};");
            writer.Line($"ref float query = ref {Of("tape", "QueryGradients", QueryRow)};");
            writer.Line(
                $"AttentionRow.AddSpread(ref {Of("work", "Weights", WeightsRow)}, ref {Slice("dy", "row * dyRow")}, ref steps, {step}, valid[row], {_width});");
            if (_key is null)
            {
                writer.Line($"ref float scores = ref {Of("tape", "ScoreGradients", WeightsRow)};");
                writer.Line($"AttentionRow.AddSpread(ref scores, ref {Of("work", Compared, ComparedRow)}, ref steps, {step}, valid[row], {_width});");
            }

            if (_query is null)
            {
                writer.Line(
                    $"AttentionRow.WeightedSum(ref scores, ref {Slice("x", $"row * {_input.RowStride}")}, {_input.StepStride}, valid[row], {_width}, ref query);");
            }

            writer.Line($"RowOps.Add(ref Unsafe.Add(ref steps, (valid[row] - 1) * {step}), ref query, {_width});");
        }
    }
}
