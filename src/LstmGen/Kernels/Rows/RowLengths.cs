using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LstmGen.Kernels;

/// <summary>
/// How many steps of each row of a tile are valid. Windows are padded on the right: steps at and past a row's length are as if they were not
/// there.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
[InlineArray(Rows)]
public struct RowLengths
{
    /// <summary>Rows of a tile: windows that the kernels take at once.</summary>
    public const int Rows = 4;

    private int _first;

    /// <summary>The same length for every row.</summary>
    public static RowLengths All(int steps)
    {
        RowLengths lengths = default;
        ((Span<int>)lengths).Fill(steps);
        return lengths;
    }

    /// <summary>The length of the longest row.</summary>
    public readonly int Longest => Math.Max(Math.Max(this[0], this[1]), Math.Max(this[2], this[3]));

    /// <summary>The length of the shortest row.</summary>
    public readonly int Shortest => Math.Min(Math.Min(this[0], this[1]), Math.Min(this[2], this[3]));

    /// <summary>
    /// Steps that are left after a layer that reads <paramref name="window"/> steps at a time: ⌊(length + padding − window)/stride⌋ + 1, and at
    /// least 1.
    /// </summary>
    /// <param name="length">Steps before.</param>
    /// <param name="window">Steps it reads at a time.</param>
    /// <param name="stride">Steps from one reading to the next.</param>
    /// <param name="padding">Steps that are added on both sides together.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int After(int length, int window, int stride, int padding)
    {
        int room = length + padding - window;
        return room < 0 ? 1 : room / stride + 1;
    }

    /// <inheritdoc cref="After(int, int, int, int)"/>
    public static RowLengths After(in RowLengths length, int window, int stride, int padding)
    {
        RowLengths after = default;
        for (int row = 0; row < Rows; row++)
        {
            after[row] = After(length[row], window, stride, padding);
        }

        return after;
    }

    /// <summary>
    /// Steps that are added before a sequence where as few are added as ⌈length/stride⌉ readings take: half of max((⌈length/stride⌉ − 1)·stride + window − length, 0), rounded down.
    /// </summary>
    /// <param name="length">Steps of the sequence.</param>
    /// <param name="window">Steps from the first that a reading takes to its last, both counted.</param>
    /// <param name="stride">Steps from one reading to the next.</param>
    public static int LeastBefore(int length, int window, int stride) => Math.Max((length - 1) / stride * stride + window - length, 0) / 2;

    /// <summary>The length of a sequence that is cut to so many steps where it has more.</summary>
    public static int AtMost(int length, int steps) => Math.Min(length, steps);

    /// <inheritdoc cref="AtMost(int, int)"/>
    public static RowLengths AtMost(in RowLengths length, int steps)
    {
        RowLengths most = default;
        for (int row = 0; row < Rows; row++)
        {
            most[row] = Math.Min(length[row], steps);
        }

        return most;
    }

    /// <summary>The length of a sequence that has the same number of steps whatever came before it.</summary>
    public static int Same(int length, int steps) => steps;

    /// <inheritdoc cref="Same(int, int)"/>
    public static RowLengths Same(in RowLengths length, int steps) => All(steps);

    /// <summary>Where each row starts when the steps are taken from the last to the first: steps − length.</summary>
    public readonly RowLengths StartsBackwards(int steps)
    {
        RowLengths starts = default;
        for (int row = 0; row < Rows; row++)
        {
            starts[row] = steps - this[row];
        }

        return starts;
    }
}
