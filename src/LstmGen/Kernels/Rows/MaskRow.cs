using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LstmGen.Kernels;

/// <summary>What generated code does with rows whose last steps are padding.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static class MaskRow
{
    /// <summary>The steps up to the last one that has another value than that of the padding, and at least 1.</summary>
    /// <param name="length">Valid steps, padding included.</param>
    /// <param name="input">The first value of the first step.</param>
    /// <param name="features">Values of a step.</param>
    /// <param name="window">Floats from a window to the next.</param>
    /// <param name="value">Every value of a step of padding.</param>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static int WithoutPadding(int length, ref float input, int features, int window, float value)
    {
        while (length > 1 && IsPadding(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref input, (nint)(length - 1) * features), features), value))
        {
            length--;
        }

        return length;
    }

    /// <inheritdoc cref="WithoutPadding(int, ref float, int, int, float)"/>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static RowLengths WithoutPadding(in RowLengths length, ref float input, int features, int window, float value)
    {
        RowLengths without = default;
        for (int row = 0; row < RowLengths.Rows; row++)
        {
            without[row] = WithoutPadding(length[row], ref Unsafe.Add(ref input, (nint)row * window), features, window, value);
        }

        return without;
    }

    /// <summary>Whether every value of a step is that of the padding.</summary>
    internal static bool IsPadding(ReadOnlySpan<float> step, float value) => !step.ContainsAnyExcept(value);
}
