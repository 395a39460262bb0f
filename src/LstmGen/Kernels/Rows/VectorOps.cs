using System.Numerics;
using System.Runtime.InteropServices;

namespace LstmGen.Kernels;

/// <summary>Element-wise operations on whole vectors: no order of sums, so no bit depends on the width.</summary>
internal static class VectorOps
{
    /// <summary>destination += source.</summary>
    public static void Add(Span<float> destination, ReadOnlySpan<float> source)
    {
        source = source[..destination.Length];
        ref float to = ref MemoryMarshal.GetReference(destination);
        ref float from = ref MemoryMarshal.GetReference(source);
        int i = 0;
        for (; i <= destination.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            (Vector.LoadUnsafe(ref to, (nuint)i) + Vector.LoadUnsafe(ref from, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < destination.Length; i++)
        {
            destination[i] += source[i];
        }
    }

    /// <summary>values ×= factor.</summary>
    public static void Scale(Span<float> values, float factor)
    {
        ref float start = ref MemoryMarshal.GetReference(values);
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            (Vector.LoadUnsafe(ref start, (nuint)i) * factor).StoreUnsafe(ref start, (nuint)i);
        }

        for (; i < values.Length; i++)
        {
            values[i] *= factor;
        }
    }

    /// <summary>The largest magnitude; infinite or NaN where a value is. 0 without values.</summary>
    /// <remarks>Without their signs, floats are in the order of their bits, with infinity and NaN above all others.</remarks>
    public static float Largest(ReadOnlySpan<float> values)
    {
        const int Magnitude = int.MaxValue;
        ReadOnlySpan<int> bits = MemoryMarshal.Cast<float, int>(values);
        ref int start = ref MemoryMarshal.GetReference(bits);
        Vector<int> largest0 = Vector<int>.Zero, largest1 = Vector<int>.Zero, mask = new(Magnitude);
        int i = 0;
        for (; i <= bits.Length - 2 * Vector<int>.Count; i += 2 * Vector<int>.Count)
        {
            largest0 = Vector.Max(largest0, Vector.LoadUnsafe(ref start, (nuint)i) & mask);
            largest1 = Vector.Max(largest1, Vector.LoadUnsafe(ref start, (nuint)(i + Vector<int>.Count)) & mask);
        }

        int largest = 0;
        Vector<int> lanes = Vector.Max(largest0, largest1);
        for (int lane = 0; lane < Vector<int>.Count; lane++)
        {
            largest = Math.Max(largest, lanes[lane]);
        }

        for (; i < bits.Length; i++)
        {
            largest = Math.Max(largest, bits[i] & Magnitude);
        }

        return BitConverter.Int32BitsToSingle(largest);
    }

    /// <summary>Whether no value is infinite or NaN.</summary>
    public static bool AllFinite(ReadOnlySpan<float> values)
    {
        ref float start = ref MemoryMarshal.GetReference(values);
        Vector<float> poison = Vector<float>.Zero;
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            // x − x is 0, unless x is infinite or NaN.
            Vector<float> x = Vector.LoadUnsafe(ref start, (nuint)i);
            poison += x - x;
        }

        bool finite = Vector.EqualsAll(poison, Vector<float>.Zero);
        for (; i < values.Length; i++)
        {
            finite &= float.IsFinite(values[i]);
        }

        return finite;
    }
}
