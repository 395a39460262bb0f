namespace LstmGen;

/// <summary>
/// The mean of each rectangle of every step's image, channel by channel: y[r, c] = mean of x[r·Stride + i − top, c·StrideWidth + j − left]. A rest at the right and at the bottom is left out.
/// </summary>
/// <param name="size">Lines of a rectangle, and columns unless <see cref="SizeWidth"/> says another number, 1 to 1,024.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class AveragePool2DAttribute(int size = 2) : LayerAttribute
{
    /// <summary>Lines of a rectangle, and columns where <see cref="SizeWidth"/> is 0.</summary>
    public int Size { get; set; } = size;

    /// <summary>Columns of a rectangle, 1 to 1,024; 0, the default, is <see cref="Size"/>.</summary>
    public int SizeWidth { get; set; }

    /// <summary>Lines from one rectangle to the next, and columns where <see cref="StrideWidth"/> is 0, 1 to 1,024; 0, the default, is the size: no point is read twice or left out.</summary>
    public int Stride { get; set; }

    /// <summary>Columns from one rectangle to the next, 1 to 1,024; 0, the default, is <see cref="Stride"/>, and the columns of a rectangle where that is 0 too.</summary>
    public int StrideWidth { get; set; }

    /// <summary>
    /// Whether rectangles may reach past an image: the default is no, as in Keras. Only the points in the image count, and the mean is divided by their number, as in Keras (PyTorch's <c>count_include_pad=False</c>). <see cref="LstmGen.Padding.Causal"/> is for steps, not for images.
    /// </summary>
    public Padding Padding { get; set; } = Padding.Valid;
}
