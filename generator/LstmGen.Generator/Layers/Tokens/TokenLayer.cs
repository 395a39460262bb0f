using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Tokens;

/// <summary>
/// The base of layers that read columns of the model's input as ids: they stand at the top of a model, and each lays its values for a step behind those of the one
/// before it.
/// </summary>
internal abstract class TokenLayer : Layer, ITokenReader
{

    public abstract TokenPlan Tokens { get; }

    public int FirstColumn { get; private set; }

    private Shape ModelInput { get; set; } = null!;

    public virtual bool ColumnsInRange(Build build) => true;

    public void ReadTokens(int firstColumn, Shape modelInput) => (FirstColumn, ModelInput) = (firstColumn, modelInput);

    /// <summary>Values that it makes of a step.</summary>
    protected abstract int Width { get; }

    /// <summary>Values before its own in a step: those of the token layers before it.</summary>
    protected int Before => Previous is null ? 0 : Input.Width;

    public override bool ReadsRows => true;

    public override string? ValidAfter(string valid) => Tokens.MaskZero
        ? $"TokenRow.WithoutPadding({valid}, ref {TileIds.Reference}, {TileIds.StepStride}, {TileIds.RowStride})"
        : null;

    public override bool ValidNeedsInput => Tokens.MaskZero;

    private View TileIds => Ids(ModelInput.Width, ModelInput.Steps * ModelInput.Width);

    private View WindowIds => Ids(ModelInput.Width, 0);

    private View StepIds => Ids(0, 0);

    protected override Shape? Infer(Build build, bool sequenceWanted) => new(Input.Steps, Before + Width, IsSequence: true);

    public override IEnumerable<Operation> Operations =>
        [.. Before > 0 ? [new Copy(TileInput, TileOutput, Before, Extent)] : Array.Empty<Operation>(), Look(TileIds, Own(TileOutput))];

    /// <summary>What it makes of ids.</summary>
    protected abstract Operation Look(View ids, View to);

    protected override void Reserve(Build build)
    {
        TileOutput = TakeTile(build, Space.Work, "Output", Input.Steps, Output.Width).View;
        WindowOutput = Take(build, Space.Window, "WindowOutput", Output.Width, Input.Steps).View;
        StepOutput = Take(build, Space.Step, "StepOutput", Output.Width).View;

        // An id is no number to differentiate by.
        TileInputGradient = Take(build, Space.Tape, "Zeros", ModelInput.Width).Once;
    }

    /// <summary>Writes the values of one step of one row of a tile, which <c>t</c> and <c>row</c> count.</summary>
    /// <param name="writer">In the model's kernels.</param>
    /// <param name="ids">Its first id.</param>
    /// <param name="output">Where the values go.</param>
    protected abstract void WriteTileApply(SourceWriter writer, string ids, string output);

    /// <summary>The same for one step of one window.</summary>
    protected abstract void WriteWindowApply(SourceWriter writer, string ids, string output);

    /// <summary>The same for one step of a stream.</summary>
    protected abstract void WriteStepApply(SourceWriter writer, string ids, string output);

    /// <summary>Writes the way back of one step of one row of a tile to the gradient of its parameters.</summary>
    /// <param name="writer">In the model's kernels.</param>
    /// <param name="ids">Its first id.</param>
    /// <param name="output">Where its values are.</param>
    /// <param name="outputGradient">The gradient with respect to them.</param>
    protected abstract void WriteBack(SourceWriter writer, string ids, string output, string outputGradient);

    public override void WriteForward(SourceWriter writer)
    {
        using (writer.Block($"for (nint t = 0, steps = {Valid}.Longest; t < steps; t++)"))
        using (writer.Block($"for (nint row = 0; row < {Build.Rows}; row++)"))
        {
            CopyBefore(writer, TileOutput.At("row", "t"), TileInput.At("row", "t"));
            WriteTileApply(writer, TileIds.At("row", "t"), Own(TileOutput).At("row", "t"));
        }
    }

    /// <summary>Those before it find theirs where they lie.</summary>
    protected override void PlaceInputGradient() => TileInputGradient = Before > 0 ? OutputGradient : TileInputGradient;

    public override void WriteBackward(SourceWriter writer)
    {
        using (writer.Block($"for (nint row = 0; row < {Build.Rows}; row++)"))
        using (writer.Block($"for (nint t = 0, length = {ValidOutput}[(int)row]; t < length; t++)"))
        {
            WriteBack(writer, TileIds.At("row", "t"), Own(TileOutput).At("row", "t"), Own(OutputGradient).At("row", "t"));
        }
    }

    public override void WriteInputGradient(SourceWriter writer)
    {
        if (Before == 0)
        {
            writer.Line($"RowOps.Clear(ref {TileInputGradient.Reference}, {ModelInput.Width});");
        }
    }

    public override void WriteWindow(SourceWriter writer)
    {
        using (writer.Block($"for (nint t = 0; t < {Valid}; t++)"))
        {
            CopyBefore(writer, WindowOutput.At(0, "t"), WindowInput.At(0, "t"));
            WriteWindowApply(writer, WindowIds.At(0, "t"), Own(WindowOutput).At(0, "t"));
        }
    }

    public override void WriteStep(SourceWriter writer)
    {
        CopyBefore(writer, StepOutput.Reference, StepInput.Reference);
        WriteStepApply(writer, StepIds.Reference, Own(StepOutput).Reference);
    }

    private string ValidOutput => ValidAfter(Valid) is null ? Valid : $"valid{Index + 1}";

    private View Ids(int step, int row) => new View("input", "", step, row).Shifted(FirstColumn);

    private View Own(View view) => view.Shifted(Before);

    private void CopyBefore(SourceWriter writer, string to, string from)
    {
        if (Before > 0)
        {
            writer.Line($"RowOps.Copy(ref {to}, ref {from}, {Before});");
        }
    }
}
