using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LstmGen.Runtime;

/// <summary>What generated code does with rows of token ids.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static class TokenRow
{
    /// <summary>The steps up to the last id that is not 0, and at least 1.</summary>
    /// <param name="length">Valid steps, padding included.</param>
    /// <param name="ids">The id of the first step.</param>
    /// <param name="features">Floats from a step to the next.</param>
    /// <param name="window">Floats from a window to the next.</param>
    public static int WithoutPadding(int length, ref float ids, int features, int window)
    {
        while (length > 1 && Unsafe.Add(ref ids, (nint)(length - 1) * features) == 0f)
        {
            length--;
        }

        return length;
    }

    /// <inheritdoc cref="WithoutPadding(int, ref float, int, int)"/>
    public static RowLengths WithoutPadding(in RowLengths length, ref float ids, int features, int window)
    {
        RowLengths without = default;
        for (int row = 0; row < ModelDescription.TileRows; row++)
        {
            without[row] = WithoutPadding(length[row], ref Unsafe.Add(ref ids, (nint)row * window), features, window);
        }

        return without;
    }
}
