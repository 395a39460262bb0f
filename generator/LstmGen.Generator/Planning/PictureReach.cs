namespace LstmGen.Generator.Planning;

/// <summary>Which lines or columns of an image a convolution or a pool reads for line y of its output: y·Stride − Before + j·Dilation, for j below Kernel.</summary>
/// <param name="Kernel">Lines that it reads at a time.</param>
/// <param name="Stride">From one reading to the next.</param>
/// <param name="Dilation">From one line of a reading to the next.</param>
/// <param name="Padding">A member of LstmGen.Padding.</param>
internal sealed record AxisReach(int Kernel, int Stride, int Dilation, string Padding)
{
    /// <summary>Lines from the first that a reading takes to its last, both counted.</summary>
    public int Span => Dilation * (Kernel - 1) + 1;

    /// <summary>Lines that are added on both sides of so many together.</summary>
    public int Added(int lines) => Padding switch
    {
        "Same" => Span - 1,
        "KerasSame" => Math.Max((lines - 1) / Stride * Stride + Span - lines, 0),
        _ => 0,
    };

    /// <summary>Lines that are added before so many.</summary>
    public int Before(int lines) => Added(lines) / 2;

    /// <summary>Whether a reading fits into so many lines.</summary>
    public bool Fits(int lines) => Span <= lines + Added(lines);

    /// <summary>Lines of the output over so many that a reading fits into.</summary>
    public int Outputs(int lines) => (lines + Added(lines) - Span) / Stride + 1;
}

/// <summary>What a convolution or a pool reads of an image.</summary>
/// <param name="Lines">From line to line.</param>
/// <param name="Columns">Along a line.</param>
internal sealed record PictureReach(AxisReach Lines, AxisReach Columns)
{
    /// <summary>The output over an image, or null where a reading does not fit into it.</summary>
    public Frame? Output(Frame input, int channels) =>
        Lines.Fits(input.Height) && Columns.Fits(input.Width) ? new Frame(Lines.Outputs(input.Height), Columns.Outputs(input.Width), channels) : null;
}
