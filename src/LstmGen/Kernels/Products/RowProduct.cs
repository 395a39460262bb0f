using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LstmGen.Numerics;

namespace LstmGen.Kernels;

/// <summary>
/// y = activation(x·W + b) for four rows, two or one, and for the columns of one group of the pack: up to four blocks of 16 lanes and a narrow one. It is cut into
/// the tiles (<see cref="RowTile"/>) that the registers of the processor hold; all cuts give the same bits.
/// </summary>
/// <remarks>
/// The pack of a group is [input][lane], then the biases where there are any. How many blocks there are is a type, so that the compiler sees the tiles in use and no others.
/// No bounds are checked: whole vectors are read and written.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class RowProduct
{
    /// <summary>Four rows.</summary>
    /// <typeparam name="TProduct">The shape of the product.</typeparam>
    /// <typeparam name="TActivation">Of the sums, while they are in registers.</typeparam>
    /// <typeparam name="TBlocks">Blocks of 16 lanes.</typeparam>
    /// <typeparam name="TNarrow">The narrow block behind them.</typeparam>
    /// <param name="x">The first input of the first row.</param>
    /// <param name="w">The pack of the group.</param>
    /// <param name="y">The first output of the first row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rows4<TProduct, TActivation, TBlocks, TNarrow>(ref float x, ref float w, ref float y)
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation
        where TBlocks : struct, IBlocks
        where TNarrow : struct, IBlockSize =>
        Rows4<TProduct, TActivation, TBlocks, TNarrow>(ref x, ref w, ref Bias<TProduct, TBlocks, TNarrow>(ref w), ref y, TProduct.Inputs);

    /// <summary>Four rows, with biases that lie elsewhere and runs of different lengths.</summary>
    /// <typeparam name="TProduct">The shape of the product.</typeparam>
    /// <typeparam name="TActivation">Of the sums, while they are in registers.</typeparam>
    /// <typeparam name="TBlocks">Blocks of 16 lanes.</typeparam>
    /// <typeparam name="TNarrow">The narrow block behind them.</typeparam>
    /// <param name="x">The first input of the first row.</param>
    /// <param name="w">The first weight of the group.</param>
    /// <param name="bias">The values that the sums start at; not read where the product has none.</param>
    /// <param name="y">The first output of the first row.</param>
    /// <param name="later">Inputs in every run but the first.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rows4<TProduct, TActivation, TBlocks, TNarrow>(ref float x, ref float w, ref float bias, ref float y, nint later)
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation
        where TBlocks : struct, IBlocks
        where TNarrow : struct, IBlockSize
    {
        if (Vector512.IsHardwareAccelerated)
        {
            At512<TProduct, TActivation, Present, Present, TBlocks, TNarrow>(ref x, ref w, ref bias, ref y, later);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            FourRowsAt256<TProduct, TActivation, TBlocks, TNarrow>(ref x, ref w, ref bias, ref y, later);
        }
        else
        {
            At128<TProduct, TActivation, Present, TBlocks, TNarrow>(ref x, ref w, ref bias, ref y, later);
            At128<TProduct, TActivation, Present, TBlocks, TNarrow>(
                ref Unsafe.Add(ref x, 2 * TProduct.InputRow), ref w, ref bias, ref Unsafe.Add(ref y, 2 * TProduct.OutputRow), later);
        }
    }

    /// <summary>Two rows.</summary>
    /// <inheritdoc cref="Rows4{TProduct, TActivation, TBlocks, TNarrow}(ref float, ref float, ref float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rows2<TProduct, TActivation, TBlocks, TNarrow>(ref float x, ref float w, ref float y)
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation
        where TBlocks : struct, IBlocks
        where TNarrow : struct, IBlockSize => Few<TProduct, TActivation, Present, TBlocks, TNarrow>(ref x, ref w, ref Bias<TProduct, TBlocks, TNarrow>(ref w), ref y, TProduct.Inputs);

    /// <summary>One row.</summary>
    /// <inheritdoc cref="Rows4{TProduct, TActivation, TBlocks, TNarrow}(ref float, ref float, ref float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Row1<TProduct, TActivation, TBlocks, TNarrow>(ref float x, ref float w, ref float y)
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation
        where TBlocks : struct, IBlocks
        where TNarrow : struct, IBlockSize => Few<TProduct, TActivation, Absent, TBlocks, TNarrow>(ref x, ref w, ref Bias<TProduct, TBlocks, TNarrow>(ref w), ref y, TProduct.Inputs);

    /// <summary>One row, with biases that lie elsewhere and runs of different lengths.</summary>
    /// <inheritdoc cref="Rows4{TProduct, TActivation, TBlocks, TNarrow}(ref float, ref float, ref float, ref float, nint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Row1<TProduct, TActivation, TBlocks, TNarrow>(ref float x, ref float w, ref float bias, ref float y, nint later)
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation
        where TBlocks : struct, IBlocks
        where TNarrow : struct, IBlockSize => Few<TProduct, TActivation, Absent, TBlocks, TNarrow>(ref x, ref w, ref bias, ref y, later);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Few<TProduct, TActivation, TTwoRows, TBlocks, TNarrow>(ref float x, ref float w, ref float bias, ref float y, nint later)
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation
        where TBlocks : struct, IBlocks
        where TNarrow : struct, IBlockSize
    {
        if (Vector512.IsHardwareAccelerated)
        {
            At512<TProduct, TActivation, TTwoRows, Absent, TBlocks, TNarrow>(ref x, ref w, ref bias, ref y, later);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            FewRowsAt256<TProduct, TActivation, TTwoRows, TBlocks, TNarrow>(ref x, ref w, ref bias, ref y, later);
        }
        else
        {
            At128<TProduct, TActivation, TTwoRows, TBlocks, TNarrow>(ref x, ref w, ref bias, ref y, later);
        }
    }

    /// <summary>Floats from a row of a group's pack to the next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Lanes<TBlocks, TNarrow>()
        where TBlocks : struct, IBlocks
        where TNarrow : struct, IBlockSize => 16 * TBlocks.Count + TNarrow.Lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref float Bias<TProduct, TBlocks, TNarrow>(ref float w)
        where TProduct : struct, IRowProduct
        where TBlocks : struct, IBlocks
        where TNarrow : struct, IBlockSize => ref TProduct.HasBias ? ref Unsafe.Add(ref w, TProduct.Inputs * TProduct.Runs * Lanes<TBlocks, TNarrow>()) : ref w;
}
