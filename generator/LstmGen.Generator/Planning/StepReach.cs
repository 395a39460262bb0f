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

    /// <summary>Steps from the first that a reading takes to its last, both counted.</summary>
    public int Span => Dilation * (Kernel - 1) + 1;

    /// <summary>Whether a reading fits into so many steps.</summary>
    public bool Fits(int steps) => Span <= steps + Padding;

    /// <summary>Steps of the output over so many steps that it fits into.</summary>
    public int Outputs(int steps) => (steps + Padding - Span) / Stride + 1;

    /// <summary>The same as an expression for a number or for the lengths of a tile's rows.</summary>
    public string OutputsOf(string valid) => $"RowLengths.After({valid}, {Span}, {Stride}, {Padding})";

    /// <summary>Where the reading for an output starts, as an expression; it may lie before the input.</summary>
    public string Start(string output) => (Stride, Left) switch
    {
        (1, 0) => output,
        (1, _) => $"{output} - {Left}",
        (_, 0) => $"{output} * {Stride}",
        _ => $"{output} * {Stride} - {Left}",
    };
}
