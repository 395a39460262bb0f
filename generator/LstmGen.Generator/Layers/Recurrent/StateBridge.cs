using LstmGen.Generator.Kernels;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>
/// The first states of a recurrent layer in a decoder, from the encoder's last ones s: h₀, then c₀ where there is one, are tanh(s·W + b). A part of that layer's class.
/// </summary>
/// <param name="layer">The class.</param>
/// <param name="units">Of the layer.</param>
/// <param name="states">Two with c, one without.</param>
/// <param name="decoder">Which has the encoder's last states.</param>
internal sealed class StateBridge(string layer, int units, int states, IDecoder decoder)
{
    private readonly Projection _forward = new("Bridge", decoder.Input.Width, states * units, bias: true);
    private readonly Projection _back = new("BridgeBack", states * units, decoder.Input.Width, bias: false);
    private OuterProduct _weights = null!;
    private ParameterPlan _kernel = null!;
    private ParameterPlan _bias = null!;

    private bool HasCell => states == 2;

    private string What => HasCell ? "h and c" : "h";

    private int Row => (int)Allocator.Pad(_forward.Lanes);

    private int BackRow => (int)Allocator.Pad(_back.Lanes);

    /// <summary>What it does, as data.</summary>
    public Operation Operation => new Affine(decoder.Summary, Start, _kernel, _bias, "Tanh", decoder.Input.Width, states * units, new(1, null));

    /// <summary>The first states, a vector a row.</summary>
    public View Start { get; private set; } = null!;

    public View InputGradient { get; private set; } = null!;

    /// <summary>The further arguments of the layer's forward kernel.</summary>
    public string StartArguments => $", ref Unsafe.Add(ref work, {layer}.BridgeStart), {Row}";

    public void Reserve(Build build, string name)
    {
        int inputs = decoder.Input.Width;
        _kernel = build.Parameter($"{name}.bridge_kernel", [inputs, states * units], "GlorotUniform", inputs, states * units, units);
        _bias = build.Parameter($"{name}.bridge_bias", [states * units], "Zeros", states * units, states * units, units);
        _weights = new OuterProduct("BridgeWeightGradient", inputs, _forward.Lanes, decoder.Summary.RowStride, Row);
        build.Take(layer, "BridgePack", Space.Pack, _forward.Length);
        build.Take(layer, "BridgeTransposed", Space.Pack, _back.Length);
        build.Take(layer, "BridgeKernelGradient", Space.Gradient, _weights.Length);
        build.Take(layer, "BridgeBiasGradient", Space.Gradient, _forward.Lanes);
        Start = build.Take(layer, "BridgeStart", Space.Work, Row, rows: Build.Rows).Once;
        build.Take(layer, "BridgeGradients", Space.Tape, Row, rows: Build.Rows);
        InputGradient = build.Take(layer, "BridgeInputGradients", Space.Tape, BackRow, rows: Build.Rows).Once;
        build.Take(layer, "BridgeWindow", Space.Window, Row);
        decoder.AddSummaryGradient(InputGradient);
    }

    public void Write(SourceWriter writer)
    {
        writer.Line();
        writer.Line("// The way from the encoder's last states to the first ones here.");
        writer.Line();
        string from = $"{Text.Count(decoder.Input.Width, "value")} to {What} of {Text.Count(units, "unit")}";
        _forward.Write(writer, Build.Rows, decoder.Summary.RowStride, Row, $"{from}, a tile of rows.", "Tanh");
        writer.Line();
        _forward.Write(writer, 1, 0, 0, $"{from}, one row.", "Tanh", "Row");
        writer.Line();
        writer.Line($"/// <summary>From the gradient with respect to {What} before the first step to the gradient of the weights, and to the gradient with respect to the encoder's last states.</summary>");
        using (writer.Block(
            $"public static void BridgeBackward(ref float s, ref float packed, ref float y, ref float dh, {(HasCell ? "ref float dc, " : "")}nint stateRow, ref float dz, ref float ds, ref float gradient)"))
        {
            using (writer.Block($"for (nint row = 0; row < {Build.Rows}; row++)"))
            {
                writer.Line($"nint at = row * {Row};");
                writer.Line($"RowOps.TimesSlope<Tanh>(ref Unsafe.Add(ref dz, at), ref Unsafe.Add(ref dh, row * stateRow), ref Unsafe.Add(ref y, at), {units});");
                if (HasCell)
                {
                    writer.Line($"RowOps.TimesSlope<Tanh>(ref Unsafe.Add(ref dz, at + {units}), ref Unsafe.Add(ref dc, row * stateRow), ref Unsafe.Add(ref y, at + {units}), {units});");
                }
            }

            writer.Line();
            writer.Line($"BridgeWeightGradient(ref s, ref dz, ref Unsafe.Add(ref gradient, BridgeKernelGradient), {Build.Rows});");
            writer.Line($"RowOps.AddRows(ref Unsafe.Add(ref gradient, BridgeBiasGradient), ref dz, {Build.Rows}, {Row}, {_forward.Lanes});");
            writer.Line("BridgeBack(ref dz, ref Unsafe.Add(ref packed, BridgeTransposed), ref ds);");
        }

        writer.Line();
        _weights.Write(writer, "The gradient of the weights of the first states, over the rows.");
        writer.Line();
        _back.Write(writer, Build.Rows, Row, BackRow, "The gradient with respect to the encoder's last states.");
        writer.Line();
        WritePacking(writer);
    }

    public void WritePack(SourceWriter writer) => writer.Line($"{layer}.PackBridge(parameters, packed);");

    public void WriteUnpack(SourceWriter writer) => writer.Line($"{layer}.UnpackBridge(packedGradient, gradient);");

    public void WriteForward(SourceWriter writer) => writer.Line(
        $"{layer}.Bridge(ref {decoder.Summary.Reference}, ref Unsafe.Add(ref packed, {layer}.BridgePack), ref Unsafe.Add(ref work, {layer}.BridgeStart));");

    /// <summary>After the layer's own way back, which leaves the gradient with respect to the first states.</summary>
    public void WriteBackward(SourceWriter writer, IStartedKernels kernels)
    {
        string State(long at) => $"ref Unsafe.Add(ref tape, {layer}.Tape + {at})";
        writer.Line(
            $"{layer}.BridgeBackward(ref {decoder.Summary.Reference}, ref packed, ref Unsafe.Add(ref work, {layer}.BridgeStart), "
            + $"{State(kernels.HiddenGradientAt)}, {(HasCell ? $"{State(kernels.CellGradientAt)}, " : "")}{kernels.GradientRow}, ref Unsafe.Add(ref tape, {layer}.BridgeGradients), "
            + $"ref Unsafe.Add(ref tape, {layer}.BridgeInputGradients), ref gradient);");
    }

    public void WriteEncode(SourceWriter writer, int stateRow)
    {
        string start = $"ref Unsafe.Add(ref work, {layer}.BridgeWindow)";
        writer.Line($"{layer}.BridgeRow(ref {decoder.WindowSummary.Reference}, ref Unsafe.Add(ref packed, {layer}.BridgePack), {start});");
        writer.Line($"RowOps.Copy(ref Unsafe.Add(ref state, {layer}.State), {start}, {units});");
        if (HasCell)
        {
            writer.Line($"RowOps.Copy(ref Unsafe.Add(ref state, {layer}.State + {stateRow}), ref Unsafe.Add(ref work, {layer}.BridgeWindow + {units}), {units});");
        }
    }

    private void WritePacking(SourceWriter writer)
    {
        using (writer.Block("public static void PackBridge(ReadOnlySpan<float> parameters, Span<float> packed)"))
        {
            _forward.WritePack(writer, "parameters", _kernel.Offset, states * units, _bias.Offset, "packed[BridgePack..]");
            _back.WritePackTransposed(writer, "parameters", Text.Of(_kernel.Offset), states * units, "packed[BridgeTransposed..]");
        }

        writer.Line();
        using (writer.Block("public static void UnpackBridge(ReadOnlySpan<float> packed, Span<float> gradient)"))
        {
            _weights.WriteUnpack(writer, states * units, "packed[BridgeKernelGradient..]", "gradient", _kernel.Offset, states * units);
            writer.Line($"packed.Slice(BridgeBiasGradient, {states * units}).CopyTo(gradient[{_bias.Offset}..]);");
        }
    }
}
