using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LstmGen.Numerics;

namespace LstmGen.Kernels;

// How the columns of a group are cut into tiles.
public static partial class RowProduct
{
    /// <summary>32 registers: all columns in one tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void At512<TProduct, TActivation, TTwoRows, TFourRows, TBlocks, TNarrow>(ref float x, ref float w, ref float bias, ref float y, nint later)
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation
        where TBlocks : struct, IBlocks
        where TNarrow : struct, IBlockSize
    {
        if (typeof(TBlocks) == typeof(Blocks0))
        {
            NarrowAlone<TProduct, TActivation, TTwoRows, TFourRows, TNarrow>(ref x, ref w, ref bias, ref y, later);
        }
        else if (typeof(TNarrow) == typeof(Narrow4))
        {
            Tile512<TProduct, TActivation, TTwoRows, TFourRows, TBlocks, Width128, Vector128<float>>(ref x, ref w, Lanes<TBlocks, TNarrow>(), ref bias, ref y, later);
        }
        else if (typeof(TNarrow) == typeof(Narrow8))
        {
            Tile512<TProduct, TActivation, TTwoRows, TFourRows, TBlocks, Width256, Vector256<float>>(ref x, ref w, Lanes<TBlocks, TNarrow>(), ref bias, ref y, later);
        }
        else
        {
            Tile512<TProduct, TActivation, TTwoRows, TFourRows, TBlocks, Width512, Vector512<float>>(ref x, ref w, Lanes<TBlocks, TNarrow>(), ref bias, ref y, later);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tile512<TProduct, TActivation, TTwoRows, TFourRows, TBlocks, TTail, VTail>(ref float x, ref float w, nint wRow, ref float bias, ref float y, nint later)
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation
        where TTail : struct, IVectorWidth<VTail>
        where VTail : struct
    {
        if (typeof(TBlocks) == typeof(Blocks1))
        {
            RowTile.Multiply<TProduct, TActivation, Width512, Vector512<float>, TTwoRows, TFourRows, Absent, Absent, Absent, TTail, VTail>(ref x, ref w, wRow, ref bias, ref y, later);
        }
        else if (typeof(TBlocks) == typeof(Blocks2))
        {
            RowTile.Multiply<TProduct, TActivation, Width512, Vector512<float>, TTwoRows, TFourRows, Present, Absent, Absent, TTail, VTail>(ref x, ref w, wRow, ref bias, ref y, later);
        }
        else if (typeof(TBlocks) == typeof(Blocks3))
        {
            RowTile.Multiply<TProduct, TActivation, Width512, Vector512<float>, TTwoRows, TFourRows, Present, Present, Absent, TTail, VTail>(ref x, ref w, wRow, ref bias, ref y, later);
        }
        else
        {
            RowTile.Multiply<TProduct, TActivation, Width512, Vector512<float>, TTwoRows, TFourRows, Present, Present, Present, TTail, VTail>(ref x, ref w, wRow, ref bias, ref y, later);
        }
    }

    /// <summary>16 registers: four rows by three vectors, where 12 sums neither wait for themselves nor leave no room for what they are made of.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void FourRowsAt256<TProduct, TActivation, TBlocks, TNarrow>(ref float x, ref float w, ref float bias, ref float y, nint later)
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation
        where TBlocks : struct, IBlocks
        where TNarrow : struct, IBlockSize
    {
        nint row = Lanes<TBlocks, TNarrow>();
        if (typeof(TBlocks) == typeof(Blocks0))
        {
            NarrowAlone<TProduct, TActivation, Present, Present, TNarrow>(ref x, ref w, ref bias, ref y, later);
        }
        else if (typeof(TBlocks) == typeof(Blocks1))
        {
            Rest256<TProduct, TActivation, Present, Present, TNarrow>(ref x, ref w, row, ref bias, ref y, later, 0);
        }
        else if (typeof(TBlocks) == typeof(Blocks2) && typeof(TNarrow) == typeof(NoNarrow))
        {
            // 12 sums and 4 would take longer than twice 8.
            Pass256<TProduct, TActivation, Present, Present, Present, Absent, Absent>(ref x, ref w, row, ref bias, ref y, later, 0);
            Pass256<TProduct, TActivation, Present, Present, Present, Absent, Absent>(ref x, ref w, row, ref bias, ref y, later, 16);
        }
        else if (typeof(TBlocks) == typeof(Blocks2))
        {
            Pass256<TProduct, TActivation, Present, Present, Present, Present, Absent>(ref x, ref w, row, ref bias, ref y, later, 0);
            if (typeof(TNarrow) == typeof(Narrow4))
            {
                Tail256<TProduct, TActivation, Present, Present, Absent>(ref x, ref w, row, ref bias, ref y, later, 24);
            }
            else
            {
                Pass256<TProduct, TActivation, Present, Present, Present, Absent, Absent>(ref x, ref w, row, ref bias, ref y, later, 24);
            }
        }
        else
        {
            Pass256<TProduct, TActivation, Present, Present, Present, Present, Absent>(ref x, ref w, row, ref bias, ref y, later, 0);
            Pass256<TProduct, TActivation, Present, Present, Present, Present, Absent>(ref x, ref w, row, ref bias, ref y, later, 24);
            if (typeof(TBlocks) == typeof(Blocks4))
            {
                Pass256<TProduct, TActivation, Present, Present, Present, Absent, Absent>(ref x, ref w, row, ref bias, ref y, later, 48);
            }
            else
            {
                Narrow<TProduct, TActivation, Present, Present, TNarrow>(ref x, ref w, row, ref bias, ref y, later, 48);
            }
        }
    }

    /// <summary>16 registers, one row or two: four vectors, and eight of one row, so that few sums wait for themselves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void FewRowsAt256<TProduct, TActivation, TTwoRows, TBlocks, TNarrow>(ref float x, ref float w, ref float bias, ref float y, nint later)
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation
        where TBlocks : struct, IBlocks
        where TNarrow : struct, IBlockSize
    {
        nint row = Lanes<TBlocks, TNarrow>();
        if (typeof(TBlocks) == typeof(Blocks0))
        {
            NarrowAlone<TProduct, TActivation, TTwoRows, Absent, TNarrow>(ref x, ref w, ref bias, ref y, later);
        }
        else if (typeof(TBlocks) == typeof(Blocks1))
        {
            Rest256<TProduct, TActivation, TTwoRows, Absent, TNarrow>(ref x, ref w, row, ref bias, ref y, later, 0);
        }
        else if (typeof(TBlocks) == typeof(Blocks4) && typeof(TTwoRows) == typeof(Absent))
        {
            RowTile.Row1x8<TProduct, TActivation, Width256, Vector256<float>>(ref x, ref w, row, ref bias, ref y, later);
        }
        else
        {
            Pass256<TProduct, TActivation, TTwoRows, Absent, Present, Present, Present>(ref x, ref w, row, ref bias, ref y, later, 0);
            if (typeof(TBlocks) == typeof(Blocks2))
            {
                Narrow<TProduct, TActivation, TTwoRows, Absent, TNarrow>(ref x, ref w, row, ref bias, ref y, later, 32);
            }
            else if (typeof(TBlocks) == typeof(Blocks3))
            {
                Rest256<TProduct, TActivation, TTwoRows, Absent, TNarrow>(ref x, ref w, row, ref bias, ref y, later, 32);
            }
            else
            {
                Pass256<TProduct, TActivation, TTwoRows, Absent, Present, Present, Present>(ref x, ref w, row, ref bias, ref y, later, 32);
            }
        }
    }

    /// <summary>A last block of 16 and the narrow one: two vectors of 256 bits and a half, or three.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Rest256<TProduct, TActivation, TTwoRows, TFourRows, TNarrow>(ref float x, ref float w, nint row, ref float bias, ref float y, nint later, nint lane)
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation
    {
        if (typeof(TNarrow) == typeof(Narrow4))
        {
            Tail256<TProduct, TActivation, TTwoRows, TFourRows, Present>(ref x, ref w, row, ref bias, ref y, later, lane);
        }
        else if (typeof(TNarrow) == typeof(Narrow8))
        {
            Pass256<TProduct, TActivation, TTwoRows, TFourRows, Present, Present, Absent>(ref x, ref w, row, ref bias, ref y, later, lane);
        }
        else
        {
            Pass256<TProduct, TActivation, TTwoRows, TFourRows, Present, Absent, Absent>(ref x, ref w, row, ref bias, ref y, later, lane);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pass256<TProduct, TActivation, TTwoRows, TFourRows, TSecond, TThird, TFourth>(
        ref float x, ref float w, nint row, ref float bias, ref float y, nint later, nint lane)
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation =>
        RowTile.Multiply<TProduct, TActivation, Width256, Vector256<float>, TTwoRows, TFourRows, TSecond, TThird, TFourth, Width256, Vector256<float>>(
            ref x, ref Unsafe.Add(ref w, lane), row, ref Unsafe.Add(ref bias, lane), ref Unsafe.Add(ref y, lane), later);

    /// <summary>One vector of 256 bits or two, and one of 128 behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tail256<TProduct, TActivation, TTwoRows, TFourRows, TSecond>(ref float x, ref float w, nint row, ref float bias, ref float y, nint later, nint lane)
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation =>
        RowTile.Multiply<TProduct, TActivation, Width256, Vector256<float>, TTwoRows, TFourRows, TSecond, Absent, Absent, Width128, Vector128<float>>(
            ref x, ref Unsafe.Add(ref w, lane), row, ref Unsafe.Add(ref bias, lane), ref Unsafe.Add(ref y, lane), later);

    /// <summary>A narrow block by itself, where vectors of 256 bits are wide enough.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void NarrowAlone<TProduct, TActivation, TTwoRows, TFourRows, TNarrow>(ref float x, ref float w, ref float bias, ref float y, nint later)
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation
        where TNarrow : struct, IBlockSize => Narrow<TProduct, TActivation, TTwoRows, TFourRows, TNarrow>(ref x, ref w, TNarrow.Lanes, ref bias, ref y, later, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Narrow<TProduct, TActivation, TTwoRows, TFourRows, TNarrow>(ref float x, ref float w, nint row, ref float bias, ref float y, nint later, nint lane)
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation
    {
        if (typeof(TNarrow) == typeof(Narrow4))
        {
            RowTile.Multiply<TProduct, TActivation, Width128, Vector128<float>, TTwoRows, TFourRows, Absent, Absent, Absent, Width128, Vector128<float>>(
                ref x, ref Unsafe.Add(ref w, lane), row, ref Unsafe.Add(ref bias, lane), ref Unsafe.Add(ref y, lane), later);
        }
        else if (typeof(TNarrow) == typeof(Narrow8))
        {
            Pass256<TProduct, TActivation, TTwoRows, TFourRows, Absent, Absent, Absent>(ref x, ref w, row, ref bias, ref y, later, lane);
        }
    }

    /// <summary>The narrowest vectors, one row or two: four of them a pass, then the narrow block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void At128<TProduct, TActivation, TTwoRows, TBlocks, TNarrow>(ref float x, ref float w, ref float bias, ref float y, nint later)
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation
        where TBlocks : struct, IBlocks
        where TNarrow : struct, IBlockSize
    {
        nint row = Lanes<TBlocks, TNarrow>(), lane = 0;
        if (typeof(TBlocks) != typeof(Blocks0))
        {
            for (; lane < 16 * TBlocks.Count; lane += 16)
            {
                RowTile.Multiply<TProduct, TActivation, Width128, Vector128<float>, TTwoRows, Absent, Present, Present, Present, Width128, Vector128<float>>(
                    ref x, ref Unsafe.Add(ref w, lane), row, ref Unsafe.Add(ref bias, lane), ref Unsafe.Add(ref y, lane), later);
            }
        }

        if (typeof(TNarrow) == typeof(Narrow4))
        {
            RowTile.Multiply<TProduct, TActivation, Width128, Vector128<float>, TTwoRows, Absent, Absent, Absent, Absent, Width128, Vector128<float>>(
                ref x, ref Unsafe.Add(ref w, lane), row, ref Unsafe.Add(ref bias, lane), ref Unsafe.Add(ref y, lane), later);
        }
        else if (typeof(TNarrow) == typeof(Narrow8))
        {
            RowTile.Multiply<TProduct, TActivation, Width128, Vector128<float>, TTwoRows, Absent, Present, Absent, Absent, Width128, Vector128<float>>(
                ref x, ref Unsafe.Add(ref w, lane), row, ref Unsafe.Add(ref bias, lane), ref Unsafe.Add(ref y, lane), later);
        }
    }
}
