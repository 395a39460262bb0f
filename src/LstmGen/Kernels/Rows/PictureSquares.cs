using System.ComponentModel;

namespace LstmGen.Kernels;

/// <summary>Pictures [height][width][channels] and the squares that a pool cuts them into; a rest at the right and at the bottom is left out.</summary>
/// <param name="Height">Lines of a picture.</param>
/// <param name="Width">Points of a line.</param>
/// <param name="Channels">Values of a point.</param>
/// <param name="Size">Lines and columns of a square.</param>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public readonly record struct PictureSquares(int Height, int Width, int Channels, int Size)
{
    /// <summary>Lines of the output.</summary>
    public int Lines => Height / Size;

    /// <summary>Points of a line of the output.</summary>
    public int Columns => Width / Size;

    /// <summary>Floats of a line of the picture.</summary>
    public int Stride => Width * Channels;

    /// <summary>Whether some points lie in no square.</summary>
    public bool HasRest => Lines * Size != Height || Columns * Size != Width;

    /// <summary>Where the first point of a square lies.</summary>
    internal nint Start(int line, int column) => ((nint)line * Width + column) * Size * Channels;
}
