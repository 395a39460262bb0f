using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers;

/// <summary>[Masking]: the steps at the end of a window that are padding are none. It passes on what it reads; the length is all that it changes.</summary>
internal sealed class MaskingLayer : Layer, IMasking
{
    private MaskingOptions Options => Read<MaskingOptions>();

    public float PaddingValue => (float)Options.Value;

    public override bool ReadsFrames => true;

    public override string Describe() => $"Masking({Text.Literal(PaddingValue).TrimEnd('f')}): steps of that value at the end are padding";

    public override string? ValidAfter(string valid) =>
        $"MaskRow.WithoutPadding({valid}, ref input, {Input.Width}, {Input.Steps * Input.Width}, {Text.Literal(PaddingValue)})";

    public override bool ValidNeedsInput => true;

    protected override Shape? Infer(Build build, bool sequenceWanted)
    {
        if (!InRange(build, "value", Options.Value, -float.MaxValue, float.MaxValue))
        {
            return null;
        }

        if (Previous is not null)
        {
            build.Report(Rules.LayerOutOfPlace, Index, "", Spec.Kind, "it says which steps of the model's input are padding; move it to the top, above every other layer");
            return null;
        }

        if (build.Scales)
        {
            build.Report(
                Rules.ShapeDoesNotFit, Index, "", Spec.Kind, "its padding is a value of the input, which a scaler would change; leave Scaling out of [LstmModel], and give windows their lengths or scaled values");
            return null;
        }

        return Input;
    }

    /// <summary>Nothing: it passes on what it reads.</summary>
    public override IEnumerable<Operation> Operations => [];

    protected override void Reserve(Build build)
    {
        (TileOutput, WindowOutput, StepOutput) = (TileInput, WindowInput, StepInput);
        TileInputGradient = TakeTile(build, Space.Tape, "InputGradients", Input.Steps, Input.Width).View;
    }

    public override void WriteForward(SourceWriter writer)
    {
    }

    public override void WriteBackward(SourceWriter writer)
    {
    }

    public override void WriteInputGradient(SourceWriter writer)
    {
        writer.Line("// Padding is no step: nothing comes back to it.");
        using (writer.Block($"for (int t = 0, steps = {Valid}.Longest; t < steps; t++)"))
        using (writer.Block($"for (int row = 0; row < {Build.Rows}; row++)"))
        {
            using (writer.Block($"if (t < valid{Index + 1}[row])"))
            {
                writer.Line($"RowOps.Copy(ref {TileInputGradient.At("row", "t")}, ref {OutputGradient.At("row", "t")}, {Input.Width});");
            }

            using (writer.Block("else"))
            {
                writer.Line($"RowOps.Clear(ref {TileInputGradient.At("row", "t")}, {Input.Width});");
            }
        }
    }

    public override void WriteWindow(SourceWriter writer)
    {
    }

    public override void WriteStep(SourceWriter writer)
    {
    }
}
