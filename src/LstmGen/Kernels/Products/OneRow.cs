using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LstmGen.Kernels;

/// <summary>One row's units fill a vector.</summary>
/// <remarks>No bounds are checked.</remarks>
internal readonly struct OneRow<TWidth, V> : IRowLanes<V>
    where TWidth : struct, IVectorWidth<V>
    where V : struct
{
    /// <inheritdoc/>
    public static int Rows => 1;

    /// <inheritdoc/>
    public static int Units => TWidth.Lanes;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load(ref float first, nint row) => TWidth.Load(ref first, 0);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(V value, ref float first, nint row) => TWidth.Store(value, ref first, 0);
}

/// <summary>Four units of each of four rows, in 512 bits.</summary>
/// <remarks>No bounds are checked.</remarks>
internal readonly struct FourRowsOf4 : IRowLanes<Vector512<float>>
{
    /// <inheritdoc/>
    public static int Rows => 4;

    /// <inheritdoc/>
    public static int Units => 4;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(ref float first, nint row) => RowLanes.LoadFours(ref first, (nuint)row);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> value, ref float first, nint row) => RowLanes.StoreFours(value, ref first, (nuint)row);
}

/// <summary>Eight units of each of two rows, in 512 bits.</summary>
/// <remarks>No bounds are checked.</remarks>
internal readonly struct TwoRowsOf8 : IRowLanes<Vector512<float>>
{
    /// <inheritdoc/>
    public static int Rows => 2;

    /// <inheritdoc/>
    public static int Units => 8;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(ref float first, nint row) => RowLanes.LoadEights(ref first, (nuint)row);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> value, ref float first, nint row) => RowLanes.StoreEights(value, ref first, (nuint)row);
}

/// <summary>Four units of each of two rows, in 256 bits.</summary>
/// <remarks>No bounds are checked.</remarks>
internal readonly struct TwoRowsOf4 : IRowLanes<Vector256<float>>
{
    /// <inheritdoc/>
    public static int Rows => 2;

    /// <inheritdoc/>
    public static int Units => 4;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(ref float first, nint row) => RowLanes.LoadPair(ref first, (nuint)row);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> value, ref float first, nint row) => RowLanes.StorePair(value, ref first, (nuint)row);
}
