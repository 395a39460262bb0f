using LstmGen.Generator.Kernels;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Attention;

// From the steps to their weights and the context; and the packs.
internal sealed partial class AttentionKernels
{
    private void WriteForward(SourceWriter writer)
    {
        writer.Line("/// <summary>A tile of rows, each with valid steps of its own.</summary>");
        using (writer.Block("public static void Forward(ref float x, ref float packed, ref float work, in RowLengths valid)"))
        using (writer.Block($"for (nint head = 0; head < {_heads}; head++)"))
        {
            WriteQueries(writer);
            if (_key is not null)
            {
                writer.Line($"ref float keys = ref {Head("work", "Keys", _steps * Rows * ProjectedRow)};");
                using (writer.Block("for (nint t = 0, steps = valid.Longest; t < steps; t++)"))
                {
                    writer.Line(
                        $"ProjectKey(ref {Slice("x", $"t * {_input.StepStride}")}, ref {Head("packed", "KeyPack", Line(_key.Length))}, ref Unsafe.Add(ref keys, t * {Rows * ProjectedRow}));");
                }
            }

            writer.Line();
            using (writer.Block($"for (int row = 0; row < {Rows}; row++)"))
            {
                writer.Line($"ref float weights = ref {Of("work", "Weights", WeightsRow)};");
                writer.Line($"ref float steps = ref {Slice("x", $"row * {_input.RowStride}")};");
                WriteScores(
                    writer, Of("work", Compared, ComparedRow), "steps", _input.StepStride, $"Unsafe.Add(ref keys, row * {ProjectedRow})", Rows * ProjectedRow, "valid[row]");
                writer.Line(
                    $"AttentionRow.WeightedSum(ref weights, ref steps, {_input.StepStride}, valid[row], {_width}, ref {Slice("work", $"Output + row * {OutputRow}")});");
            }
        }
    }

    /// <summary>The last valid step of each row, and its projection.</summary>
    private void WriteQueries(SourceWriter writer)
    {
        using (writer.Block($"for (int row = 0; row < {Rows}; row++)"))
        {
            string last = Slice("x", $"(valid[row] - 1) * {_input.StepStride} + row * {_input.RowStride}");
            writer.Line($"RowOps.Copy(ref {Of("work", "Query", QueryRow)}, ref {last}, {_width});");
        }

        writer.Line();
        if (_query is not null)
        {
            writer.Line(
                $"ProjectQuery(ref {Head("work", "Query", Rows * QueryRow)}, ref {Head("packed", "QueryPack", Line(_query.Length))}, ref {Head("work", "Projected", Rows * ProjectedRow)});");
        }
    }

    private void WriteWindow(SourceWriter writer)
    {
        writer.Line("/// <summary>One window.</summary>");
        using (writer.Block("public static void Window(ref float x, ref float packed, ref float work, int valid)"))
        using (writer.Block($"for (nint head = 0; head < {_heads}; head++)"))
        {
            writer.Line($"ref float weights = ref {Head("work", "WindowWeights", WeightsRow)};");
            writer.Line($"ref float steps = ref {Slice("x")};");
            writer.Line($"ref float query = ref Unsafe.Add(ref steps, (valid - 1) * {_windowInput.StepStride});");
            if (_query is not null)
            {
                writer.Line("ref float projected = ref Unsafe.Add(ref work, WindowProjected);");
                writer.Line($"ProjectQueryRow(ref query, ref {Head("packed", "QueryPack", Line(_query.Length))}, ref projected);");
            }

            if (_key is not null)
            {
                writer.Line("ref float keys = ref Unsafe.Add(ref work, WindowKeys);");
                using (writer.Block("for (nint t = 0; t < valid; t++)"))
                {
                    writer.Line(
                        $"ProjectKeyRow(ref Unsafe.Add(ref steps, t * {_windowInput.StepStride}), ref {Head("packed", "KeyPack", Line(_key.Length))}, "
                        + $"ref Unsafe.Add(ref keys, t * {ProjectedRow}));");
                }
            }

            WriteScores(writer, _query is null ? "query" : "projected", "steps", _windowInput.StepStride, "keys", ProjectedRow, "valid");
            writer.Line($"AttentionRow.WeightedSum(ref weights, ref steps, {_windowInput.StepStride}, valid, {_width}, ref {Slice("work", "WindowOutput")});");
        }
    }

    /// <summary>The scores of one row and their softmax.</summary>
    private void WriteScores(SourceWriter writer, string query, string steps, int stride, string keys, int keyStride, string valid)
    {
        string factor = Text.Literal(_factor);
        writer.Line(IsAdditive
            ? $"AttentionRow.AdditiveScores(ref {query}, ref {keys}, {keyStride}, {valid}, {_units}, ref {Head("packed", "Vector", ProjectedRow)}, {factor}, ref weights);"
            : $"AttentionRow.Scores(ref {query}, ref {steps}, {stride}, {valid}, {_width}, {factor}, ref weights);");
        writer.Line($"AttentionRow.Weights(ref weights, {valid}, {_steps});");
    }

    private void WritePacking(SourceWriter writer)
    {
        using (writer.Block("public static void PackWeights(ReadOnlySpan<float> parameters, Span<float> packed)"))
        using (writer.Block($"for (int head = 0; head < {_heads}; head++)"))
        {
            writer.Line($"ReadOnlySpan<float> kernel = parameters[({_queryKernel!.Offset} + head * {_width * _query!.Outputs})..];");
            WritePack(writer, _query, _queryBack!, "Query");
            if (_key is not null)
            {
                writer.Line($"kernel = parameters[({_keyKernel!.Offset} + head * {_width * _units})..];");
                WritePack(writer, _key, _keyBack!, "Key");
                writer.Line($"parameters.Slice({_vector!.Offset} + head * {_units}, {_units}).CopyTo(packed[(Vector + head * {ProjectedRow})..]);");
            }
        }

        writer.Line();
        using (writer.Block("public static void UnpackGradient(ReadOnlySpan<float> packed, Span<float> gradient)"))
        using (writer.Block($"for (int head = 0; head < {_heads}; head++)"))
        {
            writer.Line($"ReadOnlySpan<float> pack = packed[(QueryGradient + head * {Line(_queryWeights!.Length)})..];");
            writer.Line($"Span<float> kernel = gradient[({_queryKernel.Offset} + head * {_width * _query.Outputs})..];");
            _queryWeights.WriteUnpack(writer, _query.Outputs, "pack", "kernel", 0, _query.Outputs);
            if (_key is not null)
            {
                writer.Line($"pack = packed[(KeyGradient + head * {Line(_keyWeights!.Length)})..];");
                writer.Line($"kernel = gradient[({_keyKernel!.Offset} + head * {_width * _units})..];");
                _keyWeights.WriteUnpack(writer, _units, "pack", "kernel", 0, _units);
                writer.Line($"packed.Slice(VectorGradient + head * {ProjectedRow}, {_units}).CopyTo(gradient[({_vector!.Offset} + head * {_units})..]);");
            }
        }
    }

    private static void WritePack(SourceWriter writer, Projection forward, Projection back, string name)
    {
        forward.WritePack(writer, "kernel", 0, forward.Outputs, 0, $"packed[({name}Pack + head * {Line(forward.Length)})..]");
        back.WritePackTransposed(writer, "kernel", "0", back.Inputs, $"packed[({name}Transposed + head * {Line(back.Length)})..]");
    }

    private int ComparedRow => HasQueryWeights ? ProjectedRow : QueryRow;

    private static long Line(long floats) => Allocator.Pad(floats);

    /// <summary>A head's part of a region.</summary>
    private static string Head(string buffer, string region, long size) => $"Unsafe.Add(ref {buffer}, {region} + head * {size})";

    /// <summary>A head's and row's part of a region.</summary>
    private static string Of(string buffer, string region, int row) => $"Unsafe.Add(ref {buffer}, {region} + (head * {Rows} + row) * {row})";

    /// <summary>A head's slice of what lies at an offset.</summary>
    private string Slice(string buffer, string? offset = null) => $"Unsafe.Add(ref {buffer}, {(offset is null ? "" : $"{offset} + ")}head * {_width})";
}
