using LstmGen.Generator.Kernels;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>
/// The kernels of one direction of simple recurrent cells: one product of a row [x(t), h(t−1)] with both kernels, which lie one below the other in the canonical parameters, and the
/// activation on its sums. What a step keeps for the way back is that row; the activation's slope is taken from h(t).
/// </summary>
internal sealed partial class SimpleRnnKernels : HiddenKernels
{
    private readonly SimpleRnnShape _shape;
    private readonly Projection _apply;
    private readonly Projection _hiddenGradient;
    private readonly OuterProduct _weights;

    public SimpleRnnKernels(SimpleRnnShape shape)
        : base(shape)
    {
        _shape = shape;
        _apply = new Projection("Apply", shape.Inputs + shape.Units, shape.Units, shape.UseBias);
        _hiddenGradient = new Projection("HiddenGradient", shape.Units, shape.Units, bias: false);
        ToInputs = new Projection("StepInputGradient", shape.Units, shape.Inputs, bias: false);
        _weights = new OuterProduct("WeightGradient", shape.Inputs + shape.Units, _apply.Lanes, TakenRow, ZRow);
        Place(
            () => [("Weights", Packs.Take(_apply.Length)), ("HiddenTransposed", Packs.Take(_hiddenGradient.Length)), ("InputTransposed", Packs.Take(ToInputs.Length))],
            () => [("WeightGradients", Gradients.Take(_weights.Length))],
            "what one step reads.",
            () => [("StepTaken", Work.Take(Rows * TakenRow))],
            rows =>
            [
                ("Taken", Tape.Take(rows * TakenRow)),
                ("SumGradients", Tape.Take(rows * ZRow)),
                .. shape.Masked ? new[] { ("Masks", Tape.Take(ZStep)) } : [],
            ]);

        // As in the workspace, a row of sums is read a little past its end.
        Tape.Take(16);
    }

    protected override Projection ToInputs { get; }

    /// <summary>Floats of a row [x(t), h(t−1)].</summary>
    protected override int TakenRow => (int)Allocator.Pad(OuterProduct.Pad(_shape.Inputs + _shape.Units));

    protected override int BiasLanes => _apply.Lanes;

    protected override int SegmentRow => ZRow + TakenRow;

    public override int ZRow => (int)Allocator.Pad(_apply.Lanes);

    public override long WindowSumsLength => TakenRow;

    public override long StepSumsLength => TakenRow;

    protected override void WritePack(SourceWriter writer)
    {
        int bias = (_shape.Inputs + _shape.Units) * _shape.Units, initial = bias + (_shape.UseBias ? _shape.Units : 0);
        writer.Line("/// <summary>From the canonical tensors of one direction, back to back: kernel, recurrent kernel, bias.</summary>");
        using (writer.Block("public static void PackWeights(ReadOnlySpan<float> parameters, Span<float> packed)"))
        {
            _apply.WritePack(writer, "parameters", 0, _shape.Units, bias, "packed[Weights..]");
            ToInputs.WritePackTransposed(writer, "parameters", "0", _shape.Units, "packed[InputTransposed..]");
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

    protected override void WriteTrace(SourceWriter writer)
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
