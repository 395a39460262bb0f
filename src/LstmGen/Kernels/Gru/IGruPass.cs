using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LstmGen.Kernels;

/// <summary>An element-wise pass over rows of a GRU's units, at any vector width: a part of a cell, forward or backward.</summary>
internal interface IGruPass
{
    /// <summary>Goes over the units of a block.</summary>
    /// <typeparam name="TBlock">How the units lie in memory.</typeparam>
    /// <typeparam name="TWidth">The vector width.</typeparam>
    /// <typeparam name="V">Its vector.</typeparam>
    /// <typeparam name="TLanes">Which units of which rows share a vector.</typeparam>
    /// <param name="rows">How many rows, as many as share a vector or more.</param>
    /// <param name="gates">The gates of the first row.</param>
    /// <param name="first">What the pass reads beside them.</param>
    /// <param name="second">A second such place.</param>
    /// <param name="third">A third such place.</param>
    static abstract void Run<TBlock, TWidth, V, TLanes>(nint rows, ref float gates, ref float first, ref float second, ref float third)
        where TBlock : struct, IGruBlock
        where TWidth : struct, IVectorWidth<V>
        where V : struct
        where TLanes : struct, IRowLanes<V>;
}

/// <summary>A pass over all units, at the widest vectors that the processor has.</summary>
internal static class GruPasses
{
    /// <summary>The four rows of a tile: those of a narrow block share vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Tile<TPass, TLayout, TNarrow>(ref float gates, ref float first, ref float second, ref float third)
        where TPass : struct, IGruPass
        where TLayout : struct, IGruLayout
        where TNarrow : struct, IBlockSize
    {
        const int rows = Runtime.ModelDescription.TileRows;
        Blocks<TPass, TLayout>(rows, ref gates, ref first, ref second, ref third);
        if (typeof(TNarrow) == typeof(NoNarrow))
        {
            return;
        }

        nint unit = GruBlock<TLayout, Full>.Units;
        gates = ref Unsafe.Add(ref gates, unit);
        first = ref Unsafe.Add(ref first, unit);
        second = ref Unsafe.Add(ref second, unit);
        third = ref Unsafe.Add(ref third, unit);
        if (Vector512.IsHardwareAccelerated && typeof(TNarrow) == typeof(Narrow8))
        {
            TPass.Run<GruBlock<TLayout, TNarrow>, Width512, Vector512<float>, TwoRowsOf8>(rows, ref gates, ref first, ref second, ref third);
        }
        else if (Vector512.IsHardwareAccelerated)
        {
            TPass.Run<GruBlock<TLayout, TNarrow>, Width512, Vector512<float>, FourRowsOf4>(rows, ref gates, ref first, ref second, ref third);
        }
        else if (Vector256.IsHardwareAccelerated && typeof(TNarrow) == typeof(Narrow4))
        {
            TPass.Run<GruBlock<TLayout, TNarrow>, Width256, Vector256<float>, TwoRowsOf4>(rows, ref gates, ref first, ref second, ref third);
        }
        else
        {
            OneByOne<TPass, TLayout, TNarrow>(rows, ref gates, ref first, ref second, ref third);
        }
    }

    /// <summary>One row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Row<TPass, TLayout, TNarrow>(ref float gates, ref float first, ref float second, ref float third)
        where TPass : struct, IGruPass
        where TLayout : struct, IGruLayout
        where TNarrow : struct, IBlockSize
    {
        Blocks<TPass, TLayout>(1, ref gates, ref first, ref second, ref third);
        if (typeof(TNarrow) != typeof(NoNarrow))
        {
            nint unit = GruBlock<TLayout, Full>.Units;
            OneByOne<TPass, TLayout, TNarrow>(1, ref Unsafe.Add(ref gates, unit), ref Unsafe.Add(ref first, unit), ref Unsafe.Add(ref second, unit), ref Unsafe.Add(ref third, unit));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Blocks<TPass, TLayout>(nint rows, ref float gates, ref float first, ref float second, ref float third)
        where TPass : struct, IGruPass
        where TLayout : struct, IGruLayout
    {
        if (GruBlock<TLayout, Full>.Units == 0)
        {
            return;
        }

        if (Vector512.IsHardwareAccelerated)
        {
            TPass.Run<GruBlock<TLayout, Full>, Width512, Vector512<float>, OneRow<Width512, Vector512<float>>>(rows, ref gates, ref first, ref second, ref third);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            TPass.Run<GruBlock<TLayout, Full>, Width256, Vector256<float>, OneRow<Width256, Vector256<float>>>(rows, ref gates, ref first, ref second, ref third);
        }
        else
        {
            TPass.Run<GruBlock<TLayout, Full>, Width128, Vector128<float>, OneRow<Width128, Vector128<float>>>(rows, ref gates, ref first, ref second, ref third);
        }
    }

    /// <summary>Rows of a narrow block that do not share vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OneByOne<TPass, TLayout, TNarrow>(nint rows, ref float gates, ref float first, ref float second, ref float third)
        where TPass : struct, IGruPass
        where TLayout : struct, IGruLayout
        where TNarrow : struct, IBlockSize
    {
        if (Vector256.IsHardwareAccelerated && typeof(TNarrow) == typeof(Narrow8))
        {
            TPass.Run<GruBlock<TLayout, TNarrow>, Width256, Vector256<float>, OneRow<Width256, Vector256<float>>>(rows, ref gates, ref first, ref second, ref third);
        }
        else
        {
            TPass.Run<GruBlock<TLayout, TNarrow>, Width128, Vector128<float>, OneRow<Width128, Vector128<float>>>(rows, ref gates, ref first, ref second, ref third);
        }
    }
}
