using System.Globalization;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers;

/// <summary>[LayerNorm]: every step to mean 0 and deviation 1, then scaled and shifted. Nothing is kept for the way back, which takes the moments again.</summary>
internal sealed class LayerNormLayer : Layer, ICentring
{
    private ParameterPlan _gamma = null!;
    private ParameterPlan _beta = null!;
    private int _row;
    private int _packedGamma;
    private int _packedBeta;
    private int _gammaGradient;
    private int _betaGradient;
    private int _output;
    private int _inputGradient;
    private int _windowOutput;
    private int _stepOutput;

    private LayerNormOptions Options => Read<LayerNormOptions>();

    private double Epsilon => Options.Epsilon;

    private string EpsilonText => Epsilon.ToString("R", CultureInfo.InvariantCulture);

    public override bool JoinsDirections => Previous is { JoinsDirections: true };

    public override string Describe() => $"LayerNorm, ε = {EpsilonText}{(Input.IsSequence ? ", on every step" : "")}";

    protected override Shape? Infer(Build build, bool sequenceWanted) => InRange(build, "Epsilon", Epsilon, 1e-12, 1) ? Input : null;

    protected override void Reserve(Build build)
    {
        int width = Input.Width;
        _row = (int)Allocator.Pad(width);
        _gamma = build.Parameter($"{Name}.gamma", [width], "Ones", width, width, width);
        _beta = build.Parameter($"{Name}.beta", [width], "Zeros", width, width, width);
        (_packedGamma, _packedBeta) = (build.Pack.Take(width), build.Pack.Take(width));
        (_gammaGradient, _betaGradient) = (build.Gradient.Take(width), build.Gradient.Take(width));
        _output = build.Work.Take((long)Input.Steps * Build.Rows * _row);
        _inputGradient = build.Tape.Take((long)Input.Steps * Build.Rows * _row);
        _windowOutput = build.Window.Take((long)Input.Steps * _row);
        _stepOutput = build.Step.Take(_row);
        TileOutput = new("work", $"{Class}.Output", Build.Rows * _row, _row);
        TileInputGradient = new("tape", $"{Class}.InputGradients", Build.Rows * _row, _row);
        WindowOutput = new("work", $"{Class}.WindowOutput", _row, 0);
        StepOutput = new("work", $"{Class}.StepOutput", 0, 0);
    }

    public override void WriteKernels(SourceWriter writer) => writer.Line($$"""
        // Where its regions lie in the shared buffers.
        public const int Gamma = {{_packedGamma}};
        public const int Beta = {{_packedBeta}};
        public const int GammaGradient = {{_gammaGradient}};
        public const int BetaGradient = {{_betaGradient}};
        public const int Output = {{_output}};
        public const int InputGradients = {{_inputGradient}};
        public const int WindowOutput = {{_windowOutput}};
        public const int StepOutput = {{_stepOutput}};

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

    public override void WriteBackward(SourceWriter writer, View outputGradient) => EachRow(
        writer,
        $"{Class}.Backward(ref {TileInput.At("row", "t")}, ref packed, ref {outputGradient.At("row", "t")}, ref gradient, ref {TileInputGradient.At("row", "t")});");

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
