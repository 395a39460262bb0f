using LstmGen.Generator.Kernels;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Decoder;

/// <summary>
/// The kernels of one attention layer of a decoder. A query, a step of the decoder as it is (dot) or projected (general, additive), is compared with every step of the
/// encoder (dot, general) or its projection, a key (additive). Everything a head has lies together: [head][step][row].
/// </summary>
internal sealed partial class DecoderAttentionKernels
{
    private const int Rows = Build.Rows;

    private readonly string _score;
    private readonly int _queryWidth;
    private readonly int _valueWidth;
    private readonly int _heads;
    private readonly int _units;
    private readonly float _factor;
    private readonly int _steps;
    private readonly View _input;
    private readonly IDecoder _decoder;
    private readonly Projection? _query;
    private readonly Projection? _queryBack;
    private readonly OuterProduct? _queryWeights;
    private readonly Projection? _key;
    private readonly Projection? _keyBack;
    private readonly OuterProduct? _keyWeights;
    private ParameterPlan? _queryKernel;
    private ParameterPlan? _keyKernel;
    private ParameterPlan? _vector;

    public DecoderAttentionKernels(
        string score, int queryWidth, int valueWidth, int heads, int units, float factor, int steps, View input, IDecoder decoder)
    {
        (_score, _queryWidth, _valueWidth, _heads, _units, _factor, _steps, _input, _decoder) =
            (score, queryWidth, valueWidth, heads, units, factor, steps, input, decoder);
        if (score == "Dot")
        {
            return;
        }

        int projected = IsAdditive ? units : valueWidth;
        _query = new Projection("ProjectQuery", queryWidth, projected, bias: false);
        _queryBack = new Projection("QueryBack", projected, queryWidth, bias: false);
        _queryWeights = new OuterProduct("QueryWeightGradient", queryWidth, _query.Lanes, input.RowStride, ProjectedRow);
        if (IsAdditive)
        {
            _key = new Projection("ProjectKey", valueWidth, units, bias: false);
            _keyBack = new Projection("KeyBack", units, valueWidth, bias: false);
            _keyWeights = new OuterProduct("KeyWeightGradient", valueWidth, _key.Lanes, Memory.RowStride, ProjectedRow);
        }
    }

    /// <summary>Floats of one row of the output.</summary>
    public int OutputRow => (int)Allocator.Pad((_queryWidth + _valueWidth) * _heads);

    /// <summary>Floats of one row of the gradient with respect to the input.</summary>
    public int InputRow => (int)Allocator.Pad(_queryWidth * _heads);

    /// <summary>Floats of one row of the gradient with respect to the encoder's steps.</summary>
    public int MemoryRow => (int)Allocator.Pad(_valueWidth * _heads);

    /// <summary>Floats of one row's weights of one head and step.</summary>
    public int WeightsRow => (int)Allocator.Pad(SourceSteps);

    private bool IsAdditive => _score == "Additive";

    private View Memory => _decoder.Memory;

    private int SourceSteps => _decoder.Input.Steps;

    /// <summary>Floats of a projected query, and of a key.</summary>
    private int ProjectedRow => (int)Allocator.Pad(IsAdditive ? _units : _valueWidth);

    /// <summary>Floats of what comes back to a slice of the input or of the encoder's steps.</summary>
    private int BackRow => (int)Allocator.Pad(Math.Max(_queryWidth, _valueWidth));

    public View Output { get; private set; } = null!;

    public View InputGradient { get; private set; } = null!;

    /// <summary>The gradient with respect to the encoder's steps.</summary>
    public View MemoryGradient { get; private set; } = null!;

    public View StepOutput { get; private set; } = null!;

    public void Reserve(Build build, string layer, string name)
    {
        long queries = (long)_heads * _steps * Rows;
        if (_query is not null)
        {
            int projected = _query.Outputs;
            _queryKernel = build.Parameter(
                $"{name}.{(IsAdditive ? "query_kernel" : "kernel")}", [_heads, _queryWidth, projected], "GlorotUniform", _queryWidth, projected, projected);
            build.Take(layer, "QueryPack", Space.Pack, Allocator.Pad(_query.Length) * _heads);
            build.Take(layer, "QueryTransposed", Space.Pack, Allocator.Pad(_queryBack!.Length) * _heads);
            build.Take(layer, "QueryGradient", Space.Gradient, Allocator.Pad(_queryWeights!.Length) * _heads);
            build.Take(layer, "Queries", Space.Work, queries * ProjectedRow);
            build.Take(layer, "StepQuery", Space.Step, ProjectedRow);
        }

        if (_key is not null)
        {
            _keyKernel = build.Parameter($"{name}.value_kernel", [_heads, _valueWidth, _units], "GlorotUniform", _valueWidth, _units, _units);
            _vector = build.Parameter($"{name}.score", [_heads, _units], "GlorotUniform", _units, 1, _units);
            build.Take(layer, "KeyPack", Space.Pack, Allocator.Pad(_key.Length) * _heads);
            build.Take(layer, "KeyTransposed", Space.Pack, Allocator.Pad(_keyBack!.Length) * _heads);
            build.Take(layer, "KeyWeightsGradient", Space.Gradient, Allocator.Pad(_keyWeights!.Length) * _heads);
            build.Take(layer, "Vector", Space.Pack, (long)ProjectedRow * _heads);
            build.Take(layer, "VectorGradient", Space.Gradient, (long)ProjectedRow * _heads);
            build.Take(layer, "TileKeys", Space.Work, (long)_heads * SourceSteps * Rows * ProjectedRow);
            build.Take(layer, "Hidden", Space.Work, ProjectedRow);
            build.Take(layer, "KeyGradients", Space.Tape, (long)_heads * SourceSteps * Rows * ProjectedRow);
            build.Take(layer, "WindowKeys", Space.Window, (long)_heads * SourceSteps * ProjectedRow);
            build.Take(layer, "StepHidden", Space.Step, ProjectedRow);
        }

        build.Take(layer, "Weights", Space.Work, queries * WeightsRow);
        Output = build.Take(layer, "Output", Space.Work, OutputRow, _steps, Rows).View;
        build.Take(layer, "ScoreGradients", Space.Tape, WeightsRow);
        build.Take(layer, "QueryGradients", Space.Tape, queries * ProjectedRow);
        build.Take(layer, "Back", Space.Tape, Rows * BackRow);
        InputGradient = build.Take(layer, "InputGradients", Space.Tape, InputRow, _steps, Rows).View;
        MemoryGradient = build.Take(layer, "MemoryGradients", Space.Tape, MemoryRow, SourceSteps, Rows).View;
        build.Take(layer, "StepWeights", Space.Step, (long)_heads * WeightsRow);
        StepOutput = build.Take(layer, "StepOutput", Space.Step, OutputRow).View;
    }

    public void Write(SourceWriter writer)
    {
        WriteForward(writer);
        writer.Line();
        WriteBackward(writer);
        writer.Line();
        WriteInputGradient(writer);
        writer.Line();
        WriteStep(writer);
        if (_query is not null)
        {
            WriteProjections(writer);
            writer.Line();
            WritePacking(writer);
        }
    }

    private void WriteProjections(SourceWriter writer)
    {
        string from = $"{Text.Count(_queryWidth, "value")} to {_query!.Outputs}";
        writer.Line();
        _query.Write(writer, Rows, _input.RowStride, ProjectedRow, $"The queries of one head and step, {from}, a tile of rows.");
        writer.Line();
        _query.Write(writer, 1, 0, 0, $"The query of one head, {from}, one row.", suffix: "Row");
        writer.Line();
        _queryBack!.Write(writer, Rows, ProjectedRow, BackRow, "The gradient with respect to a head's slice of a step.");
        writer.Line();
        _queryWeights!.Write(writer, "The gradient of the weights of the queries, over all steps and rows.");
        if (_key is null)
        {
            return;
        }

        from = $"{Text.Count(_valueWidth, "value")} to {_units}";
        writer.Line();
        _key.Write(writer, Rows, Memory.RowStride, ProjectedRow, $"The keys of one head and step of the encoder, {from}, a tile of rows.");
        writer.Line();
        _key.Write(writer, 1, 0, 0, $"The key of one head and step of the encoder, {from}, one row.", suffix: "Row");
        writer.Line();
        _keyBack!.Write(writer, Rows, ProjectedRow, BackRow, "The gradient with respect to a head's slice of a step of the encoder.");
        writer.Line();
        _keyWeights!.Write(writer, "The gradient of the weights of the keys, over all steps of the encoder and rows.");
    }

    private void WritePacking(SourceWriter writer)
    {
        using (writer.Block("public static void PackWeights(ReadOnlySpan<float> parameters, Span<float> packed)"))
        using (writer.Block($"for (int head = 0; head < {_heads}; head++)"))
        {
            writer.Line($"ReadOnlySpan<float> kernel = parameters[({_queryKernel!.Offset} + head * {_queryWidth * _query!.Outputs})..];");
            WritePack(writer, _query, _queryBack!, "Query");
            if (_key is not null)
            {
                writer.Line($"kernel = parameters[({_keyKernel!.Offset} + head * {_valueWidth * _units})..];");
                WritePack(writer, _key, _keyBack!, "Key");
                writer.Line($"parameters.Slice({_vector!.Offset} + head * {_units}, {_units}).CopyTo(packed[(Vector + head * {ProjectedRow})..]);");
            }
        }

        writer.Line();
        using (writer.Block("public static void UnpackGradient(ReadOnlySpan<float> packed, Span<float> gradient)"))
        using (writer.Block($"for (int head = 0; head < {_heads}; head++)"))
        {
            writer.Line($"ReadOnlySpan<float> pack = packed[(QueryGradient + head * {Line(_queryWeights!.Length)})..];");
            writer.Line($"Span<float> kernel = gradient[({_queryKernel.Offset} + head * {_queryWidth * _query.Outputs})..];");
            _queryWeights.WriteUnpack(writer, _query.Outputs, "pack", "kernel", 0, _query.Outputs);
            if (_key is not null)
            {
                writer.Line($"pack = packed[(KeyWeightsGradient + head * {Line(_keyWeights!.Length)})..];");
                writer.Line($"kernel = gradient[({_keyKernel!.Offset} + head * {_valueWidth * _units})..];");
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

    private static long Line(long floats) => Allocator.Pad(floats);

    /// <summary>A head's part of a region.</summary>
    private static string Head(string buffer, string region, long size) => $"Unsafe.Add(ref {buffer}, {region} + head * {size})";

    /// <summary>A head's, step's and row's part of a region that has all of them.</summary>
    private string Of(string buffer, string region, int row) => $"Unsafe.Add(ref {buffer}, {region} + ((head * {_steps} + t) * {Rows} + row) * {row})";

    /// <summary>A head's and step's part of such a region.</summary>
    private string OfStep(string buffer, string region, int row) => $"Unsafe.Add(ref {buffer}, {region} + (head * {_steps} + t) * {Rows * row})";

    /// <summary>A head's and row's keys, or what belongs to them.</summary>
    private string KeysOf(string buffer, string region) =>
        $"Unsafe.Add(ref {buffer}, {region} + head * {SourceSteps * Rows * ProjectedRow} + row * {ProjectedRow})";
}
