namespace LstmGen;

/// <summary>
/// The largest value of each square of every step's picture, channel by channel. A rest at the right and at the bottom is left out; of equal values the
/// first, in reading order, takes the gradient.
/// </summary>
/// <param name="size">Lines and columns of a square, 1 to 1,024.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class MaxPool2DAttribute(int size = 2) : LayerAttribute
{
    /// <summary>Lines and columns of a square.</summary>
    public int Size { get; set; } = size;
}
