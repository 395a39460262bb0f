namespace LstmGen.Generator.Planning;

/// <summary>Which lines (or columns) of a picture a convolution or a pool reads for line y of its output: y·Stride − Left + j, for j below Kernel.</summary>
/// <param name="Kernel">Lines that it reads at a time.</param>
/// <param name="Stride">From one reading to the next.</param>
/// <param name="IsSame">Whether zeros are added on both sides, Kernel − 1 together.</param>
internal sealed record PictureReach(int Kernel, int Stride, bool IsSame = false)
{
    /// <summary>Lines of zeros before the first.</summary>
    public int Left => IsSame ? (Kernel - 1) / 2 : 0;

    /// <summary>Lines of zeros on both sides together.</summary>
    public int Padding => IsSame ? Kernel - 1 : 0;

    /// <summary>The output over a picture, or null where the kernel does not fit into it.</summary>
    public Frame? Output(Frame input, int channels) =>
        Kernel > Math.Min(input.Height, input.Width) + Padding ? null : new Frame(Outputs(input.Height), Outputs(input.Width), channels);

    private int Outputs(int lines) => (lines + Padding - Kernel) / Stride + 1;
}
