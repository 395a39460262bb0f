using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LstmGen.Kernels;

/// <summary>The mean of each rectangle of an image, channel by channel, added up in reading order and divided by the points that lie in the image.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static class MeanPicture
{
    /// <summary>y = the mean of each rectangle of x.</summary>
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
                Mean(ref Unsafe.Add(ref x, part.Start), ref y, squares, part);
                y = ref Unsafe.Add(ref y, squares.Channels);
            }
        }
    }

    /// <summary>dx = the sum of equal shares of dy, over the rectangles that a point lies in.</summary>
    /// <param name="x">The picture, which is not read.</param>
    /// <param name="y">What <see cref="Forward"/> made of it, which is not read.</param>
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
                Share(ref dy, ref Unsafe.Add(ref dx, part.Start), squares, part);
                dy = ref Unsafe.Add(ref dy, squares.Channels);
            }
        }
    }

    private static void Mean(ref float square, ref float y, in PictureSquares squares, in PicturePart part)
    {
        float points = part.Lines * part.Columns;
        int channel = 0;
        for (; channel <= squares.Channels - Vector256<float>.Count; channel += Vector256<float>.Count)
        {
            Vector256<float> sum = Vector256<float>.Zero;
            for (int line = 0; line < part.Lines; line++)
            {
                ref float point = ref Unsafe.Add(ref square, line * squares.Stride + channel);
                for (int column = 0; column < part.Columns; column++)
                {
                    sum += Vector256.LoadUnsafe(ref point);
                    point = ref Unsafe.Add(ref point, squares.Channels);
                }
            }

            (sum / points).StoreUnsafe(ref y, (nuint)channel);
        }

        for (; channel < squares.Channels; channel++)
        {
            float sum = 0;
            for (int line = 0; line < part.Lines; line++)
            {
                ref float point = ref Unsafe.Add(ref square, line * squares.Stride + channel);
                for (int column = 0; column < part.Columns; column++)
                {
                    sum += point;
                    point = ref Unsafe.Add(ref point, squares.Channels);
                }
            }

            Unsafe.Add(ref y, channel) = sum / points;
        }
    }

    private static void Share(ref float dy, ref float dx, in PictureSquares squares, in PicturePart part)
    {
        float points = part.Lines * part.Columns;
        for (int line = 0; line < part.Lines; line++)
        {
            nint point = line * squares.Stride;
            for (int column = 0; column < part.Columns; column++, point += squares.Channels)
            {
                int channel = 0;
                for (; channel <= squares.Channels - Vector256<float>.Count; channel += Vector256<float>.Count)
                {
                    (Vector256.LoadUnsafe(ref dx, (nuint)(point + channel)) + Vector256.LoadUnsafe(ref dy, (nuint)channel) / points).StoreUnsafe(ref dx, (nuint)(point + channel));
                }

                for (; channel < squares.Channels; channel++)
                {
                    Unsafe.Add(ref dx, point + channel) += Unsafe.Add(ref dy, channel) / points;
                }
            }
        }
    }
}
