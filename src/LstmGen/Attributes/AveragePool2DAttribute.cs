namespace LstmGen;

/// <summary>The mean of each square of every step's picture, channel by channel. A rest at the right and at the bottom is left out.</summary>
/// <param name="size">Lines and columns of a square, 1 to 1,024.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class AveragePool2DAttribute(int size = 2) : LayerAttribute
{
    /// <summary>Lines and columns of a square.</summary>
    public int Size { get; set; } = size;
}
