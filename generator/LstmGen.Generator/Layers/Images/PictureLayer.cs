using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Images;

/// <summary>
/// A layer that makes a picture of a picture, each step by itself. One method works on one picture, in tiles, in one window and in one step alike.
/// In a tile, steps past a row's length are not computed: they are zeros, forward and backward.
/// </summary>
internal abstract class PictureLayer : Layer, IPictureReader
{

    public override bool ReadsFrames => true;

    /// <summary>What each output reads of a picture, along both sides.</summary>
    protected abstract PictureReach Reach { get; }

    protected Frame From => Input.Frame!;

    protected Frame To => Output.Frame!;

    /// <summary>The shape rule, once the arguments are known to be in range.</summary>
    protected Shape? InferPicture(Build build, int channels, string argument)
    {
        if (Input.Frame is not { } frame)
        {
            string before = Input.IsSequence ? Input.ToString() : $"one vector of {Input.Width} values";
            build.Report(
                Rules.ShapeDoesNotFit, Index, "", Spec.Kind,
                $"it reads pictures, and what comes before it passes on {before}; {WayToPictures()}");
            return null;
        }

        if (Reach.Output(frame, channels) is not { } to)
        {
            string least = Math.Min(frame.Height, frame.Width).ToString(Text.Invariant);
            build.Report(
                Rules.ShapeDoesNotFit, Index, argument, Spec.Kind,
                $"it reads {Reach.Lines.Span} × {Reach.Columns.Span} points at a time, and a picture is {frame}; choose {least} or less{Advice}");
            return null;
        }

        return new Shape(Input.Steps, to.Size, Input.IsSequence, to);
    }

    /// <summary>Whether a padding is one of pictures; reports it where it is not.</summary>
    protected bool PaddingFits(Build build, string padding)
    {
        if (padding != "Causal")
        {
            return true;
        }

        build.Report(
            Rules.ShapeDoesNotFit, Index, "Padding", Spec.Kind, "Padding.Causal looks back in time, and a picture has none; write Padding.Same or Padding.Valid");
        return false;
    }

    /// <summary>A padding on the model card.</summary>
    protected static string PaddingWords(string padding) => padding switch { "Same" => ", same", "KerasSame" => ", same as in Keras", _ => "" };

    /// <summary>An option for columns, or what holds where it is left out.</summary>
    protected static int Or(int option, int otherwise) => option > 0 ? option : otherwise;

    /// <summary>What to do where no pictures come in.</summary>
    private string WayToPictures()
    {
        for (Layer? before = Previous; before is not null; before = before.Previous)
        {
            if (before.Input.Frame is not null)
            {
                return $"move it up, above [{before.Spec.Kind}]";
            }
        }

        string write = "write Height and Width instead of Features in [LstmModel]";
        return Index == 0 ? write : $"move it to the top, and {write}";
    }

    /// <summary>A further way out where a picture is too small.</summary>
    protected virtual string Advice => "";

    protected override void Reserve(Build build)
    {
        TileOutput = TakeTile(build, Space.Work, "Output", Input.Steps, Output.Width).View;
        TileInputGradient = TakeTile(build, Space.Tape, "InputGradients", Input.Steps, Input.Width).View;
        WindowOutput = Take(build, Space.Window, "WindowOutput", Output.Width, Input.Steps).View;
        StepOutput = Take(build, Space.Step, "StepOutput", Output.Width).View;
    }

    public override void WriteWindow(SourceWriter writer)
    {
        using (writer.Block($"for (nint t = 0, steps = {Valid}; t < steps; t++)"))
        {
            writer.Line(Apply(WindowInput.At(0, "t"), WindowOutput.At(0, "t"), "Window"));
        }
    }

    public override void WriteStep(SourceWriter writer) => writer.Line(Apply(StepInput.Reference, StepOutput.Reference, "Step"));

    public override void WriteForward(SourceWriter writer) => EachPicture(
        writer,
        Apply(TileInput.At("row", "t"), TileOutput.At("row", "t"), ""),
        $"RowOps.Clear(ref {TileOutput.At("row", "t")}, {Output.Width});");

    /// <summary>All of it is the gradient with respect to the input.</summary>
    public override void WriteBackward(SourceWriter writer)
    {
    }

    public override void WriteInputGradient(SourceWriter writer) => EachPicture(
        writer, Back("row", "t"), $"RowOps.Clear(ref {TileInputGradient.At("row", "t")}, {Input.Width});");

    /// <summary>The call for one picture.</summary>
    /// <param name="from">The picture.</param>
    /// <param name="to">The output.</param>
    /// <param name="scratch">What names of scratch regions start with: nothing in tiles, <c>Window</c>, <c>Step</c>.</param>
    protected abstract string Apply(string from, string to, string scratch);

    /// <summary>The call from the gradient with respect to one output picture to the gradient with respect to its input.</summary>
    protected abstract string Back(string row, string step);

    /// <summary>Writes a loop over the pictures of a tile.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="valid">For each valid step.</param>
    /// <param name="past">For each step that is past its row's length, but not past the longest row's.</param>
    protected void EachPicture(SourceWriter writer, string valid, string? past)
    {
        using (writer.Block($"for (int t = 0, steps = {Valid}.Longest; t < steps; t++)"))
        using (writer.Block($"for (int row = 0; row < {Build.Rows}; row++)"))
        {
            using (writer.Block($"if (t < {Valid}[row])"))
            {
                writer.Line(valid);
            }

            if (past is not null)
            {
                using (writer.Block("else"))
                {
                    writer.Line(past);
                }
            }
        }
    }
}
