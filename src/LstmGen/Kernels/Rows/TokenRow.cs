using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace LstmGen.Kernels;

/// <summary>What generated code does with rows of token ids.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static class TokenRow
{
    /// <summary>
    /// The row of a table for an id. Ids are checked before anything is computed, where a position can be named, and here again, where they are used: a caller's buffer may have
    /// changed in between, and no memory outside the table may be read.
    /// </summary>
    /// <param name="id">A whole number from 0 to rows − 1.</param>
    /// <param name="rows">Rows of the table.</param>
    /// <exception cref="ArgumentException">The id is no row of the table: it has changed since it was checked.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Of(float id, int rows)
    {
        // What is out of the range of an int is out of that of any table, whatever a processor makes of it; what is not a whole number is not the number it was made of.
        int row = float.ConvertToIntegerNative<int>(id);
        if ((uint)row >= (uint)rows || row != id) ThrowChanged(id, rows);
        return row;
    }

    [DoesNotReturn]
    private static void ThrowChanged(float id, int rows) => throw new ArgumentException(
        FormattableString.Invariant(
            $"Expected a token id from 0 to {rows - 1}, but got {id}: it changed after it was checked. Leave inputs and targets as they are while a call reads them."));

    /// <summary>The steps up to the last id that is not 0, and at least 1.</summary>
    /// <param name="length">Valid steps, padding included.</param>
    /// <param name="ids">The id of the first step.</param>
    /// <param name="features">Floats from a step to the next.</param>
    /// <param name="window">Floats from a window to the next.</param>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static int WithoutPadding(int length, ref float ids, int features, int window)
    {
        while (length > 1 && Unsafe.Add(ref ids, (nint)(length - 1) * features) == 0f)
        {
            length--;
        }

        return length;
    }

    /// <inheritdoc cref="WithoutPadding(int, ref float, int, int)"/>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static RowLengths WithoutPadding(in RowLengths length, ref float ids, int features, int window)
    {
        RowLengths without = default;
        for (int row = 0; row < RowLengths.Rows; row++)
        {
            without[row] = WithoutPadding(length[row], ref Unsafe.Add(ref ids, (nint)row * window), features, window);
        }

        return without;
    }
}
