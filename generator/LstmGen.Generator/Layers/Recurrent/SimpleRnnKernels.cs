using LstmGen.Generator.Kernels;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>
/// The kernels of one direction of simple recurrent cells: one product of a row [x(t), h(t−1)] with both kernels, which lie one below the other in the canonical parameters, and the
/// activation on its sums. What a step keeps for the way back is that row; the activation's slope is taken from h(t).
/// </summary>
internal sealed partial class SimpleRnnKernels : IRecurrentKernels, IStartedKernels
{
    private const int Rows = Build.Rows;

    private readonly SimpleRnnShape _shape;
    private readonly Projection _apply;
    private readonly Projection _hiddenGradient;
    private readonly Projection _inputGradient;
    private readonly OuterProduct _weights;
    private readonly Allocator _packs = new();
    private readonly Allocator _gradients = new();
    private readonly Allocator _work = new();
    private readonly Allocator _tape = new();
    private readonly Allocator _state = new();
    private readonly List<(string Comment, (string Name, int Offset)[] Places)> _regions = [];

    public SimpleRnnKernels(SimpleRnnShape shape)
    {
        _shape = shape;
        _apply = new Projection("Apply", shape.Inputs + shape.Units, shape.Units, shape.UseBias);
        _hiddenGradient = new Projection("HiddenGradient", shape.Units, shape.Units, bias: false);
        _inputGradient = new Projection("StepInputGradient", shape.Units, shape.Inputs, bias: false);
        _weights = new OuterProduct("WeightGradient", shape.Inputs + shape.Units, _apply.Lanes, TakenRow, ZRow);
        Place();
    }

    /// <summary>Whether what goes back to h(t−1) before the first step is wanted.</summary>
    private bool WantsStartGradient => _shape.LearnedInitialState || _shape.Start == LstmStart.Given;

    private bool IsGivenStart => _shape.Start != LstmStart.Fresh;

    public int Width => _shape.Units;

    /// <summary>Floats of a row [x(t), h(t−1)].</summary>
    private int TakenRow => (int)Allocator.Pad(OuterProduct.Pad(_shape.Inputs + _shape.Units));

    public int ZRow => (int)Allocator.Pad(_apply.Lanes);

    public int ZStep => Rows * ZRow;

    public int StateRow => ZRow;

    public int GradientRow => ZRow;

    public int InputRow => (int)Allocator.Pad(_inputGradient.Lanes);

    public int StateLength => (int)_state.Length;

    public int StepLength => StateRow;

    public long WindowSumsLength => TakenRow;

    public long StepSumsLength => TakenRow;

    /// <summary>None: a state says itself whether it has started, and the order of the weights is that of the product.</summary>
    public string WindowArguments(string fresh, string turn) => "";

    public long HiddenGradientAt { get; private set; }

    public long CellGradientAt => throw new InvalidOperationException("A simple recurrent layer has no cell.");

    public long PackLength => _packs.Length;

    public long GradientLength => _gradients.Length;

    public long WorkLength => _work.Length;

    public long TapeLength => _tape.Length;

    private void Place()
    {
        SimpleRnnShape s = _shape;
        long steps = (long)s.Steps * Rows;
        _regions.Add(("In the pack: the weights, and transposed those that take gradients back.",
        [
            ("Weights", _packs.Take(_apply.Length)), ("HiddenTransposed", _packs.Take(_hiddenGradient.Length)), ("InputTransposed", _packs.Take(_inputGradient.Length)),
            .. s.LearnedInitialState ? new[] { ("InitialHidden", _packs.Take(s.Units)) } : [],
        ]));
        _regions.Add(("In the packed gradient.",
        [
            ("WeightGradients", _gradients.Take(_weights.Length)),
            .. s.UseBias ? new[] { ("BiasGradient", _gradients.Take(_apply.Lanes)) } : [],
            .. s.LearnedInitialState ? new[] { ("InitialHiddenGradient", _gradients.Take(s.Units)) } : [],
        ]));
        _work.Take((s.Steps + 1L) * ZStep);
        _regions.Add(("In the workspace, after h of every step: what one step reads.",
        [
            ("StepTaken", _work.Take(Rows * TakenRow)),
            .. s.Sequence ? [] : new[] { ("Last", _work.Take(Rows * StateRow)) },
        ]));
        HiddenGradientAt = _tape.Length;
        _regions.Add(("On the tape.",
        [
            ("HiddenGradients", _tape.Take(ZStep)),
            ("Taken", _tape.Take(steps * TakenRow)),
            ("SumGradients", _tape.Take(steps * ZRow)),
            .. s.Masked ? new[] { ("Masks", _tape.Take(ZStep)) } : [],
            ("InputGradients", _tape.Take(steps * InputRow)),
        ]));

        // The narrow vectors of the last row may read a little past it.
        _work.Take(16);
        _tape.Take(16);
        _state.Take(StateRow);
        if (s.LearnedInitialState)
        {
            _regions.Add(("In a stream's state, after h.", [("Started", _state.Take(1))]));
        }
    }

    public void Write(SourceWriter writer)
    {
        WriteConstants(writer);
        writer.Line();
        WriteForward(writer);
        writer.Line();
        WriteBackward(writer);
        writer.Line();
        WriteInputGradient(writer);
        writer.Line();
        WriteWindow(writer);
        writer.Line();
        WritePack(writer);
        writer.Line();
        WriteTrace(writer);
    }

    private void WriteConstants(SourceWriter writer)
    {
        SimpleRnnShape s = _shape;
        writer.Line($$"""
            // {{Text.Count(s.Units, "unit")}}: {{new Blocks(s.Units)}}.
            private const int Units = {{s.Units}};
            private const int Inputs = {{s.Inputs}};
            private const int Steps = {{s.Steps}};
            private const int Rows = {{Rows}};
            private const int Segment = {{LstmKernels.SegmentOf(s.Steps, Rows * (ZRow + TakenRow))}};

            // Floats of one row, and of the rows of a tile.
            private const int ZRow = {{ZRow}};
            public const int ZStep = {{ZStep}};
            private const int TakenRow = {{TakenRow}};
            private const int TakenStep = {{Rows * TakenRow}};
            """);
        ComposedKernels.WritePlaces(writer, _regions);
    }

    private void WritePack(SourceWriter writer)
    {
        int bias = (_shape.Inputs + _shape.Units) * _shape.Units, initial = bias + (_shape.UseBias ? _shape.Units : 0);
        writer.Line("/// <summary>From the canonical tensors of one direction, back to back: kernel, recurrent kernel, bias.</summary>");
        using (writer.Block("public static void PackWeights(ReadOnlySpan<float> parameters, Span<float> packed)"))
        {
            _apply.WritePack(writer, "parameters", 0, _shape.Units, bias, "packed[Weights..]");
            _inputGradient.WritePackTransposed(writer, "parameters", "0", _shape.Units, "packed[InputTransposed..]");
            _hiddenGradient.WritePackTransposed(writer, "parameters", Text.Of(_shape.Inputs * _shape.Units), _shape.Units, "packed[HiddenTransposed..]");
            if (_shape.LearnedInitialState)
            {
                writer.Line($"parameters.Slice({initial}, Units).CopyTo(packed[InitialHidden..]);");
            }
        }

        writer.Line();
        writer.Line("/// <summary>The packed gradient of one direction in the canonical layout.</summary>");
        using (writer.Block("public static void UnpackGradient(ReadOnlySpan<float> packed, Span<float> gradient)"))
        {
            _weights.WriteUnpack(writer, _shape.Units, "packed[WeightGradients..]", "gradient", 0, _shape.Units);
            if (_shape.UseBias)
            {
                writer.Line($"packed.Slice(BiasGradient, Units).CopyTo(gradient[{bias}..]);");
            }

            if (_shape.LearnedInitialState)
            {
                writer.Line($"packed.Slice(InitialHiddenGradient, Units).CopyTo(gradient[{initial}..]);");
            }
        }
    }

    private static void WriteTrace(SourceWriter writer)
    {
        writer.Line("/// <summary>Row 0 of a kept tape as hidden states in the order of time.</summary>");
        using (writer.Block("public static void ReadTrace(ref float work, ref float tape, LayerTrace trace, bool backwards)"))
        using (writer.Block("for (int step = 0; step < Steps; step++)"))
        using (writer.Block("for (int unit = 0; unit < Units; unit++)"))
        {
            writer.Line("trace.SetHidden(backwards ? Steps - 1 - step : step, unit, Unsafe.Add(ref work, (step + 1) * ZStep + unit));");
        }
    }
}
