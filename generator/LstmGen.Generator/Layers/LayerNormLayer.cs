using System.Globalization;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers;

/// <summary>[LayerNorm]: every step to mean 0 and deviation 1, then scaled and shifted. Nothing is kept for the way back, which takes the moments again.</summary>
internal sealed class LayerNormLayer : Layer, ICentring
{
    private ParameterPlan _gamma = null!;
    private ParameterPlan _beta = null!;

    private LayerNormOptions Options => Read<LayerNormOptions>();

    private double Epsilon => Options.Epsilon;

    private string EpsilonText => Epsilon.ToString("R", CultureInfo.InvariantCulture);

    public override bool JoinsDirections => Previous is { JoinsDirections: true };

    public override string Describe() => $"LayerNorm, ε = {EpsilonText}{(Input.IsSequence ? ", on every step" : "")}";

    protected override Shape? Infer(Build build, bool sequenceWanted) => InRange(build, "Epsilon", Epsilon, 1e-12, 1) ? Input : null;

    public override IEnumerable<Operation> Operations => [new Normalize(TileInput, TileOutput, Tensor("gamma"), Tensor("beta"), Epsilon, Input.Width, Extent)];

    protected override void Reserve(Build build)
    {
        int width = Input.Width;
        _gamma = build.Parameter($"{Name}.gamma", [width], "Ones", width, width, width);
        _beta = build.Parameter($"{Name}.beta", [width], "Zeros", width, width, width);
        Take(build, Space.Pack, "Gamma", width);
        Take(build, Space.Pack, "Beta", width);
        Take(build, Space.Gradient, "GammaGradient", width);
        Take(build, Space.Gradient, "BetaGradient", width);
        TileOutput = TakeTile(build, Space.Work, "Output", Input.Steps, width).View;
        TileInputGradient = TakeTile(build, Space.Tape, "InputGradients", Input.Steps, width).View;
        WindowOutput = Take(build, Space.Window, "WindowOutput", width, Input.Steps).View;
        StepOutput = Take(build, Space.Step, "StepOutput", width).View;
    }

    public override void WriteKernels(SourceWriter writer) => writer.Line($$"""
        /// <summary>One step of one row.</summary>
        public static void Apply(ref float x, ref float packed, ref float y) =>
            NormRow.Forward(ref x, ref Unsafe.Add(ref packed, Gamma), ref Unsafe.Add(ref packed, Beta), ref y, {{Input.Width}}, {{EpsilonText}});

        /// <summary>One step of one row: from the gradient with respect to the output to the gradient of the parameters and the gradient with respect to the input.</summary>
        public static void Backward(ref float x, ref float packed, ref float dy, ref float gradient, ref float dx) => NormRow.Backward(
            ref x, ref Unsafe.Add(ref packed, Gamma), ref dy, ref Unsafe.Add(ref gradient, GammaGradient), ref Unsafe.Add(ref gradient, BetaGradient),
            ref dx, {{Input.Width}}, {{EpsilonText}});
        """);

    public override void WritePack(SourceWriter writer)
    {
        writer.Line($"parameters.Slice({_gamma.Offset}, {Input.Width}).CopyTo(packed[{Class}.Gamma..]);");
        writer.Line($"parameters.Slice({_beta.Offset}, {Input.Width}).CopyTo(packed[{Class}.Beta..]);");
    }

    public override void WriteUnpack(SourceWriter writer)
    {
        writer.Line($"packedGradient.Slice({Class}.GammaGradient, {Input.Width}).CopyTo(gradient[{_gamma.Offset}..]);");
        writer.Line($"packedGradient.Slice({Class}.BetaGradient, {Input.Width}).CopyTo(gradient[{_beta.Offset}..]);");
    }

    public override void WriteForward(SourceWriter writer) =>
        EachRow(writer, $"{Class}.Apply(ref {TileInput.At("row", "t")}, ref packed, ref {TileOutput.At("row", "t")});");

    public override void WriteBackward(SourceWriter writer) => EachRow(
        writer,
        $"{Class}.Backward(ref {TileInput.At("row", "t")}, ref packed, ref {OutputGradient.At("row", "t")}, ref gradient, ref {TileInputGradient.At("row", "t")});");

    /// <summary>Written on the way back already.</summary>
    public override void WriteInputGradient(SourceWriter writer)
    {
    }

    public override void WriteWindow(SourceWriter writer)
    {
        using (writer.Block($"for (nint t = 0, steps = {(Input.IsSequence ? Valid : "1")}; t < steps; t++)"))
        {
            writer.Line($"{Class}.Apply(ref {WindowInput.At(0, "t")}, ref packed, ref {WindowOutput.At(0, "t")});");
        }
    }

    public override void WriteStep(SourceWriter writer) =>
        writer.Line($"{Class}.Apply(ref {StepInput.Reference}, ref packed, ref {StepOutput.Reference});");

    private void EachRow(SourceWriter writer, string call)
    {
        using (writer.Block($"for (nint t = 0, steps = {(Input.IsSequence ? $"{Valid}.Longest" : "1")}; t < steps; t++)"))
        using (writer.Block($"for (nint row = 0; row < {Build.Rows}; row++)"))
        {
            writer.Line(call);
        }
    }
}
