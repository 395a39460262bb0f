using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Images;

/// <summary>[Conv2D]: y = activation(b + Σ x·K) over the lines and columns of every step's picture. The arithmetic is that of <see cref="Conv2DKernels"/>.</summary>
internal sealed class Conv2DLayer : PictureLayer, IActivated
{
    private Conv2DKernels _kernels = null!;
    private string _activation = "";

    private Conv2DOptions Options => Read<Conv2DOptions>();

    private int Filters => Options.Filters;

    private int Kernel => Options.Kernel;

    private int KernelWidth => Or(Options.KernelWidth, Kernel);

    private string PaddingName => Options.Padding;

    private bool UseBias => Options.UseBias;

    string IActivated.Activation => Options.Activation;

    protected override PictureReach Reach => new(
        new(Kernel, Options.Stride, Options.Dilation, PaddingName), new(KernelWidth, Or(Options.StrideWidth, Options.Stride), Or(Options.DilationWidth, Options.Dilation), PaddingName));

    protected override string Advice => ", or Padding = Padding.Same";

    public override string Describe()
    {
        static string Sides(int line, int column) => line == column ? Text.Of(line) : $"{line} × {column}";
        (AxisReach lines, AxisReach columns) = (Reach.Lines, Reach.Columns);
        string stride = (lines.Stride, columns.Stride) == (1, 1) ? "" : $", every {Sides(lines.Stride, columns.Stride)}";
        string dilation = (lines.Dilation, columns.Dilation) == (1, 1) ? "" : $", dilation {Sides(lines.Dilation, columns.Dilation)}";
        return $"Conv2D({Filters}, {Kernel} × {KernelWidth}{stride}{dilation}{PaddingWords(PaddingName)}{(_activation == "Linear" ? "" : $", {_activation}")}), on every step";
    }

    protected override Shape? Infer(Build build, bool sequenceWanted)
    {
        _activation = Options.Activation;
        bool inRange = InRange(build, "filters", Filters, 1, 4_096)
            & InRange(build, "kernel", Kernel, 1, 64)
            & InRange(build, "KernelWidth", Options.KernelWidth, 0, 64)
            & InRange(build, "Stride", Options.Stride, 1, 1_024)
            & InRange(build, "StrideWidth", Options.StrideWidth, 0, 1_024)
            & InRange(build, "Dilation", Options.Dilation, 1, 1_024)
            & InRange(build, "DilationWidth", Options.DilationWidth, 0, 1_024);
        return PaddingFits(build, PaddingName) && inRange ? InferPicture(build, Filters, "kernel") : null;
    }

    public override IEnumerable<Operation> Operations =>
        [new ConvolveFrames(TileInput, TileOutput, Tensor("kernel"), FindTensor("bias"), _activation, Reach, From, To, Extent)];

    protected override void Reserve(Build build)
    {
        base.Reserve(build);
        _kernels = new Conv2DKernels(From, To, Reach, UseBias, _activation);
        int points = Kernel * KernelWidth;
        ParameterPlan kernel = build.Parameter(
            $"{Name}.kernel", [Kernel, KernelWidth, From.Channels, Filters], Options.KernelInitializer,
            points * From.Channels, points * Filters, Filters);
        ParameterPlan? bias = UseBias
            ? build.Parameter($"{Name}.bias", [Filters], Options.BiasInitializer, Filters, Filters, Filters)
            : null;
        _kernels.Reserve(build, Class, kernel, bias);
    }

    public override void WriteKernels(SourceWriter writer) => _kernels.Write(writer);

    public override void WritePack(SourceWriter writer) => writer.Line($"{Class}.PackWeights(parameters, packed);");

    public override void WriteUnpack(SourceWriter writer) => writer.Line($"{Class}.UnpackGradient(packedGradient, gradient);");

    public override void WriteForward(SourceWriter writer)
    {
        WriteBorder(writer, "");
        base.WriteForward(writer);
    }

    public override void WriteWindow(SourceWriter writer)
    {
        WriteBorder(writer, "Window");
        base.WriteWindow(writer);
    }

    public override void WriteStep(SourceWriter writer)
    {
        WriteBorder(writer, "Step");
        base.WriteStep(writer);
    }

    public override void WriteBackward(SourceWriter writer)
    {
        base.WriteBackward(writer);
        WriteBorder(writer, "");
        writer.Line($"RowOps.Clear(ref Unsafe.Add(ref tape, {Class}.Spread), {_kernels.SpreadLength});");
        string padded = _kernels.IsPadded ? $"ref Unsafe.Add(ref work, {Class}.Padded), " : "";
        EachPicture(
            writer,
            $"{Class}.Backward(ref {TileInput.At("row", "t")}, {padded}ref {TileOutput.At("row", "t")}, ref {OutputGradient.At("row", "t")}, "
            + $"ref Unsafe.Add(ref tape, {Class}.Spread), ref gradient);",
            null);
    }

    protected override string Apply(string from, string to, string scratch)
    {
        string buffers = string.Concat(_kernels.Scratch.Select(region => $"ref Unsafe.Add(ref work, {Class}.{scratch}{region}), "));
        return $"{Class}.Apply(ref {from}, ref packed, {buffers}ref {to});";
    }

    protected override string Back(string row, string step)
    {
        string sums = _kernels.BackNeedsSums ? $"ref Unsafe.Add(ref tape, {Class}.BackSums), " : "";
        return $"{Class}.InputGradient(ref {TileOutput.At(row, step)}, ref {OutputGradient.At(row, step)}, ref packed, "
            + $"ref Unsafe.Add(ref tape, {Class}.Spread), {sums}ref {TileInputGradient.At(row, step)});";
    }

    /// <summary>The zeros around a picture; its inner part is written anew for each.</summary>
    private void WriteBorder(SourceWriter writer, string scratch)
    {
        if (_kernels.IsPadded)
        {
            writer.Line($"RowOps.Clear(ref Unsafe.Add(ref work, {Class}.{scratch}Padded), {_kernels.PaddedLength});");
        }
    }
}
