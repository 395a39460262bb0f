using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LstmGen.Kernels;

/// <summary>Rectifiers whose slope below zero is a parameter, value by value; forward and backward.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static class RectifierRow
{
    /// <summary>Fills a pack of one slope for each value of a row: the slopes in turn.</summary>
    /// <param name="slopes">The slopes; the row is a multiple of them.</param>
    /// <param name="pack">Receives them.</param>
    public static void Pack(ReadOnlySpan<float> slopes, Span<float> pack)
    {
        for (int at = 0; at < pack.Length; at += slopes.Length)
        {
            slopes.CopyTo(pack[at..]);
        }
    }

    /// <summary>Adds up the packed gradient of slopes, in the order of the row.</summary>
    /// <param name="packed">One for each value of a row.</param>
    /// <param name="gradient">Receives one for each slope.</param>
    public static void Unpack(ReadOnlySpan<float> packed, Span<float> gradient)
    {
        packed[..gradient.Length].CopyTo(gradient);
        for (int at = gradient.Length; at < packed.Length; at++)
        {
            gradient[at % gradient.Length] += packed[at];
        }
    }

    /// <summary>y = x above zero, slope·x at zero and below; a NaN stays a NaN.</summary>
    /// <param name="x">The row.</param>
    /// <param name="slopes">A slope for each value.</param>
    /// <param name="y">Receives as many.</param>
    /// <param name="count">Values of the row.</param>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Forward(ref float x, ref float slopes, ref float y, int count)
    {
        nint i = 0;
        for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            Vector256<float> value = Vector256.LoadUnsafe(ref x, (nuint)i);
            Vector256.ConditionalSelect(Vector256.GreaterThan(value, Vector256<float>.Zero), value, value * Vector256.LoadUnsafe(ref slopes, (nuint)i)).StoreUnsafe(ref y, (nuint)i);
        }

        for (; i < count; i++)
        {
            float value = Unsafe.Add(ref x, i);
            Unsafe.Add(ref y, i) = value > 0f ? value : value * Unsafe.Add(ref slopes, i);
        }
    }

    /// <summary>The way back: adds to the gradient of the slopes and leaves the gradient with respect to the row.</summary>
    /// <param name="x">The row.</param>
    /// <param name="slopes">A slope for each value.</param>
    /// <param name="dy">The gradient with respect to the output.</param>
    /// <param name="slopeGradients">The gradient with respect to the slopes, added to.</param>
    /// <param name="dx">Receives the gradient with respect to the row.</param>
    /// <param name="count">Values of the row.</param>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Backward(ref float x, ref float slopes, ref float dy, ref float slopeGradients, ref float dx, int count)
    {
        nint i = 0;
        for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            Vector256<float> value = Vector256.LoadUnsafe(ref x, (nuint)i), gradient = Vector256.LoadUnsafe(ref dy, (nuint)i);
            Vector256<float> above = Vector256.GreaterThan(value, Vector256<float>.Zero), sum = Vector256.LoadUnsafe(ref slopeGradients, (nuint)i);
            Vector256.ConditionalSelect(above, sum, sum + gradient * value).StoreUnsafe(ref slopeGradients, (nuint)i);
            Vector256.ConditionalSelect(above, gradient, gradient * Vector256.LoadUnsafe(ref slopes, (nuint)i)).StoreUnsafe(ref dx, (nuint)i);
        }

        for (; i < count; i++)
        {
            float value = Unsafe.Add(ref x, i), gradient = Unsafe.Add(ref dy, i);
            if (value > 0f)
            {
                Unsafe.Add(ref dx, i) = gradient;
                continue;
            }

            Unsafe.Add(ref slopeGradients, i) += gradient * value;
            Unsafe.Add(ref dx, i) = gradient * Unsafe.Add(ref slopes, i);
        }
    }
}
