using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Convolution;

/// <summary>
/// [Conv1D]: the steps that a reading takes are laid side by side in one row, zeros where there are none, and multiplied with the weights
/// [kernel·inputs, filters]. Backward the gradient with respect to that row is added to the steps it came from.
/// </summary>
internal sealed class Conv1DLayer : Layer, IActivated
{
    private AffineKernels _kernels = null!;
    private StepReach _reach = null!;
    private Region _gathered = null!;
    private Region _gatheredOnce = null!;
    private Region _sumGradient = null!;
    private Region _gatheredGradient = null!;
    private Region _windowGathered = null!;
    private Region? _stepGathered;
    private Region? _earlier;
    private int _gatheredRow;

    private Conv1DOptions Options => Read<Conv1DOptions>();

    private int Filters => Options.Filters;

    private int Kernel => Options.Kernel;

    private int Stride => Options.Stride;

    private int Dilation => Options.Dilation;

    private string Padding => Options.Padding;

    public string Activation => Options.Activation;

    private bool UseBias => Options.UseBias;

    /// <summary>Values of a gathered row.</summary>
    private int Inputs => Kernel * Input.Width;

    /// <summary>Steps before the present one that a causal reading goes back to.</summary>
    private int Earlier => _reach.Span - 1;

    public override bool NeedsSequence => true;

    public override bool ReadsRows => true;

    /// <summary>Where every step gives one, of itself and earlier ones: those are kept in the state, and start as zeros like the padding.</summary>
    public override string? WhyNotCarried => CanStep && Kernel > 1 ? $"its kernel reads {Dilation * (Kernel - 1)} steps before each, which are not carried" : base.WhyNotCarried;

    public override bool CanStep => Stride == 1 && (Padding == "Causal" || Kernel == 1);

    public override string Describe() =>
        $"Conv1D({Filters}, {Kernel}){(Stride == 1 ? "" : $", stride {Stride}")}{(Dilation == 1 ? "" : $", dilation {Dilation}")}"
        + $"{(Padding switch { "Valid" => "", "KerasSame" => ", same padding as in Keras", _ => $", {Padding.ToLowerInvariant()} padding" })}{(Activation == "Linear" ? "" : $", {Activation}")}";

    public override string? ValidAfter(string valid) => _reach.OutputsOf(valid);

    protected override Shape? Infer(Build build, bool sequenceWanted)
    {
        if (!InRange(build, "filters", Filters, 1, 65_536) || !InRange(build, "kernel", Kernel, 1, 1_024)
            || !InRange(build, "Stride", Stride, 1, 100_000) || !InRange(build, "Dilation", Dilation, 1, 100_000))
        {
            return null;
        }

        if (!Input.IsSequence)
        {
            build.Report(
                Rules.ShapeDoesNotFit, Index, "", Spec.Kind,
                $"it slides over the steps of a sequence, and what comes before it passes on one vector of {Text.Count(Input.Width, "value")}; move it up, in front of the layer that ends the sequence");
            return null;
        }

        _reach = StepReach.Of(Kernel, Stride, Dilation, Padding);
        if (!_reach.Fits(Input.Steps))
        {
            string dilated = Dilation == 1 ? "" : $" with a dilation of {Dilation}";
            build.Report(
                Rules.ShapeDoesNotFit, Index, "kernel", Spec.Kind,
                $"a kernel of {Kernel}{dilated} reads {Text.Count(_reach.Span, "step")}, and there {(Input.Steps == 1 ? "is" : "are")} {Text.Number(Input.Steps)}; "
                + $"choose a kernel of at most {(Input.Steps - 1) / Dilation + 1}{(Dilation == 1 ? "" : ", a smaller Dilation")}, or Padding.Same or Padding.Causal");
            return null;
        }

        return new Shape(_reach.Outputs(Input.Steps), Filters, IsSequence: true);
    }

    public override IEnumerable<Operation> Operations =>
        [new Convolve(TileInput, TileOutput, Tensor("kernel"), FindTensor("bias"), Activation, _reach, Input.Width, Filters, Extent)];

    protected override void Reserve(Build build)
    {
        _gatheredRow = (int)Allocator.Pad(Inputs);
        _kernels = new AffineKernels(Inputs, Filters, UseBias, Activation, _gatheredRow);
        _kernels.Reserve(
            build,
            Class,
            build.Parameter($"{Name}.kernel", [Kernel, Input.Width, Filters], Options.KernelInitializer, Inputs, Kernel * Filters, Inputs),
            UseBias ? build.Parameter($"{Name}.bias", [Filters], Options.BiasInitializer, Filters, Filters, Inputs) : null);

        int row = _kernels.OutputRow;
        TileOutput = TakeTile(build, Space.Work, "Output", Output.Steps, row).View;
        _gatheredOnce = TakeTile(build, Space.Work, "GatheredOnce", 1, _gatheredRow);
        _gathered = TakeTile(build, Space.Tape, "Gathered", Output.Steps, _gatheredRow);
        _sumGradient = TakeTile(build, Space.Tape, "OutputGradients", Output.Steps, row);
        _gatheredGradient = TakeTile(build, Space.Tape, "GatheredGradients", 1, _kernels.InputGradientRow);
        TileInputGradient = TakeTile(build, Space.Tape, "InputGradients", Input.Steps, Input.Width).View;
        _windowGathered = Take(build, Space.Window, "WindowGathered", _gatheredRow);
        WindowOutput = Take(build, Space.Window, "WindowOutput", row, Output.Steps).View;
        StepOutput = StepInput;
        if (CanStep)
        {
            _earlier = Take(build, Space.State, "Earlier", (long)Earlier * Input.Width);
            _stepGathered = Take(build, Space.Step, "StepGathered", _gatheredRow);
            StepOutput = Take(build, Space.Step, "StepOutput", row).View;
        }
    }

    public override void WriteKernels(SourceWriter writer)
    {
        WriteForwardKernel(writer);
        writer.Line();
        WriteWindowKernel(writer);
        writer.Line();
        WriteGather(writer);
        writer.Line();
        WriteInputGradientKernel(writer);
        if (CanStep)
        {
            writer.Line();
            WriteStepKernel(writer);
        }

        writer.Line();
        _kernels.Write(writer);
    }

    private void WriteForwardKernel(SourceWriter writer)
    {
        writer.Line("/// <summary>All steps of a tile of rows. The gathered rows of a step lie where those of the step before lie, or behind them.</summary>");
        using (writer.Block("public static void Forward(ref float x, ref float packed, ref float gathered, nint gatheredStep, ref float y, in RowLengths valid)"))
        using (writer.Block($"for (int t = 0, steps = {_reach.OutputsOf("valid.Longest")}; t < steps; t++)"))
        {
            using (writer.Block($"for (int row = 0; row < {Build.Rows}; row++)"))
            {
                writer.Line(
                    $"Gather(ref Unsafe.Add(ref x, row * {TileInput.RowStride}), {TileInput.StepStride}, {_reach.Start("t", "valid[row]")}, valid[row], ref Unsafe.Add(ref gathered, row * {_gatheredRow}));");
            }

            writer.Line();
            writer.Line($"Apply(ref gathered, ref Unsafe.Add(ref packed, Pack), ref Unsafe.Add(ref y, (nint)t * {TileOutput.StepStride}));");
            writer.Line("gathered = ref Unsafe.Add(ref gathered, gatheredStep);");
        }
    }

    private void WriteWindowKernel(SourceWriter writer)
    {
        writer.Line("/// <summary>All steps of one window.</summary>");
        using (writer.Block("public static void Window(ref float x, ref float packed, ref float gathered, ref float y, int valid)"))
        using (writer.Block($"for (int t = 0, steps = {_reach.OutputsOf("valid")}; t < steps; t++)"))
        {
            writer.Line($"Gather(ref x, {WindowInput.StepStride}, {_reach.Start("t", "valid")}, valid, ref gathered);");
            writer.Line($"ApplyRow(ref gathered, ref Unsafe.Add(ref packed, Pack), ref Unsafe.Add(ref y, (nint)t * {WindowOutput.StepStride}));");
        }
    }

    private void WriteGather(SourceWriter writer)
    {
        writer.Line("/// <summary>The steps of one reading side by side, and zeros for those before the first and past the last valid one.</summary>");
        using (writer.Block("private static void Gather(ref float x, nint step, int start, int valid, ref float gathered)"))
        {
            if (Dilation == 1 && Kernel > 1)
            {
                writer.Line("// Where the steps lie without gaps and are all there, they are one piece.");
                using (writer.Block($"if (step == {Input.Width} && start >= 0 && start <= valid - {Kernel})"))
                {
                    writer.Line($"RowOps.Copy(ref gathered, ref Unsafe.Add(ref x, start * step), {Inputs});");
                    writer.Line("return;");
                }

                writer.Line();
            }

            using (writer.Block($"for (int element = 0; element < {Kernel}; element++)"))
            {
                writer.Line($"ref float to = ref Unsafe.Add(ref gathered, element * {Input.Width});");
                writer.Line($"int at = start + element * {Dilation};");
                using (writer.Block("if (at >= 0 && at < valid)"))
                {
                    writer.Line(Copy("to", "Unsafe.Add(ref x, at * step)"));
                }

                using (writer.Block("else"))
                {
                    writer.Line(Input.Width == 1 ? "to = 0f;" : $"RowOps.Clear(ref to, {Input.Width});");
                }
            }
        }
    }

    private void WriteInputGradientKernel(SourceWriter writer)
    {
        (int dzStep, int dxRow) = (Build.Rows * _kernels.OutputRow, _kernels.InputGradientRow);
        writer.Line("/// <summary>The gradient with respect to the inputs: that of each reading is added to the steps it took, reading after reading.</summary>");
        using (writer.Block("public static void InputGradient(ref float dz, ref float packed, ref float gathered, ref float dx, in RowLengths valid)"))
        {
            writer.Line($"RowOps.Clear(ref dx, valid.Longest * {TileInputGradient.StepStride});");
            using (writer.Block($"for (int t = 0, steps = {_reach.OutputsOf("valid.Longest")}; t < steps; t++)"))
            {
                writer.Line($"Back(ref Unsafe.Add(ref dz, (nint)t * {dzStep}), ref Unsafe.Add(ref packed, Transposed), ref gathered);");
                using (writer.Block($"for (int row = 0; row < {Build.Rows}; row++)"))
                using (writer.Block($"for (int element = 0; element < {Kernel}; element++)"))
                {
                    writer.Line($"int at = {_reach.Start("t", "valid[row]")} + element * {Dilation};");
                    using (writer.Block("if (at >= 0 && at < valid[row])"))
                    {
                        writer.Line(
                            $"RowOps.Add(ref Unsafe.Add(ref dx, at * (nint){TileInputGradient.StepStride} + row * {TileInputGradient.RowStride}), "
                            + $"ref Unsafe.Add(ref gathered, row * {dxRow} + element * {Input.Width}), {Input.Width});");
                    }
                }
            }
        }
    }

    private void WriteStepKernel(SourceWriter writer)
    {
        writer.Line("/// <summary>One step of a stream: the state holds the earlier steps that it reads, oldest first.</summary>");
        using (writer.Block("public static void Step(ref float x, ref float packed, ref float earlier, ref float gathered, ref float y)"))
        {
            int width = Input.Width;
            if (Kernel > 1)
            {
                using (writer.Block($"for (int element = 0; element < {Kernel - 1}; element++)"))
                {
                    writer.Line(Copy($"Unsafe.Add(ref gathered, element * {width})", $"Unsafe.Add(ref earlier, element * {Dilation * width})"));
                }

                writer.Line();
            }

            writer.Line(Copy($"Unsafe.Add(ref gathered, {(Kernel - 1) * width})", "x"));
            writer.Line("ApplyRow(ref gathered, ref Unsafe.Add(ref packed, Pack), ref y);");
            if (Kernel > 1)
            {
                writer.Line();
                writer.Line("// The oldest goes, this one comes.");
                if (Earlier > 1)
                {
                    writer.Line($"RowOps.Copy(ref earlier, ref Unsafe.Add(ref earlier, {width}), {(Earlier - 1) * width});");
                }

                writer.Line(Copy($"Unsafe.Add(ref earlier, {(Earlier - 1) * width})", $"Unsafe.Add(ref gathered, {(Kernel - 1) * width})"));
            }
        }
    }

    public override void WritePack(SourceWriter writer) => writer.Line($"{Class}.PackWeights(parameters, packed);");

    public override void WriteUnpack(SourceWriter writer) => writer.Line($"{Class}.UnpackGradient(packedGradient, gradient);");

    public override void WriteForward(SourceWriter writer)
    {
        string gathered = $"ref TTape.Keep ? ref {_gathered.Reference} : ref {_gatheredOnce.Reference}";
        writer.Line(
            $"{Class}.Forward(ref {TileInput.Reference}, ref packed, {gathered}, TTape.Keep ? {Build.Rows * _gatheredRow} : 0, ref {TileOutput.Reference}, {Valid});");
    }

    public override void WriteBackward(SourceWriter writer) => writer.Line(
        $"{Class}.Backward(ref {_gathered.Reference}, ref {TileOutput.Reference}, ref {OutputGradient.Reference}, {Text.Of(OutputGradient.StepStride)}, "
        + $"{Text.Of(OutputGradient.RowStride)}, ref {_sumGradient.Reference}, ref gradient, {_reach.OutputsOf($"{Valid}.Longest")});");

    public override void WriteInputGradient(SourceWriter writer) => writer.Line(
        $"{Class}.InputGradient(ref {_sumGradient.Reference}, ref packed, ref {_gatheredGradient.Reference}, "
        + $"ref {TileInputGradient.Reference}, {Valid});");

    public override void WriteWindow(SourceWriter writer) => writer.Line(
        $"{Class}.Window(ref {WindowInput.Reference}, ref packed, ref {_windowGathered.Reference}, ref {WindowOutput.Reference}, {Valid});");

    public override void WriteStep(SourceWriter writer) => writer.Line(
        $"{Class}.Step(ref {StepInput.Reference}, ref packed, ref {_earlier!.Reference}, ref {_stepGathered!.Reference}, "
        + $"ref {StepOutput.Reference});");

    private string Copy(string to, string from) => Input.Width == 1 ? $"{to} = {from};" : $"RowOps.Copy(ref {to}, ref {from}, {Input.Width});";
}
