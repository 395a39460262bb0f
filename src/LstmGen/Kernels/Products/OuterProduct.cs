using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LstmGen.Kernels;

/// <summary>
/// gradient += zᵀ·d over pairs of rows, for the columns of one group: up to four blocks of 16 and a narrow one. It is cut into the tiles (<see cref="OuterTile"/>) that the
/// registers of the processor hold; all cuts give the same bits.
/// </summary>
/// <remarks>
/// The gradient of a group is [row][lane], with rows for whole tiles of eight; what lies beyond the last row means nothing. No bounds are checked: whole vectors are read
/// and written, and rows of z are read as far as a tile goes.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class OuterProduct
{
    /// <summary>Pairs that lie in one line.</summary>
    /// <typeparam name="TProduct">The shape of the product.</typeparam>
    /// <typeparam name="TBlocks">Blocks of 16 columns.</typeparam>
    /// <typeparam name="TNarrow">The narrow block behind them.</typeparam>
    /// <param name="z">The first pair's z.</param>
    /// <param name="d">The first pair's d, at the first column of the group.</param>
    /// <param name="gradient">What is added to.</param>
    /// <param name="pairs">How many pairs.</param>
    /// <param name="zeroPairs">How many of them, from the first on, have zeros in the shape's late rows: they are left out there.</param>
    public static void Add<TProduct, TBlocks, TNarrow>(ref float z, ref float d, ref float gradient, nint pairs, nint zeroPairs = 0)
        where TProduct : struct, IOuterProduct
        where TBlocks : struct, IBlocks
        where TNarrow : struct, IBlockSize => AddLines<TProduct, TBlocks, TNarrow>(ref z, ref d, ref gradient, 1, pairs, zeroPairs);

    /// <summary>Pairs that lie in lines, such as the points of an image.</summary>
    /// <typeparam name="TProduct">The shape of the product.</typeparam>
    /// <typeparam name="TBlocks">Blocks of 16 columns.</typeparam>
    /// <typeparam name="TNarrow">The narrow block behind them.</typeparam>
    /// <param name="z">The first pair's z.</param>
    /// <param name="d">The first pair's d, at the first column of the group.</param>
    /// <param name="gradient">What is added to.</param>
    /// <param name="lines">How many lines.</param>
    /// <param name="pairs">Pairs of a line.</param>
    /// <param name="zeroPairs">As for pairs in one line; 0 where there are several.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddLines<TProduct, TBlocks, TNarrow>(ref float z, ref float d, ref float gradient, nint lines, nint pairs, nint zeroPairs = 0)
        where TProduct : struct, IOuterProduct
        where TBlocks : struct, IBlocks
        where TNarrow : struct, IBlockSize
    {
        if (Vector512.IsHardwareAccelerated)
        {
            At512<TProduct, TBlocks, TNarrow>(ref z, ref d, ref gradient, lines, pairs, zeroPairs);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            At256<TProduct, TBlocks, TNarrow>(ref z, ref d, ref gradient, lines, pairs, zeroPairs);
        }
        else
        {
            At128<TProduct, TBlocks, TNarrow>(ref z, ref d, ref gradient, lines, pairs, zeroPairs);
        }
    }

    /// <summary>16 sums in 32 registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void At512<TProduct, TBlocks, TNarrow>(ref float z, ref float d, ref float gradient, nint lines, nint pairs, nint zeroPairs)
        where TProduct : struct, IOuterProduct
        where TBlocks : struct, IBlocks
        where TNarrow : struct, IBlockSize
    {
        nint row = 16 * TBlocks.Count + TNarrow.Lanes;
        if (typeof(TBlocks) == typeof(Blocks0))
        {
            Narrow<TProduct, TNarrow>(ref z, ref d, ref gradient, row, lines, pairs, zeroPairs);
        }
        else if (typeof(TNarrow) == typeof(Narrow4))
        {
            Tile512<TProduct, TBlocks, Width128, Vector128<float>>(ref z, ref d, ref gradient, row, lines, pairs, zeroPairs);
        }
        else if (typeof(TNarrow) == typeof(Narrow8))
        {
            Tile512<TProduct, TBlocks, Width256, Vector256<float>>(ref z, ref d, ref gradient, row, lines, pairs, zeroPairs);
        }
        else if (typeof(TBlocks) == typeof(Blocks2))
        {
            Eight<TProduct, Width512, Vector512<float>, Present, Width512, Vector512<float>>(ref z, ref d, ref gradient, row, lines, pairs, zeroPairs);
        }
        else
        {
            Tile512<TProduct, TBlocks, Width512, Vector512<float>>(ref z, ref d, ref gradient, row, lines, pairs, zeroPairs);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tile512<TProduct, TBlocks, TTail, VTail>(ref float z, ref float d, ref float gradient, nint row, nint lines, nint pairs, nint zeroPairs)
        where TProduct : struct, IOuterProduct
        where TTail : struct, IVectorWidth<VTail>
        where VTail : struct
    {
        if (typeof(TBlocks) == typeof(Blocks1))
        {
            Eight<TProduct, Width512, Vector512<float>, Absent, TTail, VTail>(ref z, ref d, ref gradient, row, lines, pairs, zeroPairs);
        }
        else if (typeof(TBlocks) == typeof(Blocks2))
        {
            Four<TProduct, Width512, Vector512<float>, Present, Absent, Absent, TTail, VTail>(ref z, ref d, ref gradient, row, lines, pairs, zeroPairs);
        }
        else if (typeof(TBlocks) == typeof(Blocks3))
        {
            Four<TProduct, Width512, Vector512<float>, Present, Present, Absent, TTail, VTail>(ref z, ref d, ref gradient, row, lines, pairs, zeroPairs);
        }
        else
        {
            Four<TProduct, Width512, Vector512<float>, Present, Present, Present, TTail, VTail>(ref z, ref d, ref gradient, row, lines, pairs, zeroPairs);
        }
    }

    /// <summary>12 sums in 16 registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void At256<TProduct, TBlocks, TNarrow>(ref float z, ref float d, ref float gradient, nint lines, nint pairs, nint zeroPairs)
        where TProduct : struct, IOuterProduct
        where TBlocks : struct, IBlocks
        where TNarrow : struct, IBlockSize
    {
        nint row = 16 * TBlocks.Count + TNarrow.Lanes;
        if (typeof(TBlocks) == typeof(Blocks0))
        {
            Narrow<TProduct, TNarrow>(ref z, ref d, ref gradient, row, lines, pairs, zeroPairs);
        }
        else if (typeof(TBlocks) == typeof(Blocks1))
        {
            if (typeof(TNarrow) == typeof(Narrow8))
            {
                Four<TProduct, Width256, Vector256<float>, Present, Present, Absent, Width256, Vector256<float>>(ref z, ref d, ref gradient, row, lines, pairs, zeroPairs);
            }
            else if (typeof(TNarrow) == typeof(Narrow4))
            {
                Four<TProduct, Width256, Vector256<float>, Present, Absent, Absent, Width128, Vector128<float>>(ref z, ref d, ref gradient, row, lines, pairs, zeroPairs);
            }
            else
            {
                Four<TProduct, Width256, Vector256<float>, Present, Absent, Absent, Width256, Vector256<float>>(ref z, ref d, ref gradient, row, lines, pairs, zeroPairs);
            }
        }
        else
        {
            Four<TProduct, Width256, Vector256<float>, Present, Present, Absent, Width256, Vector256<float>>(ref z, ref d, ref gradient, row, lines, pairs, zeroPairs);
            if (typeof(TBlocks) == typeof(Blocks2))
            {
                After2At256<TProduct, TNarrow>(ref z, ref Unsafe.Add(ref d, 24), ref Unsafe.Add(ref gradient, 24), row, lines, pairs, zeroPairs);
                return;
            }

            Four<TProduct, Width256, Vector256<float>, Present, Present, Absent, Width256, Vector256<float>>(
                ref z, ref Unsafe.Add(ref d, 24), ref Unsafe.Add(ref gradient, 24), row, lines, pairs, zeroPairs);
            if (typeof(TBlocks) == typeof(Blocks4))
            {
                Four<TProduct, Width256, Vector256<float>, Present, Absent, Absent, Width256, Vector256<float>>(
                    ref z, ref Unsafe.Add(ref d, 48), ref Unsafe.Add(ref gradient, 48), row, lines, pairs, zeroPairs);
            }
            else
            {
                Narrow<TProduct, TNarrow>(ref z, ref Unsafe.Add(ref d, 48), ref Unsafe.Add(ref gradient, 48), row, lines, pairs, zeroPairs);
            }
        }
    }

    /// <summary>Of two blocks and a narrow one, what three vectors of 256 bits have left: one vector, one and a half, or two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void After2At256<TProduct, TNarrow>(ref float z, ref float d, ref float gradient, nint row, nint lines, nint pairs, nint zeroPairs)
        where TProduct : struct, IOuterProduct
    {
        if (typeof(TNarrow) == typeof(Narrow8))
        {
            Four<TProduct, Width256, Vector256<float>, Present, Absent, Absent, Width256, Vector256<float>>(ref z, ref d, ref gradient, row, lines, pairs, zeroPairs);
        }
        else if (typeof(TNarrow) == typeof(Narrow4))
        {
            Four<TProduct, Width256, Vector256<float>, Absent, Absent, Absent, Width128, Vector128<float>>(ref z, ref d, ref gradient, row, lines, pairs, zeroPairs);
        }
        else
        {
            Eight<TProduct, Width256, Vector256<float>, Absent, Width256, Vector256<float>>(ref z, ref d, ref gradient, row, lines, pairs, zeroPairs);
        }
    }

    /// <summary>8 sums in 16 registers of 128 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void At128<TProduct, TBlocks, TNarrow>(ref float z, ref float d, ref float gradient, nint lines, nint pairs, nint zeroPairs)
        where TProduct : struct, IOuterProduct
        where TBlocks : struct, IBlocks
        where TNarrow : struct, IBlockSize
    {
        nint row = 16 * TBlocks.Count + TNarrow.Lanes, lane = 0;
        if (typeof(TBlocks) != typeof(Blocks0))
        {
            for (; lane < 16 * TBlocks.Count; lane += 16)
            {
                Two<TProduct, Width128, Vector128<float>, Present, Present, Present>(ref z, ref Unsafe.Add(ref d, lane), ref Unsafe.Add(ref gradient, lane), row, lines, pairs, zeroPairs);
            }
        }

        if (typeof(TNarrow) == typeof(Narrow4))
        {
            Eight<TProduct, Width128, Vector128<float>, Absent, Width128, Vector128<float>>(
                ref z, ref Unsafe.Add(ref d, lane), ref Unsafe.Add(ref gradient, lane), row, lines, pairs, zeroPairs);
        }
        else if (typeof(TNarrow) == typeof(Narrow8))
        {
            Four<TProduct, Width128, Vector128<float>, Present, Absent, Absent, Width128, Vector128<float>>(
                ref z, ref Unsafe.Add(ref d, lane), ref Unsafe.Add(ref gradient, lane), row, lines, pairs, zeroPairs);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Narrow<TProduct, TNarrow>(ref float z, ref float d, ref float gradient, nint row, nint lines, nint pairs, nint zeroPairs)
        where TProduct : struct, IOuterProduct
    {
        if (typeof(TNarrow) == typeof(Narrow4))
        {
            Eight<TProduct, Width128, Vector128<float>, Absent, Width128, Vector128<float>>(ref z, ref d, ref gradient, row, lines, pairs, zeroPairs);
        }
        else if (typeof(TNarrow) == typeof(Narrow8))
        {
            Eight<TProduct, Width256, Vector256<float>, Absent, Width256, Vector256<float>>(ref z, ref d, ref gradient, row, lines, pairs, zeroPairs);
        }
    }

    /// <summary>Tiles of eight rows, one below the other; of four where there are no more.</summary>
    private static void Eight<TProduct, TWidth, V, TSecond, TTail, VTail>(ref float z, ref float d, ref float gradient, nint row, nint lines, nint pairs, nint zeroPairs)
        where TProduct : struct, IOuterProduct
        where TWidth : struct, IVectorWidth<V>
        where V : struct
        where TTail : struct, IVectorWidth<VTail>
        where VTail : struct
    {
        if (TProduct.Rows <= 4)
        {
            Four<TProduct, TWidth, V, TSecond, Absent, Absent, TTail, VTail>(ref z, ref d, ref gradient, row, lines, pairs, zeroPairs);
            return;
        }

        nint late = TProduct.LateRows / 8 * 8, k = 0;
        for (; k < late; k += 8)
        {
            OuterTile.Accumulate8<TProduct, TWidth, V, TSecond, TTail, VTail>(
                ref Unsafe.Add(ref z, zeroPairs * TProduct.LeftStride + k), ref Unsafe.Add(ref d, zeroPairs * TProduct.RightStride), ref Unsafe.Add(ref gradient, k * row), row, lines, pairs - zeroPairs);
        }

        for (; k < TProduct.Rows; k += 8)
        {
            OuterTile.Accumulate8<TProduct, TWidth, V, TSecond, TTail, VTail>(ref Unsafe.Add(ref z, k), ref d, ref Unsafe.Add(ref gradient, k * row), row, lines, pairs);
        }
    }

    /// <summary>Tiles of four rows, one below the other; of two where there are no more.</summary>
    private static void Four<TProduct, TWidth, V, TSecond, TThird, TFourth, TTail, VTail>(ref float z, ref float d, ref float gradient, nint row, nint lines, nint pairs, nint zeroPairs)
        where TProduct : struct, IOuterProduct
        where TWidth : struct, IVectorWidth<V>
        where V : struct
        where TTail : struct, IVectorWidth<VTail>
        where VTail : struct
    {
        if (TProduct.Rows <= 2)
        {
            Low<TProduct, TWidth, V, TSecond, TThird, TFourth, TTail, VTail>(ref z, ref d, ref gradient, row, lines, pairs, zeroPairs);
            return;
        }

        nint late = TProduct.LateRows / 4 * 4, k = 0;
        for (; k < late; k += 4)
        {
            OuterTile.Accumulate<TProduct, TWidth, V, Present, Present, TSecond, TThird, TFourth, TTail, VTail>(
                ref Unsafe.Add(ref z, zeroPairs * TProduct.LeftStride + k), ref Unsafe.Add(ref d, zeroPairs * TProduct.RightStride), ref Unsafe.Add(ref gradient, k * row), row, lines, pairs - zeroPairs);
        }

        for (; k < TProduct.Rows; k += 4)
        {
            OuterTile.Accumulate<TProduct, TWidth, V, Present, Present, TSecond, TThird, TFourth, TTail, VTail>(ref Unsafe.Add(ref z, k), ref d, ref Unsafe.Add(ref gradient, k * row), row, lines, pairs);
        }
    }

    /// <summary>Tiles of two rows, one below the other.</summary>
    private static void Two<TProduct, TWidth, V, TSecond, TThird, TFourth>(ref float z, ref float d, ref float gradient, nint row, nint lines, nint pairs, nint zeroPairs)
        where TProduct : struct, IOuterProduct
        where TWidth : struct, IVectorWidth<V>
        where V : struct => Low<TProduct, TWidth, V, TSecond, TThird, TFourth, TWidth, V>(ref z, ref d, ref gradient, row, lines, pairs, zeroPairs);

    private static void Low<TProduct, TWidth, V, TSecond, TThird, TFourth, TTail, VTail>(ref float z, ref float d, ref float gradient, nint row, nint lines, nint pairs, nint zeroPairs)
        where TProduct : struct, IOuterProduct
        where TWidth : struct, IVectorWidth<V>
        where V : struct
        where TTail : struct, IVectorWidth<VTail>
        where VTail : struct
    {
        if (TProduct.Rows == 1)
        {
            OuterTile.Accumulate<TProduct, TWidth, V, Absent, Absent, TSecond, TThird, TFourth, TTail, VTail>(ref z, ref d, ref gradient, row, lines, pairs);
            return;
        }

        nint late = TProduct.LateRows / 2 * 2, k = 0;
        for (; k < late; k += 2)
        {
            OuterTile.Accumulate<TProduct, TWidth, V, Present, Absent, TSecond, TThird, TFourth, TTail, VTail>(
                ref Unsafe.Add(ref z, zeroPairs * TProduct.LeftStride + k), ref Unsafe.Add(ref d, zeroPairs * TProduct.RightStride), ref Unsafe.Add(ref gradient, k * row), row, lines, pairs - zeroPairs);
        }

        for (; k < TProduct.Rows; k += 2)
        {
            OuterTile.Accumulate<TProduct, TWidth, V, Present, Absent, TSecond, TThird, TFourth, TTail, VTail>(ref Unsafe.Add(ref z, k), ref d, ref Unsafe.Add(ref gradient, k * row), row, lines, pairs);
        }
    }
}
