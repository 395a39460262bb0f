using LstmGen.Generator.Kernels;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Images;

/// <summary>One picture forward and back.</summary>
internal sealed partial class Conv2DKernels
{
    private void WriteForward(SourceWriter writer)
    {
        writer.Line("/// <summary>One picture.</summary>");
        using (writer.Block(
            $"public static void Apply(ref float x, ref float packed, {string.Concat(Scratch.Select(name => $"ref float {Lower(name)}, "))}ref float y)"))
        {
            string from = "x";
            if (IsPadded)
            {
                writer.Line("Pad(ref x, ref padded);");
                from = "padded";
            }

            WriteLines(writer, _forward, _to, from, _reach.Lines.Stride * Line(_read), _reach.Columns.Stride * _from.Channels, "Pack", "y");
        }

        if (IsPadded)
        {
            writer.Line();
            writer.Line("/// <summary>The picture into the zeros around it.</summary>");
            using (writer.Block("private static void Pad(ref float x, ref float padded)"))
            using (writer.Block($"for (nint line = 0; line < {_from.Height}; line++)"))
            {
                int start = _reach.Lines.Before(_from.Height) * Line(_read) + _reach.Columns.Before(_from.Width) * _read.Channels;
                writer.Line(
                    $"RowOps.Copy(ref Unsafe.Add(ref padded, line * {Line(_read)} + {start}), ref Unsafe.Add(ref x, line * {Line(_from)}), {Line(_from)});");
            }
        }
    }

    private void WriteBackward(SourceWriter writer)
    {
        writer.Line("/// <summary>From the gradient with respect to one output picture to the gradient of kernel and biases.</summary>");
        using (writer.Block(
            $"public static void Backward(ref float x, {(IsPadded ? "ref float padded, " : "")}ref float y, ref float dy, ref float spread, ref float gradient)"))
        {
            if (IsPadded)
            {
                writer.Line("Pad(ref x, ref padded);");
            }

            writer.Line("SpreadSlopes(ref y, ref dy, ref spread);");
            writer.Line($"ref float first = ref {Code.At("spread", SpreadStart)};");
            using (writer.Block($"for (nint line = 0; line < {_reach.Lines.Kernel}; line++)"))
            {
                writer.Line(
                    $"WeightGradient(ref Unsafe.Add(ref {(IsPadded ? "padded" : "x")}, line * {_reach.Lines.Dilation * Line(_read)}), ref first, "
                    + $"ref Unsafe.Add(ref gradient, Gradient + line * {GradientLine}), {_to.Height});");
            }

            if (_bias is not null)
            {
                writer.Line();
                using (writer.Block($"for (nint line = 0; line < {_to.Height}; line++)"))
                {
                    writer.Line(
                        $"RowOps.AddRows(ref Unsafe.Add(ref gradient, BiasGradient), ref Unsafe.Add(ref first, line * {_reach.Lines.Stride * Line(_spread)}), "
                        + $"{_to.Width}, {_reach.Columns.Stride * _to.Channels}, {_forward.Lanes});");
                }
            }
        }
    }

    private void WriteInputGradient(SourceWriter writer)
    {
        writer.Line("/// <summary>The gradient with respect to one input picture.</summary>");
        string sums = BackNeedsSums ? "ref float sums, " : "";
        using (writer.Block($"public static void InputGradient(ref float y, ref float dy, ref float packed, ref float spread, {sums}ref float dx)"))
        {
            writer.Line("SpreadSlopes(ref y, ref dy, ref spread);");
            WriteLines(writer, _back, _from, "spread", Line(_spread), _spread.Channels, "Transposed", "dx");
        }
    }

    /// <summary>Writes a loop over the lines of a picture that a projection makes, a few points at a time.</summary>
    private static void WriteLines(SourceWriter writer, Projection projection, Frame made, string from, int lineStride, int pointStride, string pack, string to)
    {
        int points = Points(made);
        string name = projection.Name;
        using (writer.Block($"for (nint line = 0; line < {made.Height}; line++)"))
        using (writer.Block($"for (nint next = 0; next < {made.Width}; next += {points})"))
        {
            string point = "next";
            if (made.Width % points > 0)
            {
                writer.Line("// The last points of a line again where there are too few left: they come out the same.");
                writer.Line($"nint point = Math.Min(next, {made.Width - points});");
                point = "point";
            }

            string source = $"ref Unsafe.Add(ref {from}, line * {lineStride} + {point} * {pointStride}), ref Unsafe.Add(ref packed, {pack})";
            if (!NeedsSums(projection))
            {
                writer.Line($"{name}({source}, ref Unsafe.Add(ref {to}, (line * {made.Width} + {point}) * {made.Channels}));");
                return;
            }

            writer.Line($"{name}({source}, ref sums);");
            using (writer.Block($"for (nint i = 0; i < {points}; i++)"))
            {
                writer.Line(
                    $"RowOps.Copy(ref Unsafe.Add(ref {to}, (line * {made.Width} + {point} + i) * {made.Channels}), "
                    + $"ref Unsafe.Add(ref sums, i * {projection.Lanes}), {made.Channels});");
            }
        }
    }

    /// <summary>The gradient with respect to the sums: where the stride leaves them in a field of zeros.</summary>
    private void WriteSpread(SourceWriter writer)
    {
        writer.Line("/// <summary>The gradient with respect to the sums of one picture, spread as far apart as the inputs that they come from.</summary>");
        using (writer.Block("private static void SpreadSlopes(ref float y, ref float dy, ref float spread)"))
        using (writer.Block($"for (nint line = 0; line < {_to.Height}; line++)"))
        {
            string to = $"line * {_reach.Lines.Stride * Line(_spread)}{(SpreadStart == 0 ? "" : $" + {SpreadStart}")}";
            string from = $"line * {Line(_to)}";
            int count = Line(_to);
            SourceWriter.Scope? points = null;
            if (_reach.Columns.Stride > 1)
            {
                points = writer.Block($"for (nint point = 0; point < {_to.Width}; point++)");
                to += $" + point * {_reach.Columns.Stride * _to.Channels}";
                from += $" + point * {_to.Channels}";
                count = _to.Channels;
            }

            writer.Line(_activation == "Linear"
                ? $"RowOps.Copy(ref Unsafe.Add(ref spread, {to}), ref Unsafe.Add(ref dy, {from}), {count});"
                : $"RowOps.TimesSlope<{_activation}>(ref Unsafe.Add(ref spread, {to}), ref Unsafe.Add(ref dy, {from}), ref Unsafe.Add(ref y, {from}), {count});");
            points?.Dispose();
        }
    }

    private void WritePacking(SourceWriter writer)
    {
        (int lines, int columns, int channels, int filters) = (_reach.Lines.Kernel, _reach.Columns.Kernel, _from.Channels, _to.Channels);
        (int span, int dilation) = (_reach.Columns.Span, _reach.Columns.Dilation);
        string start = _kernel.Offset == 0 ? "" : $"{_kernel.Offset} + ";
        using (writer.Block("public static void PackWeights(ReadOnlySpan<float> parameters, Span<float> packed)"))
        {
            if (dilation == 1)
            {
                _forward.WritePack(writer, "parameters", _kernel.Offset, filters, _bias?.Offset ?? 0, "packed[Pack..]");
                writer.Line();
            }

            writer.Line($"// The kernel turned by half, from filters to channels.{(dilation == 1 ? "" : " Between its columns zeros stay.")}");
            using (writer.Block($"for (int point = 0; point < {lines * columns}; point++)"))
            {
                string place = dilation == 1 ? "point" : $"(point / {columns} * {span} + point % {columns} * {dilation})";
                if (dilation > 1)
                {
                    _forward.WritePackRows(writer, "parameters", $"{start}point * {channels * filters}", filters, _bias?.Offset ?? 0, "packed[Pack..]", channels, $"{place} * {channels}");
                }

                writer.Line($"int from = {start}({lines * columns - 1} - point) * {channels * filters};");
                _back.WritePackTransposed(writer, "parameters", "from", filters, "packed[Transposed..]", filters, $"{place} * {filters}");
            }
        }

        writer.Line();
        using (writer.Block("public static void UnpackGradient(ReadOnlySpan<float> packed, Span<float> gradient)"))
        {
            using (writer.Block($"for (int line = 0; line < {lines}; line++)"))
            {
                string packed = $"packed[(Gradient + line * {GradientLine})..]";
                if (dilation == 1)
                {
                    _weights.WriteUnpack(writer, filters, packed, $"gradient[({start}line * {columns * channels * filters})..]", 0, filters);
                }
                else
                {
                    using (writer.Block($"for (int column = 0; column < {columns}; column++)"))
                    {
                        _weights.WriteUnpack(
                            writer, filters, packed, $"gradient[({start}(line * {columns} + column) * {channels * filters})..]", 0, filters, $"column * {dilation * channels}", channels);
                    }
                }
            }

            if (_bias is not null)
            {
                writer.Line($"packed.Slice(BiasGradient, {filters}).CopyTo(gradient[{_bias.Offset}..]);");
            }
        }
    }

    private static string Lower(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);
}
