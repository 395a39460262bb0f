namespace LstmGen.Generator.Planning;

/// <summary>Which steps a convolution or a pool reads for step t of its output: t·Stride − Left + j·Dilation, for j below Kernel.</summary>
/// <param name="Kernel">Steps that it reads at a time.</param>
/// <param name="Stride">From one reading to the next.</param>
/// <param name="Dilation">From one step of a reading to the next.</param>
/// <param name="Left">Steps that are added before the input.</param>
/// <param name="Padding">Steps that are added on both sides together.</param>
internal sealed record StepReach(int Kernel, int Stride, int Dilation, int Left, int Padding)
{
    /// <summary>No padding.</summary>
    public StepReach(int kernel, int stride, int dilation = 1)
        : this(kernel, stride, dilation, 0, 0)
    {
    }

    /// <summary>Whether as few steps are added as ⌈n/Stride⌉ readings of n steps take, so that Left depends on n.</summary>
    public bool AddsLeast { get; init; }

    /// <summary>The reach with a padding of LstmGen.Padding.</summary>
    public static StepReach Of(int kernel, int stride, int dilation, string padding)
    {
        int added = padding == "Valid" ? 0 : dilation * (kernel - 1);
        return new(kernel, stride, dilation, padding is "Same" or "KerasSame" ? added / 2 : added, added) { AddsLeast = padding == "KerasSame" && stride > 1 };
    }

    /// <summary>Steps that are added before so many.</summary>
    public int Before(int steps) => AddsLeast ? Math.Max((steps - 1) / Stride * Stride + Span - steps, 0) / 2 : Left;

    /// <summary>Steps from the first that a reading takes to its last, both counted.</summary>
    public int Span => Dilation * (Kernel - 1) + 1;

    /// <summary>Whether a reading fits into so many steps.</summary>
    public bool Fits(int steps) => Span <= steps + Padding;

    /// <summary>Steps of the output over so many steps that it fits into.</summary>
    public int Outputs(int steps) => (steps + Padding - Span) / Stride + 1;

    /// <summary>The same as an expression for a number or for the lengths of a tile's rows.</summary>
    public string OutputsOf(string valid) => $"RowLengths.After({valid}, {Span}, {Stride}, {Padding})";

    /// <summary>Where the reading for an output starts, as an expression; it may lie before the input.</summary>
    /// <param name="output">The output.</param>
    /// <param name="valid">The steps of the input.</param>
    public string Start(string output, string valid) => (Stride, Left) switch
    {
        _ when AddsLeast => $"{output} * {Stride} - RowLengths.LeastBefore({valid}, {Span}, {Stride})",
        (1, 0) => output,
        (1, _) => $"{output} - {Left}",
        (_, 0) => $"{output} * {Stride}",
        _ => $"{output} * {Stride} - {Left}",
    };
}
