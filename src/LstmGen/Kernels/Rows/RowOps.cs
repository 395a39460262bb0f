using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LstmGen.Numerics;

namespace LstmGen.Kernels;

/// <summary>Small operations on runs of floats that generated code shares: element by element, so that no order of sums comes in.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static class RowOps
{
    /// <summary>Zeroes.</summary>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Clear(ref float destination, int count) => MemoryMarshal.CreateSpan(ref destination, count).Clear();

    /// <summary>destination = source.</summary>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy(ref float destination, ref float source, int count) =>
        MemoryMarshal.CreateReadOnlySpan(ref source, count).CopyTo(MemoryMarshal.CreateSpan(ref destination, count));

    /// <summary>destination += source.</summary>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Add(ref float destination, ref float source, int count)
    {
        nint i = 0;
        for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            (Vector256.LoadUnsafe(ref destination, (nuint)i) + Vector256.LoadUnsafe(ref source, (nuint)i)).StoreUnsafe(ref destination, (nuint)i);
        }

        for (; i < count; i++)
        {
            Unsafe.Add(ref destination, i) += Unsafe.Add(ref source, i);
        }
    }

    /// <summary>destination += the sum of rows, row after row.</summary>
    /// <param name="destination">As long as a row.</param>
    /// <param name="source">The first row.</param>
    /// <param name="rows">How many.</param>
    /// <param name="stride">Floats from a row to the next.</param>
    /// <param name="lanes">Floats of a row, a multiple of 4.</param>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void AddRows(ref float destination, ref float source, int rows, int stride, int lanes)
    {
        for (nint lane = 0; lane < lanes; lane += Vector128<float>.Count)
        {
            Vector128<float> sum = Vector128<float>.Zero;
            for (nint row = 0; row < rows; row++)
            {
                sum += Vector128.LoadUnsafe(ref source, (nuint)(row * stride + lane));
            }

            (Vector128.LoadUnsafe(ref destination, (nuint)lane) + sum).StoreUnsafe(ref destination, (nuint)lane);
        }
    }

    /// <summary>destination = activation(source).</summary>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Activate<TActivation>(ref float destination, ref float source, int count)
        where TActivation : struct, IActivation
    {
        nint i = 0;
        for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            TActivation.Invoke(Vector256.LoadUnsafe(ref source, (nuint)i)).StoreUnsafe(ref destination, (nuint)i);
        }

        for (; i < count; i++)
        {
            Unsafe.Add(ref destination, i) = TActivation.Invoke(Unsafe.Add(ref source, i));
        }
    }

    /// <summary>destination = gradient · slope of the activation where it has the value y.</summary>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void TimesSlope<TActivation>(ref float destination, ref float gradient, ref float y, int count)
        where TActivation : struct, IActivation
    {
        nint i = 0;
        for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            (Vector256.LoadUnsafe(ref gradient, (nuint)i) * TActivation.Slope(Vector256.LoadUnsafe(ref y, (nuint)i)))
                .StoreUnsafe(ref destination, (nuint)i);
        }

        for (; i < count; i++)
        {
            Unsafe.Add(ref destination, i) = Unsafe.Add(ref gradient, i) * TActivation.Slope(Unsafe.Add(ref y, i));
        }
    }

    /// <summary>The same for the rows of a tile and its steps: from gradients that lie anywhere to rows behind each other, where their y lie in the same way.</summary>
    /// <param name="destination">The first row of the first step.</param>
    /// <param name="gradient">The gradient there.</param>
    /// <param name="gradientStep">Floats from a step's gradients to the next.</param>
    /// <param name="gradientRow">Floats from a row's gradients to the next.</param>
    /// <param name="y">The value there.</param>
    /// <param name="stride">Floats from a row of the destination, and of y, to the next.</param>
    /// <param name="count">Values of a row.</param>
    /// <param name="steps">Steps.</param>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void TimesSlopes<TActivation>(ref float destination, ref float gradient, nint gradientStep, nint gradientRow, ref float y, nint stride, int count, int steps)
        where TActivation : struct, IActivation
    {
        for (nint t = 0; t < steps; t++)
        {
            for (nint row = 0; row < RowLengths.Rows; row++)
            {
                nint at = (t * RowLengths.Rows + row) * stride;
                ref float from = ref Unsafe.Add(ref gradient, t * gradientStep + row * gradientRow);
                if (typeof(TActivation) == typeof(Linear))
                {
                    Copy(ref Unsafe.Add(ref destination, at), ref from, count);
                }
                else
                {
                    TimesSlope<TActivation>(ref Unsafe.Add(ref destination, at), ref from, ref Unsafe.Add(ref y, at), count);
                }
            }
        }
    }

    /// <summary>The valid steps of a tile's rows; zeros where they end.</summary>
    /// <param name="destination">The first row of the first step.</param>
    /// <param name="row">Floats from a row of it to the next; its steps lie behind each other.</param>
    /// <param name="source">The first row of the first step.</param>
    /// <param name="sourceStep">Floats from a step of it to the next.</param>
    /// <param name="sourceRow">Floats from a row of it to the next.</param>
    /// <param name="count">Values of a row and step.</param>
    /// <param name="steps">Steps, valid or not.</param>
    /// <param name="valid">Valid steps of each row.</param>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void CopyValid(ref float destination, nint row, ref float source, nint sourceStep, nint sourceRow, int count, int steps, in RowLengths valid)
    {
        for (int r = 0; r < RowLengths.Rows; r++)
        {
            int length = valid[r];
            ref float to = ref Unsafe.Add(ref destination, r * row), from = ref Unsafe.Add(ref source, r * sourceRow);
            for (nint t = 0; t < length; t++)
            {
                Copy(ref Unsafe.Add(ref to, t * count), ref Unsafe.Add(ref from, t * sourceStep), count);
            }

            Clear(ref Unsafe.Add(ref to, length * count), (steps - length) * count);
        }
    }

    /// <summary>destination = left · right.</summary>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Multiply(ref float destination, ref float left, ref float right, int count)
    {
        nint i = 0;
        for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            (Vector256.LoadUnsafe(ref left, (nuint)i) * Vector256.LoadUnsafe(ref right, (nuint)i)).StoreUnsafe(ref destination, (nuint)i);
        }

        for (; i < count; i++)
        {
            Unsafe.Add(ref destination, i) = Unsafe.Add(ref left, i) * Unsafe.Add(ref right, i);
        }
    }

    /// <summary>destination = left + right.</summary>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Sum(ref float destination, ref float left, ref float right, int count)
    {
        nint i = 0;
        for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            (Vector256.LoadUnsafe(ref left, (nuint)i) + Vector256.LoadUnsafe(ref right, (nuint)i)).StoreUnsafe(ref destination, (nuint)i);
        }

        for (; i < count; i++)
        {
            Unsafe.Add(ref destination, i) = Unsafe.Add(ref left, i) + Unsafe.Add(ref right, i);
        }
    }

    /// <summary>destination = (left + right)/2.</summary>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Average(ref float destination, ref float left, ref float right, int count)
    {
        Sum(ref destination, ref left, ref right, count);
        Scale(ref destination, ref destination, 0.5f, count);
    }

    /// <summary>destination = factor · source.</summary>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Scale(ref float destination, ref float source, float factor, int count)
    {
        nint i = 0;
        for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            (Vector256.LoadUnsafe(ref source, (nuint)i) * factor).StoreUnsafe(ref destination, (nuint)i);
        }

        for (; i < count; i++)
        {
            Unsafe.Add(ref destination, i) = Unsafe.Add(ref source, i) * factor;
        }
    }

    /// <summary>destination += left · right, rounded once.</summary>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void MultiplyAdd(ref float destination, ref float left, ref float right, int count)
    {
        nint i = 0;
        for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            Vector256.FusedMultiplyAdd(
                Vector256.LoadUnsafe(ref left, (nuint)i), Vector256.LoadUnsafe(ref right, (nuint)i), Vector256.LoadUnsafe(ref destination, (nuint)i))
                .StoreUnsafe(ref destination, (nuint)i);
        }

        for (; i < count; i++)
        {
            Unsafe.Add(ref destination, i) = MathF.FusedMultiplyAdd(Unsafe.Add(ref left, i), Unsafe.Add(ref right, i), Unsafe.Add(ref destination, i));
        }
    }
}
