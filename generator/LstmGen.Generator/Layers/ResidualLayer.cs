using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers;

/// <summary>
/// [Residual]: adds what the layers it goes around read to what they pass on. Backward it hands the gradient with respect to its output on as it is, in a place
/// of its own, because the layer before may work in place, and adds it once more to the input gradient of the first of those layers.
/// </summary>
internal sealed class ResidualLayer : Layer, ISkipping
{
    private Layer? _from;

    private ResidualOptions Options => Read<ResidualOptions>();

    private int Layers => Options.Layers;

    public Layer? SkipsFrom => _from;

    /// <summary>The layers that it can go around: of a decoder, its own.</summary>
    private int Above
    {
        get
        {
            int above = 0;
            for (Layer? layer = Previous; layer is not null and not IDecoder; layer = layer.Previous)
            {
                above++;
            }

            return above;
        }
    }

    public override bool JoinsDirections => Previous is { JoinsDirections: true };

    public override string Describe() => $"Residual, around {Text.Count(Layers, "layer")}";

    protected override Shape? Infer(Build build, bool sequenceWanted)
    {
        if (!InRange(build, "layers", Layers, 1, 1_000))
        {
            return null;
        }

        int above = Above;
        if (Layers > above)
        {
            string before = above switch { 0 => "none stands", 1 => "one stands", _ => $"{above} stand" };
            build.Report(
                Rules.LayerOutOfPlace, Index, "", Spec.Kind,
                $"it goes around {Text.Count(Layers, "layer")}, and {before} before it; "
                + (above == 0 ? "move it below the layers it goes around" : $"choose 1{(above == 1 ? "" : $" to {above}")}"));
            return null;
        }

        _from = this;
        for (int i = 0; i < Layers; i++)
        {
            _from = _from.Previous!;
        }

        if (_from is ITokenReader or IWrittenTokenReader)
        {
            build.Report(
                Rules.ShapeDoesNotFit, Index, "", Spec.Kind,
                $"it would add what [{_from.Spec.Kind}] reads, and those are token ids; {(Layers == 1 ? "move it down, behind a layer that it can go around" : "go around fewer layers")}");
            return null;
        }

        if (_from.Input != Input)
        {
            build.Report(
                Rules.ShapeDoesNotFit, Index, "", Spec.Kind,
                $"it adds what [{_from.Spec.Kind}] reads, {_from.Input}, to what [{Previous!.Spec.Kind}] passes on, {Input}, and both must be the same{Advice()}");
            return null;
        }

        return Input;
    }

    private string Advice()
    {
        if (_from!.Input.Width != Input.Width)
        {
            return $"; [Dense({Input.Width})] before [{_from.Spec.Kind}] makes the widths equal";
        }

        return Previous is IRecurrent && !Input.IsSequence ? $"; ReturnSequences = true on [{Previous.Spec.Kind}] keeps its steps" : "";
    }

    public override IEnumerable<Operation> Operations => [new Add(TileInput, _from!.TileInput, TileOutput, Input.Width, Extent)];

    protected override void Reserve(Build build)
    {
        TileOutput = TakeTile(build, Space.Work, "Output", Input.Steps, Input.Width).View;
        TileInputGradient = TakeTile(build, Space.Tape, "InputGradients", Input.Steps, Input.Width).View;
        WindowOutput = Take(build, Space.Window, "WindowOutput", Input.Width, Input.Steps).View;
        StepOutput = Take(build, Space.Step, "StepOutput", Input.Width).View;
    }

    public override void WriteForward(SourceWriter writer)
    {
        Copy(writer, TileInput, TileOutput);
        Add(writer, _from!.TileInput, TileOutput);
    }

    /// <summary>All of it is the gradient with respect to the input.</summary>
    public override void WriteBackward(SourceWriter writer)
    {
    }

    public override void WriteInputGradient(SourceWriter writer) => Copy(writer, OutputGradient, TileInputGradient);

    public void WriteSkipGradient(SourceWriter writer, View inputGradient) => Add(writer, OutputGradient, inputGradient);

    public override void WriteWindow(SourceWriter writer)
    {
        string steps = Input.IsSequence ? Valid : "1";
        string earlier = Input.IsSequence && _from!.Valid != Valid ? $"Math.Min({_from.Valid}, {Valid})" : steps;
        using (writer.Block($"for (nint t = 0, steps = {steps}; t < steps; t++)"))
        {
            writer.Line($"RowOps.Copy(ref {WindowOutput.At(0, "t")}, ref {WindowInput.At(0, "t")}, {Input.Width});");
        }

        using (writer.Block($"for (nint t = 0, steps = {earlier}; t < steps; t++)"))
        {
            writer.Line($"RowOps.Add(ref {WindowOutput.At(0, "t")}, ref {_from!.WindowInput.At(0, "t")}, {Input.Width});");
        }
    }

    public override void WriteStep(SourceWriter writer)
    {
        writer.Line($"RowOps.Copy(ref {StepOutput.Reference}, ref {StepInput.Reference}, {Input.Width});");
        writer.Line($"RowOps.Add(ref {StepOutput.Reference}, ref {_from!.StepInput.Reference}, {Input.Width});");
    }

    private void Copy(SourceWriter writer, View from, View to)
    {
        using (writer.Block($"for (nint t = 0, steps = {(Input.IsSequence ? $"{Valid}.Longest" : "1")}; t < steps; t++)"))
        using (writer.Block($"for (nint row = 0; row < {Build.Rows}; row++)"))
        {
            writer.Line($"RowOps.Copy(ref {to.At("row", "t")}, ref {from.At("row", "t")}, {Input.Width});");
        }
    }

    /// <summary>Over the steps that both places have: where the layers between change the lengths, each row has its own.</summary>
    private void Add(SourceWriter writer, View from, View to)
    {
        string steps = !Input.IsSequence ? "1"
            : _from!.Valid == Valid ? $"{Valid}.Longest"
            : $"Math.Min({_from.Valid}[row], {Valid}[row])";
        using (writer.Block($"for (int row = 0; row < {Build.Rows}; row++)"))
        using (writer.Block($"for (nint t = 0, steps = {steps}; t < steps; t++)"))
        {
            writer.Line($"RowOps.Add(ref {to.At("row", "t")}, ref {from.At("row", "t")}, {Input.Width});");
        }
    }
}
