using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LstmGen.Kernels;

/// <summary>
/// Moves for narrow blocks of units. Their sums hold the gates of one row side by side, which leaves no lane empty; the element-wise part wants
/// one gate of several rows. Both are the same square of parts, turned over its diagonal.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static class RowLanes
{
    /// <summary>Four vectors of four parts each: part p of vector v becomes part v of vector p. Twice is as before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(
        Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d,
        out Vector512<float> first, out Vector512<float> second, out Vector512<float> third, out Vector512<float> fourth)
    {
        if (Avx512F.IsSupported)
        {
            Vector512<float> evenLow = Avx512F.Shuffle4x128(a, b, 0b10_00_10_00), oddLow = Avx512F.Shuffle4x128(a, b, 0b11_01_11_01);
            Vector512<float> evenHigh = Avx512F.Shuffle4x128(c, d, 0b10_00_10_00), oddHigh = Avx512F.Shuffle4x128(c, d, 0b11_01_11_01);
            first = Avx512F.Shuffle4x128(evenLow, evenHigh, 0b10_00_10_00);
            second = Avx512F.Shuffle4x128(oddLow, oddHigh, 0b10_00_10_00);
            third = Avx512F.Shuffle4x128(evenLow, evenHigh, 0b11_01_11_01);
            fourth = Avx512F.Shuffle4x128(oddLow, oddHigh, 0b11_01_11_01);
        }
        else
        {
            Turn(a.GetLower(), b.GetLower(), out Vector256<float> a0b0, out Vector256<float> a1b1);
            Turn(a.GetUpper(), b.GetUpper(), out Vector256<float> a2b2, out Vector256<float> a3b3);
            Turn(c.GetLower(), d.GetLower(), out Vector256<float> c0d0, out Vector256<float> c1d1);
            Turn(c.GetUpper(), d.GetUpper(), out Vector256<float> c2d2, out Vector256<float> c3d3);
            first = Vector512.Create(a0b0, c0d0);
            second = Vector512.Create(a1b1, c1d1);
            third = Vector512.Create(a2b2, c2d2);
            fourth = Vector512.Create(a3b3, c3d3);
        }
    }

    /// <summary>Two vectors of two halves each: the lower halves, and the upper ones. Twice is as before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(Vector512<float> a, Vector512<float> b, out Vector512<float> lower, out Vector512<float> upper) =>
        (lower, upper) = (Vector512.Create(a.GetLower(), b.GetLower()), Vector512.Create(a.GetUpper(), b.GetUpper()));

    /// <inheritdoc cref="Turn(Vector512{float}, Vector512{float}, out Vector512{float}, out Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(Vector256<float> a, Vector256<float> b, out Vector256<float> lower, out Vector256<float> upper) =>
        (lower, upper) = (Vector256.Create(a.GetLower(), b.GetLower()), Vector256.Create(a.GetUpper(), b.GetUpper()));

    /// <summary>The lower halves of words as bfloat16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LowerHalves(Vector512<float> pairs) => (pairs.AsInt32() << 16).AsSingle();

    /// <inheritdoc cref="LowerHalves(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LowerHalves(Vector256<float> pairs) => (pairs.AsInt32() << 16).AsSingle();

    /// <inheritdoc cref="LowerHalves(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LowerHalves(Vector128<float> pairs) => (pairs.AsInt32() << 16).AsSingle();

    /// <summary>The upper halves of words as bfloat16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> UpperHalves(Vector512<float> pairs) => (pairs.AsInt32() & Vector512.Create(-65_536)).AsSingle();

    /// <inheritdoc cref="UpperHalves(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> UpperHalves(Vector256<float> pairs) => (pairs.AsInt32() & Vector256.Create(-65_536)).AsSingle();

    /// <inheritdoc cref="UpperHalves(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> UpperHalves(Vector128<float> pairs) => (pairs.AsInt32() & Vector128.Create(-65_536)).AsSingle();

    /// <summary>Four lanes of each of four rows.</summary>
    /// <param name="rows">The first lane of the first row.</param>
    /// <param name="stride">Floats from a row to the next.</param>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LoadFours(ref float rows, nuint stride) => Vector512.Create(
        LoadPair(ref rows, stride), LoadPair(ref Unsafe.Add(ref rows, 2 * stride), stride));

    /// <summary>Eight lanes of each of two rows.</summary>
    /// <inheritdoc cref="LoadFours" path="/param"/>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LoadEights(ref float rows, nuint stride) =>
        Vector512.Create(Vector256.LoadUnsafe(ref rows), Vector256.LoadUnsafe(ref rows, stride));

    /// <summary>Four lanes of each of two rows.</summary>
    /// <inheritdoc cref="LoadFours" path="/param"/>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LoadPair(ref float rows, nuint stride) =>
        Vector256.Create(Vector128.LoadUnsafe(ref rows), Vector128.LoadUnsafe(ref rows, stride));

    /// <summary>Back to four rows.</summary>
    /// <inheritdoc cref="LoadFours" path="/param"/>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFours(Vector512<float> value, ref float rows, nuint stride)
    {
        StorePair(value.GetLower(), ref rows, stride);
        StorePair(value.GetUpper(), ref Unsafe.Add(ref rows, 2 * stride), stride);
    }

    /// <summary>Back to two rows.</summary>
    /// <inheritdoc cref="LoadFours" path="/param"/>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreEights(Vector512<float> value, ref float rows, nuint stride)
    {
        value.GetLower().StoreUnsafe(ref rows);
        value.GetUpper().StoreUnsafe(ref rows, stride);
    }

    /// <summary>Back to two rows.</summary>
    /// <inheritdoc cref="LoadFours" path="/param"/>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePair(Vector256<float> value, ref float rows, nuint stride)
    {
        value.GetLower().StoreUnsafe(ref rows);
        value.GetUpper().StoreUnsafe(ref rows, stride);
    }
}
