using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LstmGen.Kernels;

/// <summary>The largest value of each rectangle of an image, channel by channel; a NaN in it is the largest, so that none is hidden.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static class MaxPicture
{
    /// <summary>y = the largest value of each rectangle of x.</summary>
    /// <param name="x">The picture.</param>
    /// <param name="y">Receives the output's picture.</param>
    /// <param name="squares">Their shape.</param>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Forward(ref float x, ref float y, in PictureSquares squares)
    {
        for (int line = 0; line < squares.Lines; line++)
        {
            for (int column = 0; column < squares.Columns; column++)
            {
                PicturePart part = squares.Part(line, column);
                Largest(ref Unsafe.Add(ref x, part.Start), ref y, squares, part);
                y = ref Unsafe.Add(ref y, squares.Channels);
            }
        }
    }

    /// <summary>dx = the sum of dy over the rectangles of which a point is the first of the largest values.</summary>
    /// <param name="x">The picture.</param>
    /// <param name="y">What <see cref="Forward"/> made of it.</param>
    /// <param name="dy">The gradient with respect to y.</param>
    /// <param name="dx">Receives the gradient with respect to x.</param>
    /// <param name="squares">Their shape.</param>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Backward(ref float x, ref float y, ref float dy, ref float dx, in PictureSquares squares)
    {
        // Rectangles may share points, and leave some out.
        RowOps.Clear(ref dx, squares.Height * squares.Stride);

        for (int line = 0; line < squares.Lines; line++)
        {
            for (int column = 0; column < squares.Columns; column++)
            {
                PicturePart part = squares.Part(line, column);
                ToLargest(ref Unsafe.Add(ref x, part.Start), ref y, ref dy, ref Unsafe.Add(ref dx, part.Start), squares, part);
                y = ref Unsafe.Add(ref y, squares.Channels);
                dy = ref Unsafe.Add(ref dy, squares.Channels);
            }
        }
    }

    private static void Largest(ref float square, ref float y, in PictureSquares squares, in PicturePart part)
    {
        int channel = 0;
        for (; channel <= squares.Channels - Vector256<float>.Count; channel += Vector256<float>.Count)
        {
            Vector256<float> largest = Vector256.LoadUnsafe(ref square, (nuint)channel);
            for (int line = 0; line < part.Lines; line++)
            {
                ref float point = ref Unsafe.Add(ref square, line * squares.Stride + channel);
                for (int column = 0; column < part.Columns; column++)
                {
                    largest = Vector256.Max(largest, Vector256.LoadUnsafe(ref point));
                    point = ref Unsafe.Add(ref point, squares.Channels);
                }
            }

            largest.StoreUnsafe(ref y, (nuint)channel);
        }

        for (; channel < squares.Channels; channel++)
        {
            float largest = Unsafe.Add(ref square, channel);
            for (int line = 0; line < part.Lines; line++)
            {
                ref float point = ref Unsafe.Add(ref square, line * squares.Stride + channel);
                for (int column = 0; column < part.Columns; column++)
                {
                    largest = MathF.Max(largest, point);
                    point = ref Unsafe.Add(ref point, squares.Channels);
                }
            }

            Unsafe.Add(ref y, channel) = largest;
        }
    }

    /// <summary>The gradient of a channel is given away once, to the first value that is the largest.</summary>
    private static void ToLargest(ref float square, ref float y, ref float dy, ref float dx, in PictureSquares squares, in PicturePart part)
    {
        int channel = 0;
        for (; channel <= squares.Channels - Vector256<float>.Count; channel += Vector256<float>.Count)
        {
            Vector256<float> largest = Vector256.LoadUnsafe(ref y, (nuint)channel);
            Vector256<float> left = Vector256.LoadUnsafe(ref dy, (nuint)channel);
            for (int line = 0; line < part.Lines; line++)
            {
                nint point = line * squares.Stride + channel;
                for (int column = 0; column < part.Columns; column++, point += squares.Channels)
                {
                    Vector256<float> hit = Vector256.Equals(Vector256.LoadUnsafe(ref square, (nuint)point), largest);
                    (Vector256.LoadUnsafe(ref dx, (nuint)point) + (hit & left)).StoreUnsafe(ref dx, (nuint)point);
                    left = Vector256.AndNot(left, hit);
                }
            }
        }

        for (; channel < squares.Channels; channel++)
        {
            float largest = Unsafe.Add(ref y, channel);
            float left = Unsafe.Add(ref dy, channel);
            for (int line = 0; line < part.Lines; line++)
            {
                nint point = line * squares.Stride + channel;
                for (int column = 0; column < part.Columns; column++, point += squares.Channels)
                {
                    bool hit = Unsafe.Add(ref square, point) == largest;
                    Unsafe.Add(ref dx, point) += hit ? left : 0f;
                    left = hit ? 0f : left;
                }
            }
        }
    }
}
