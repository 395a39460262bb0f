using LstmGen.Generator.Kernels;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Attention;

/// <summary>
/// The kernels of one attention layer. All three scores compare a query of a row, its last valid step as it is (dot) or projected (general,
/// additive), with every step (dot, general) or its projection, a key (additive). Everything a head has lies together: [head][row] or
/// [head][step][row].
/// </summary>
internal sealed partial class AttentionKernels
{
    private const int Rows = Build.Rows;

    private readonly string _score;
    private readonly int _width;
    private readonly int _heads;
    private readonly int _units;
    private readonly int _steps;
    private readonly float _factor;
    private readonly View _input;
    private readonly View _windowInput;
    private readonly Projection? _query;
    private readonly Projection? _queryBack;
    private readonly OuterProduct? _queryWeights;
    private readonly Projection? _key;
    private readonly Projection? _keyBack;
    private readonly OuterProduct? _keyWeights;
    private ParameterPlan? _queryKernel;
    private ParameterPlan? _keyKernel;
    private ParameterPlan? _vector;

    public AttentionKernels(string score, int width, int heads, int units, int steps, float factor, View input, View windowInput)
    {
        (_score, _width, _heads, _units, _steps, _factor, _input, _windowInput) = (score, width, heads, units, steps, factor, input, windowInput);
        if (!HasQueryWeights)
        {
            return;
        }

        int projected = IsAdditive ? units : width;
        _query = new Projection("ProjectQuery", width, projected, bias: false);
        _queryBack = new Projection("QueryBack", projected, width, bias: false);
        _queryWeights = new OuterProduct("QueryWeightGradient", width, _query.Lanes, QueryRow, ProjectedRow);
        if (IsAdditive)
        {
            _key = new Projection("ProjectKey", width, units, bias: false);
            _keyBack = new Projection("KeyBack", units, width, bias: false);
            _keyWeights = new OuterProduct("KeyWeightGradient", width, _key.Lanes, input.RowStride, ProjectedRow);
        }
    }

    private bool IsAdditive => _score == "Additive";

    private bool HasQueryWeights => _score != "Dot";

    /// <summary>Floats of one row's slice of a step.</summary>
    private int QueryRow => (int)Allocator.Pad(_width);

    /// <summary>Floats of one row's projected query, and of a key.</summary>
    private int ProjectedRow => (int)Allocator.Pad(IsAdditive ? _units : _width);

    /// <summary>Floats of one row's weights.</summary>
    private int WeightsRow => (int)Allocator.Pad(_steps);

    private int OutputRow => (int)Allocator.Pad(_width * _heads);

    /// <summary>What steps are compared with in the tile kernels.</summary>
    private string Compared => HasQueryWeights ? "Projected" : "Query";

    public void Reserve(Build build, string layer, string name)
    {
        if (_query is not null)
        {
            int projected = _query.Outputs;
            _queryKernel = build.Parameter($"{name}.{(IsAdditive ? "query_kernel" : "kernel")}", [_heads, _width, projected], "GlorotUniform", _width, projected, projected);
            build.Take(layer, "QueryPack", Space.Pack, Allocator.Pad(_query.Length) * _heads);
            build.Take(layer, "QueryTransposed", Space.Pack, Allocator.Pad(_queryBack!.Length) * _heads);
            build.Take(layer, "QueryGradient", Space.Gradient, Allocator.Pad(_queryWeights!.Length) * _heads);
            build.Take(layer, "Projected", Space.Work, (long)_heads * Rows * ProjectedRow);
            build.Take(layer, "ProjectedGradients", Space.Tape, (long)_heads * Rows * ProjectedRow);
            build.Take(layer, "WindowProjected", Space.Window, ProjectedRow);
        }

        if (_key is not null)
        {
            _keyKernel = build.Parameter($"{name}.value_kernel", [_heads, _width, _units], "GlorotUniform", _width, _units, _units);
            _vector = build.Parameter($"{name}.score", [_heads, _units], "GlorotUniform", _units, 1, _units);
            build.Take(layer, "KeyPack", Space.Pack, Allocator.Pad(_key.Length) * _heads);
            build.Take(layer, "KeyTransposed", Space.Pack, Allocator.Pad(_keyBack!.Length) * _heads);
            build.Take(layer, "KeyGradient", Space.Gradient, Allocator.Pad(_keyWeights!.Length) * _heads);
            build.Take(layer, "Vector", Space.Pack, (long)ProjectedRow * _heads);
            build.Take(layer, "VectorGradient", Space.Gradient, (long)ProjectedRow * _heads);
            build.Take(layer, "Keys", Space.Work, (long)_heads * _steps * Rows * ProjectedRow);
            build.Take(layer, "StepGradients", Space.Tape, Rows * QueryRow);
            build.Take(layer, "WindowKeys", Space.Window, (long)_steps * ProjectedRow);
        }

        build.Take(layer, "Query", Space.Work, (long)_heads * Rows * QueryRow);
        Region weights = build.Take(layer, "Weights", Space.Work, WeightsRow, _heads, Rows);
        Output = build.Take(layer, "Output", Space.Work, OutputRow, rows: Rows).Once;
        build.Take(layer, "ScoreGradients", Space.Tape, (long)_heads * Rows * WeightsRow);
        build.Take(layer, "QueryGradients", Space.Tape, (long)_heads * Rows * QueryRow);
        InputGradient = build.Take(layer, "InputGradients", Space.Tape, OutputRow, _steps, Rows).View;
        Region windowWeights = build.Take(layer, "WindowWeights", Space.Window, WeightsRow, _heads);
        WindowOutput = build.Take(layer, "WindowOutput", Space.Window, OutputRow).Once;
        Plan = new(_heads, _steps, weights.View, windowWeights, WeightsRow);
    }

    /// <summary>Where the weights are, for users to read.</summary>
    public AttentionPlan Plan { get; private set; } = null!;

    /// <summary>One vector a row of a tile.</summary>
    public View Output { get; private set; } = null!;

    public View InputGradient { get; private set; } = null!;

    public View WindowOutput { get; private set; } = null!;

    public void Write(SourceWriter writer)
    {
        WriteForward(writer);
        writer.Line();
        WriteWindow(writer);
        writer.Line();
        WriteBackward(writer);
        writer.Line();
        WriteInputGradient(writer);
        WriteProjections(writer);
        if (HasQueryWeights)
        {
            writer.Line();
            WritePacking(writer);
        }
    }

    private void WriteProjections(SourceWriter writer)
    {
        if (_query is null)
        {
            return;
        }

        string from = $"{Text.Count(_width, "value")} to {_query.Outputs}";
        writer.Line();
        _query.Write(writer, Rows, QueryRow, ProjectedRow, $"The queries of one head, {from}, a tile of rows.");
        writer.Line();
        _query.Write(writer, 1, 0, 0, $"The query of one head, {from}, one row.", suffix: "Row");
        writer.Line();
        _queryBack!.Write(writer, Rows, ProjectedRow, QueryRow, "The gradient with respect to the last valid steps.");
        writer.Line();
        _queryWeights!.Write(writer, "The gradient of the weights of the query, over the rows.");
        if (_key is null)
        {
            return;
        }

        writer.Line();
        _key.Write(writer, Rows, _input.RowStride, ProjectedRow, $"The keys of one head and step, {from}, a tile of rows.");
        writer.Line();
        _key.Write(writer, 1, 0, 0, $"The key of one head and step, {from}, one row.", suffix: "Row");
        writer.Line();
        _keyBack!.Write(writer, Rows, ProjectedRow, QueryRow, "The gradient with respect to one step.");
        writer.Line();
        _keyWeights!.Write(writer, "The gradient of the weights of the keys, over all steps and rows.");
    }
}
