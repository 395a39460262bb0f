using System.Numerics;
using System.Runtime.InteropServices;

namespace LstmGen;

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
