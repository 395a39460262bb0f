using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LstmGen.Kernels;

/// <summary>Pooling over a few steps of one row, value by value, forward and backward. Over no steps the result is zero.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static class PoolRow
{
    /// <summary>y = the largest value of the steps; NaN where one is NaN.</summary>
    /// <param name="x">The first step.</param>
    /// <param name="xStep">Floats from a step to the next.</param>
    /// <param name="steps">How many.</param>
    /// <param name="y">Receives the values; may not overlap the steps.</param>
    /// <param name="width">Values of a step.</param>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Max(ref float x, nint xStep, int steps, ref float y, int width)
    {
        if (steps <= 0)
        {
            RowOps.Clear(ref y, width);
            return;
        }

        nint i = 0;
        for (; i <= width - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            Vector256<float> best = Vector256.LoadUnsafe(ref x, (nuint)i);
            for (nint t = 1; t < steps; t++)
            {
                Vector256<float> value = Vector256.LoadUnsafe(ref x, (nuint)(t * xStep + i));
                Vector256<float> better = Vector256.GreaterThan(value, best) | ~Vector256.Equals(value, value);
                best = Vector256.ConditionalSelect(better, value, best);
            }

            best.StoreUnsafe(ref y, (nuint)i);
        }

        for (; i < width; i++)
        {
            Unsafe.Add(ref y, i) = Unsafe.Add(ref x, Largest(ref x, xStep, steps, i) * xStep + i);
        }
    }

    /// <summary>Adds the gradient with respect to the output to the step that had the largest value, the first of equals.</summary>
    /// <param name="x">The first step.</param>
    /// <param name="xStep">Floats from a step to the next.</param>
    /// <param name="steps">How many.</param>
    /// <param name="dy">The gradient with respect to the output.</param>
    /// <param name="dx">The gradient with respect to the first step, added to.</param>
    /// <param name="dxStep">Floats from the gradient with respect to a step to the next.</param>
    /// <param name="width">Values of a step.</param>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void MaxBackward(ref float x, nint xStep, int steps, ref float dy, ref float dx, nint dxStep, int width)
    {
        for (nint i = 0; steps > 0 && i < width; i++)
        {
            Unsafe.Add(ref dx, Largest(ref x, xStep, steps, i) * dxStep + i) += Unsafe.Add(ref dy, i);
        }
    }

    /// <summary>y = the sum of the steps, in order, divided by their number.</summary>
    /// <inheritdoc cref="Max"/>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Average(ref float x, nint xStep, int steps, ref float y, int width)
    {
        if (steps <= 0)
        {
            RowOps.Clear(ref y, width);
            return;
        }

        nint i = 0;
        for (; i <= width - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            Vector256<float> sum = Vector256.LoadUnsafe(ref x, (nuint)i);
            for (nint t = 1; t < steps; t++)
            {
                sum += Vector256.LoadUnsafe(ref x, (nuint)(t * xStep + i));
            }

            (sum / Vector256.Create((float)steps)).StoreUnsafe(ref y, (nuint)i);
        }

        for (; i < width; i++)
        {
            float sum = Unsafe.Add(ref x, i);
            for (nint t = 1; t < steps; t++)
            {
                sum += Unsafe.Add(ref x, t * xStep + i);
            }

            Unsafe.Add(ref y, i) = sum / steps;
        }
    }

    /// <summary>Adds the gradient with respect to the output, divided by the number of steps, to each of them.</summary>
    /// <inheritdoc cref="MaxBackward"/>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void AverageBackward(int steps, ref float dy, ref float dx, nint dxStep, int width)
    {
        for (nint t = 0; t < steps; t++)
        {
            nint i = 0;
            for (; i <= width - Vector256<float>.Count; i += Vector256<float>.Count)
            {
                nuint at = (nuint)(t * dxStep + i);
                (Vector256.LoadUnsafe(ref dx, at) + Vector256.LoadUnsafe(ref dy, (nuint)i) / Vector256.Create((float)steps)).StoreUnsafe(ref dx, at);
            }

            for (; i < width; i++)
            {
                Unsafe.Add(ref dx, t * dxStep + i) += Unsafe.Add(ref dy, i) / steps;
            }
        }
    }

    /// <summary>The step whose value is the largest: the first of equals, and the last NaN where there is one.</summary>
    private static nint Largest(ref float x, nint xStep, int steps, nint i)
    {
        nint largest = 0;
        float best = Unsafe.Add(ref x, i);
        for (nint t = 1; t < steps; t++)
        {
            float value = Unsafe.Add(ref x, t * xStep + i);
            if (value > best || float.IsNaN(value))
            {
                (largest, best) = (t, value);
            }
        }

        return largest;
    }
}
