using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LstmGen.Kernels;

/// <summary>What the heads share: padded lines of floats, and checks of what comes in.</summary>
internal static class HeadRows
{
    /// <summary>The floats that a kernel takes at a time.</summary>
    public const int Lanes = 8;

    /// <summary>The next multiple of <see cref="Lanes"/>.</summary>
    public static int Padded(int count) => checked(count + Lanes - 1) / Lanes * Lanes;

    /// <summary>The largest value of a line; NaN if there is one; −∞ where there is no value.</summary>
    public static float Highest(ReadOnlySpan<float> line)
    {
        Vector256<float> highest = Vector256.Create(float.NegativeInfinity);
        for (; line.Length >= Lanes; line = line[Lanes..])
        {
            highest = Vector256.Max(highest, Vector256.Create(line));
        }

        Vector128<float> four = Vector128.Max(highest.GetLower(), highest.GetUpper());
        float result = MathF.Max(MathF.Max(four[0], four[2]), MathF.Max(four[1], four[3]));
        foreach (float value in line)
        {
            result = MathF.Max(result, value);
        }

        return result;
    }

    /// <summary>Adds a number to a line whose length is a multiple of <see cref="Lanes"/>.</summary>
    public static void AddTo(Span<float> line, float value)
    {
        ref float first = ref MemoryMarshal.GetReference(line);
        for (nuint i = 0; i < (nuint)line.Length; i += Lanes)
        {
            (Vector256.LoadUnsafe(ref first, i) + Vector256.Create(value)).StoreUnsafe(ref first, i);
        }
    }

    /// <summary>Multiplies a line of any length.</summary>
    public static void Scale(Span<float> line, float factor)
    {
        ref float first = ref MemoryMarshal.GetReference(line);
        int i = 0;
        for (; i <= line.Length - Lanes; i += Lanes)
        {
            (Vector256.LoadUnsafe(ref first, (nuint)i) * factor).StoreUnsafe(ref first, (nuint)i);
        }

        for (; i < line.Length; i++)
        {
            line[i] *= factor;
        }
    }

    /// <summary>The steps of a row of so many values a step.</summary>
    /// <exception cref="ArgumentException">Not a whole number of steps, or none.</exception>
    public static int Steps(int length, int width, string name)
    {
        if (width < 1 || length < width || length % width != 0)
        {
            throw new ArgumentException($"Expected a row of at least one step of {width} values, but got {length} values.", name);
        }

        return length / width;
    }

    /// <summary>Each value so many times: a b becomes a a b b.</summary>
    public static void Repeat(ReadOnlySpan<float> values, int times, Span<float> repeated)
    {
        CheckLength(values.Length * times, repeated.Length, nameof(values));
        for (int i = 0; i < values.Length; i++)
        {
            repeated.Slice(i * times, times).Fill(values[i]);
        }
    }

    /// <summary>Refuses another length.</summary>
    public static void CheckLength(int length, int expected, string name)
    {
        if (length != expected) throw new ArgumentException($"Expected {expected} values, but got {length}.", name);
    }

    /// <summary>Refuses a span that is too short.</summary>
    public static void CheckRoom(int length, int needed, string name)
    {
        if (length < needed) throw new ArgumentException($"Room for {needed} floats is needed; there is room for {length}.", name);
    }

    /// <summary>How many labels or tokens a target lists: all before the first −1.</summary>
    public static int Listed(ReadOnlySpan<float> target) => target.IndexOf(-1f) is var end and >= 0 ? end : target.Length;

    /// <summary>Whether a number is an index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsIndex(float value, int count) => value >= 0f && value < count && value == (int)value;

    /// <summary>An index that came as a number.</summary>
    /// <exception cref="ArgumentException">Not a whole number from 0 to count − 1.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Index(float value, int count, int at, string name)
    {
        if (!IsIndex(value, count)) ThrowIndex(value, count, at, name);
        return (int)value;
    }

    private static void ThrowIndex(float value, int count, int at, string name) => throw new ArgumentException(
        FormattableString.Invariant($"Expected whole numbers from 0 to {count - 1}, but number {at} is {value}."), name);
}
