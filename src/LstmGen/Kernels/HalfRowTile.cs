using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LstmGen.Kernels;

/// <summary>
/// One row × weights of half the bytes: a word of the pack holds the bfloat16 of two inputs. Sums run over the inputs in order, as in <see cref="RowTile"/>.
/// </summary>
/// <remarks>No bounds are checked. An odd last input has a zero beside it, and a value that is there to be read.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class HalfRowTile
{
    /// <summary>One row × up to four vectors.</summary>
    /// <typeparam name="TWidth">The vector width.</typeparam>
    /// <typeparam name="V">Its vector.</typeparam>
    /// <typeparam name="TSecond">Whether there is a second vector.</typeparam>
    /// <typeparam name="TThird">Whether there is a third.</typeparam>
    /// <typeparam name="TFourth">Whether there is a fourth.</typeparam>
    /// <param name="x">The first input.</param>
    /// <param name="pairs">The first word of the tile's columns; a row of the pack per two inputs.</param>
    /// <param name="row">Floats from a row of the pack to the next.</param>
    /// <param name="sums">What the products are added to.</param>
    /// <param name="inputs">Inputs.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Add<TWidth, V, TSecond, TThird, TFourth>(ref float x, ref float pairs, nint row, ref float sums, nint inputs)
        where TWidth : struct, IVectorWidth<V>
        where V : struct
    {
        V a = TWidth.Load(ref sums, 0), b = default, c = default, d = default;
        if (typeof(TSecond) == typeof(Present)) b = TWidth.Load(ref sums, TWidth.Lanes);
        if (typeof(TThird) == typeof(Present)) c = TWidth.Load(ref sums, 2 * TWidth.Lanes);
        if (typeof(TFourth) == typeof(Present)) d = TWidth.Load(ref sums, 3 * TWidth.Lanes);
        for (nint k = 0; k < inputs; k += 2)
        {
            V lower = TWidth.Create(Unsafe.Add(ref x, k)), upper = TWidth.Create(Unsafe.Add(ref x, k + 1));
            a = Both<TWidth, V>(lower, upper, TWidth.Load(ref pairs, 0), a);
            if (typeof(TSecond) == typeof(Present)) b = Both<TWidth, V>(lower, upper, TWidth.Load(ref pairs, TWidth.Lanes), b);
            if (typeof(TThird) == typeof(Present)) c = Both<TWidth, V>(lower, upper, TWidth.Load(ref pairs, 2 * TWidth.Lanes), c);
            if (typeof(TFourth) == typeof(Present)) d = Both<TWidth, V>(lower, upper, TWidth.Load(ref pairs, 3 * TWidth.Lanes), d);
            pairs = ref Unsafe.Add(ref pairs, row);
        }

        TWidth.Store(a, ref sums, 0);
        if (typeof(TSecond) == typeof(Present)) TWidth.Store(b, ref sums, TWidth.Lanes);
        if (typeof(TThird) == typeof(Present)) TWidth.Store(c, ref sums, 2 * TWidth.Lanes);
        if (typeof(TFourth) == typeof(Present)) TWidth.Store(d, ref sums, 3 * TWidth.Lanes);
    }

    /// <summary>The products of two inputs with the halves of their words, one after the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Both<TWidth, V>(V lower, V upper, V pairs, V sum)
        where TWidth : struct, IVectorWidth<V>
        where V : struct => TWidth.MultiplyAdd(upper, TWidth.UpperHalves(pairs), TWidth.MultiplyAdd(lower, TWidth.LowerHalves(pairs), sum));
}
