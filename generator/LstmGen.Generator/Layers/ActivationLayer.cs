using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers;

/// <summary>
/// [Activation]: y = φ(x), value by value. On the way back φ's slope is taken where it had the value y. Where φ has a number that is not as by default, it is a type of the layer's class.
/// </summary>
internal sealed class ActivationLayer : Layer, IActivating, IBounded
{
    private const string Slope = "NegativeSlope";

    private ActivationOptions Options => Read<ActivationOptions>();

    public string Activation => Options.Activation;

    ActivationRange IBounded.Range => Activation switch
    {
        "Elu" => new(-Options.Alpha, double.PositiveInfinity),
        "LeakyRelu" when Options.NegativeSlope == 0 => ActivationRange.Of("Relu"),
        _ => ActivationRange.Of(Activation),
    };

    /// <summary>The number that φ has where it is not as by default: its name and value.</summary>
    private (string Name, double Value)? Constant => Activation switch
    {
        "LeakyRelu" when Options.NegativeSlope != new ActivationOptions().NegativeSlope => (Slope, Options.NegativeSlope),
        "Elu" when Options.Alpha != new ActivationOptions().Alpha => (nameof(Options.Alpha), Options.Alpha),
        _ => null,
    };

    /// <summary>The type of φ.</summary>
    private string Function => Constant is { } constant ? $"{Activation}<{Class}.{constant.Name}>" : Activation;

    public override bool JoinsDirections => Previous is { JoinsDirections: true };

    public override bool ReadsFrames => true;

    public override string Describe() => $"Activation({Activation}{(Constant is { } constant ? $", {constant.Value.ToString("R", Text.Invariant)}" : "")}){(Input.IsSequence ? ", on every step" : "")}";

    protected override Shape? Infer(Build build, bool sequenceWanted)
    {
        if (!Spec.Has("activation"))
        {
            build.Report(Diagnostics.Rules.ShapeDoesNotFit, Index, "", Spec.Kind, "it names no function; write for example [Activation(Activation.Relu)]");
            return null;
        }

        (string Argument, double Value, string Of)[] numbers = [(Slope, Options.NegativeSlope, "LeakyRelu"), (nameof(Options.Alpha), Options.Alpha, "Elu")];
        foreach ((string argument, double value, string function) in numbers)
        {
            if (Spec.Has(argument) && Activation != function)
            {
                build.Report(
                    Diagnostics.Rules.ShapeDoesNotFit, Index, argument, Spec.Kind, $"{argument} is a number of Activation.{function}, and this is {Activation}; leave {argument} out");
                return null;
            }

            if (!InRange(build, argument, value, 0, 1_000))
            {
                return null;
            }
        }

        return Input;
    }

    public override IEnumerable<Operation> Operations => [new Activate(TileInput, TileOutput, Activation, Input.Width, Extent) { Constant = Constant?.Value }];

    protected override void Reserve(Build build)
    {
        TileOutput = TakeTile(build, Space.Work, "Output", Input.Steps, Input.Width).View;
        TileInputGradient = TakeTile(build, Space.Tape, "InputGradients", Input.Steps, Input.Width).View;
        WindowOutput = Take(build, Space.Window, "WindowOutput", Input.Width, Input.Steps).View;
        StepOutput = Take(build, Space.Step, "StepOutput", Input.Width).View;
    }

    public override void WriteKernels(SourceWriter writer)
    {
        if (Constant is { } constant)
        {
            writer.Line($$"""
                /// <summary>The number of the activation.</summary>
                public readonly struct {{constant.Name}} : IConstant
                {
                    public static float Value => {{Text.Literal((float)constant.Value)}};
                }
                """);
        }
    }

    public override void WriteForward(SourceWriter writer)
    {
        using (EachStep(writer, $"{Valid}.Longest"))
        using (writer.Block($"for (nint row = 0; row < {Build.Rows}; row++)"))
        {
            writer.Line(Apply(TileInput.At("row", "t"), TileOutput.At("row", "t")));
        }
    }

    public override void WriteBackward(SourceWriter writer) => writer.Line(
        $"RowOps.TimesSlopes<{Function}>(ref {TileInputGradient.Reference}, ref {OutputGradient.Reference}, {Text.Of(OutputGradient.StepStride)}, {Text.Of(OutputGradient.RowStride)}, "
        + $"ref {TileOutput.Reference}, {Text.Of(TileOutput.RowStride)}, {Input.Width}, {(Input.IsSequence ? $"{Valid}.Longest" : "1")});");

    /// <summary>Written on the way back already.</summary>
    public override void WriteInputGradient(SourceWriter writer)
    {
    }

    public override void WriteWindow(SourceWriter writer)
    {
        using (EachStep(writer, Valid))
        {
            writer.Line(Apply(WindowInput.At(0, "t"), WindowOutput.At(0, "t")));
        }
    }

    public override void WriteStep(SourceWriter writer) => writer.Line(Apply(StepInput.Reference, StepOutput.Reference));

    private string Apply(string from, string to) => $"RowOps.Activate<{Function}>(ref {to}, ref {from}, {Input.Width});";

    private SourceWriter.Scope EachStep(SourceWriter writer, string steps) =>
        writer.Block($"for (nint t = 0, steps = {(Input.IsSequence ? steps : "1")}; t < steps; t++)");
}
