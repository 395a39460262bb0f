using System.ComponentModel;

namespace LstmGen.Kernels;

/// <summary>Images [height][width][channels] and the rectangles that a pool takes of them; points outside an image are in none.</summary>
/// <param name="Height">Lines of an image.</param>
/// <param name="Width">Points of a line.</param>
/// <param name="Channels">Values of a point.</param>
/// <param name="Down">How they lie from line to line.</param>
/// <param name="Across">How they lie along a line.</param>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public readonly record struct PictureSquares(int Height, int Width, int Channels, AxisCut Down, AxisCut Across)
{
    /// <summary>Lines of the output.</summary>
    public int Lines => Down.Count;

    /// <summary>Points of a line of the output.</summary>
    public int Columns => Across.Count;

    /// <summary>Floats of a line of the image.</summary>
    public int Stride => Width * Channels;

    /// <summary>The part of a rectangle that lies in the image.</summary>
    internal PicturePart Part(int line, int column)
    {
        (int top, int left) = (Down.First(line), Across.First(column));
        return new(((nint)top * Width + left) * Channels, Down.End(line, Height) - top, Across.End(column, Width) - left);
    }
}

/// <summary>How the parts that a pool takes lie along one side of an image.</summary>
/// <param name="Size">Lines or points of a part.</param>
/// <param name="Stride">From one part to the next.</param>
/// <param name="Before">Lines or points of the first part that lie before the image.</param>
/// <param name="Count">How many parts there are.</param>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public readonly record struct AxisCut(int Size, int Stride, int Before, int Count)
{
    /// <summary>The first line or point of a part that lies in the image.</summary>
    internal int First(int part) => Math.Max(part * Stride - Before, 0);

    /// <summary>Where a part ends, or the image.</summary>
    internal int End(int part, int length) => Math.Min(part * Stride - Before + Size, length);
}

/// <summary>The part of a rectangle that lies in an image.</summary>
/// <param name="Start">Where its first point lies.</param>
/// <param name="Lines">Its lines, 1 or more.</param>
/// <param name="Columns">Points of each, 1 or more.</param>
internal readonly record struct PicturePart(nint Start, int Lines, int Columns);
