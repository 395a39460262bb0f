using System.ComponentModel;

namespace LstmGen.Runtime;

/// <summary>Moves blocks of a matrix between the canonical layout and the kernels' own. Rows and columns are counted, strides are in floats.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static class Packing
{
    /// <summary>destination[r, c] = source[r, c].</summary>
    public static void Copy(
        ReadOnlySpan<float> source, int sourceOffset, int sourceStride, int rows, int columns, Span<float> destination, int offset, int stride)
    {
        for (int row = 0; row < rows; row++)
        {
            source.Slice(sourceOffset + row * sourceStride, columns).CopyTo(destination[(offset + row * stride)..]);
        }
    }

    /// <summary>destination[c, r] = source[r, c].</summary>
    public static void Transpose(
        ReadOnlySpan<float> source, int sourceOffset, int sourceStride, int rows, int columns, Span<float> destination, int offset, int stride)
    {
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> from = source.Slice(sourceOffset + row * sourceStride, columns);
            Span<float> to = destination[(offset + row)..];
            for (int column = 0; column < columns; column++)
            {
                to[column * stride] = from[column];
            }
        }
    }
}
