using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Images;

/// <summary>[Flatten]: each step's picture as one run of values, which it is already. Nothing is copied.</summary>
internal sealed class FlattenLayer : Layer, IPictureReader, IRemedy
{
    Remedy IRemedy.Cures => Remedy.Pictures;

    IEnumerable<LayerArgument> IRemedy.Sized(int size) => [];

    public override bool ReadsFrames => true;

    public override string Describe() => "Flatten";

    protected override Shape? Infer(Build build, bool sequenceWanted)
    {
        if (Input.Frame is null)
        {
            build.Report(
                Rules.ShapeDoesNotFit, Index, "", Spec.Kind,
                $"it makes plain values of pictures, and what comes before it passes on {Input} already; leave it out");
            return null;
        }

        return Input with { Frame = null };
    }

    /// <summary>Nothing: it passes on what it reads.</summary>
    public override IEnumerable<Operation> Operations => [];

    protected override void Reserve(Build build) => (TileOutput, WindowOutput, StepOutput) = (TileInput, WindowInput, StepInput);

    public override void WriteForward(SourceWriter writer)
    {
    }

    protected override void PlaceInputGradient() => TileInputGradient = OutputGradient;

    public override void WriteBackward(SourceWriter writer)
    {
    }

    public override void WriteInputGradient(SourceWriter writer)
    {
    }

    public override void WriteWindow(SourceWriter writer)
    {
    }

    public override void WriteStep(SourceWriter writer)
    {
    }
}
