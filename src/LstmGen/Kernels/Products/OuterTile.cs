using System.Runtime.CompilerServices;

namespace LstmGen.Kernels;

/// <summary>
/// The gradient of weights, zᵀ·d: rows × vectors of sums in registers, one loop over the pairs of rows in order, added to memory once. What a tile computes for an
/// element depends on the order of the pairs alone: all widths and tiles give the same bits.
/// </summary>
/// <remarks>
/// As in <see cref="RowTile"/>, rows and columns are there or not by type arguments; <see cref="OuterProduct"/> knows which tiles are in use. No bounds are checked.
/// </remarks>
internal static partial class OuterTile
{
    /// <summary>One, two or four rows × up to four vectors and a narrower one.</summary>
    /// <typeparam name="TProduct">The shape of the product.</typeparam>
    /// <typeparam name="TWidth">Of the columns.</typeparam>
    /// <typeparam name="V">Their vector.</typeparam>
    /// <typeparam name="TTwoRows">Whether there is a second row.</typeparam>
    /// <typeparam name="TFourRows">Whether there are a third and a fourth.</typeparam>
    /// <typeparam name="TSecond">Whether there is a second column.</typeparam>
    /// <typeparam name="TThird">Whether there is a third.</typeparam>
    /// <typeparam name="TFourth">Whether there is a fourth.</typeparam>
    /// <typeparam name="TTail">The width of the vector behind the columns; that of the columns where there is none.</typeparam>
    /// <typeparam name="VTail">Its vector.</typeparam>
    /// <param name="z">The first pair's z, at the tile's first row.</param>
    /// <param name="d">The first pair's d, at the tile's first column.</param>
    /// <param name="gradient">What the sums are added to.</param>
    /// <param name="gradientRow">Floats from a row of it to the next.</param>
    /// <param name="lines">Lines of pairs, 1 where they lie in one.</param>
    /// <param name="pairs">Pairs of a line.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Accumulate<TProduct, TWidth, V, TTwoRows, TFourRows, TSecond, TThird, TFourth, TTail, VTail>(
        ref float z, ref float d, ref float gradient, nint gradientRow, nint lines, nint pairs)
        where TProduct : struct, IOuterProduct
        where TWidth : struct, IVectorWidth<V>
        where V : struct
        where TTail : struct, IVectorWidth<VTail>
        where VTail : struct
    {
        V a0 = TWidth.Zero, b0 = TWidth.Zero, c0 = TWidth.Zero, d0 = TWidth.Zero;
        V a1 = TWidth.Zero, b1 = TWidth.Zero, c1 = TWidth.Zero, d1 = TWidth.Zero;
        V a2 = TWidth.Zero, b2 = TWidth.Zero, c2 = TWidth.Zero, d2 = TWidth.Zero;
        V a3 = TWidth.Zero, b3 = TWidth.Zero, c3 = TWidth.Zero, d3 = TWidth.Zero;
        VTail n0 = TTail.Zero, n1 = TTail.Zero, n2 = TTail.Zero, n3 = TTail.Zero;
        for (; lines > 0; lines--)
        {
            for (nint pair = 0; pair < pairs; pair++)
            {
                V da = TWidth.Load(ref d, 0), db = default, dc = default, dd = default;
                VTail dn = default;
                if (typeof(TSecond) == typeof(Present)) db = TWidth.Load(ref d, TWidth.Lanes);
                if (typeof(TThird) == typeof(Present)) dc = TWidth.Load(ref d, 2 * TWidth.Lanes);
                if (typeof(TFourth) == typeof(Present)) dd = TWidth.Load(ref d, 3 * TWidth.Lanes);
                if (typeof(TTail) != typeof(TWidth)) dn = TTail.Load(ref d, RowTile.Tail<TWidth, V, TSecond, TThird, TFourth>());
                V left0 = TWidth.Create(z);
                a0 = TWidth.MultiplyAdd(left0, da, a0);
                if (typeof(TSecond) == typeof(Present)) b0 = TWidth.MultiplyAdd(left0, db, b0);
                if (typeof(TThird) == typeof(Present)) c0 = TWidth.MultiplyAdd(left0, dc, c0);
                if (typeof(TFourth) == typeof(Present)) d0 = TWidth.MultiplyAdd(left0, dd, d0);
                if (typeof(TTail) != typeof(TWidth)) n0 = TTail.MultiplyAdd(TTail.Narrow<TWidth, V>(left0), dn, n0);

                if (typeof(TTwoRows) == typeof(Present))
                {
                    V left1 = TWidth.Create(Unsafe.Add(ref z, 1));
                    a1 = TWidth.MultiplyAdd(left1, da, a1);
                    if (typeof(TSecond) == typeof(Present)) b1 = TWidth.MultiplyAdd(left1, db, b1);
                    if (typeof(TThird) == typeof(Present)) c1 = TWidth.MultiplyAdd(left1, dc, c1);
                    if (typeof(TFourth) == typeof(Present)) d1 = TWidth.MultiplyAdd(left1, dd, d1);
                    if (typeof(TTail) != typeof(TWidth)) n1 = TTail.MultiplyAdd(TTail.Narrow<TWidth, V>(left1), dn, n1);
                }

                if (typeof(TFourRows) == typeof(Present))
                {
                    V left2 = TWidth.Create(Unsafe.Add(ref z, 2));
                    a2 = TWidth.MultiplyAdd(left2, da, a2);
                    if (typeof(TSecond) == typeof(Present)) b2 = TWidth.MultiplyAdd(left2, db, b2);
                    if (typeof(TThird) == typeof(Present)) c2 = TWidth.MultiplyAdd(left2, dc, c2);
                    if (typeof(TFourth) == typeof(Present)) d2 = TWidth.MultiplyAdd(left2, dd, d2);
                    if (typeof(TTail) != typeof(TWidth)) n2 = TTail.MultiplyAdd(TTail.Narrow<TWidth, V>(left2), dn, n2);

                    V left3 = TWidth.Create(Unsafe.Add(ref z, 3));
                    a3 = TWidth.MultiplyAdd(left3, da, a3);
                    if (typeof(TSecond) == typeof(Present)) b3 = TWidth.MultiplyAdd(left3, db, b3);
                    if (typeof(TThird) == typeof(Present)) c3 = TWidth.MultiplyAdd(left3, dc, c3);
                    if (typeof(TFourth) == typeof(Present)) d3 = TWidth.MultiplyAdd(left3, dd, d3);
                    if (typeof(TTail) != typeof(TWidth)) n3 = TTail.MultiplyAdd(TTail.Narrow<TWidth, V>(left3), dn, n3);
                }

                z = ref Unsafe.Add(ref z, TProduct.LeftStride);
                d = ref Unsafe.Add(ref d, TProduct.RightStride);
            }

            z = ref Unsafe.Add(ref z, TProduct.LeftLine - pairs * TProduct.LeftStride);
            d = ref Unsafe.Add(ref d, TProduct.RightLine - pairs * TProduct.RightStride);
        }

        Add<TWidth, V>(a0, ref gradient, 0);
        if (typeof(TSecond) == typeof(Present)) Add<TWidth, V>(b0, ref gradient, TWidth.Lanes);
        if (typeof(TThird) == typeof(Present)) Add<TWidth, V>(c0, ref gradient, 2 * TWidth.Lanes);
        if (typeof(TFourth) == typeof(Present)) Add<TWidth, V>(d0, ref gradient, 3 * TWidth.Lanes);
        if (typeof(TTail) != typeof(TWidth)) Add<TTail, VTail>(n0, ref gradient, RowTile.Tail<TWidth, V, TSecond, TThird, TFourth>());

        if (typeof(TTwoRows) == typeof(Present))
        {
            gradient = ref Unsafe.Add(ref gradient, gradientRow);
            Add<TWidth, V>(a1, ref gradient, 0);
            if (typeof(TSecond) == typeof(Present)) Add<TWidth, V>(b1, ref gradient, TWidth.Lanes);
            if (typeof(TThird) == typeof(Present)) Add<TWidth, V>(c1, ref gradient, 2 * TWidth.Lanes);
            if (typeof(TFourth) == typeof(Present)) Add<TWidth, V>(d1, ref gradient, 3 * TWidth.Lanes);
            if (typeof(TTail) != typeof(TWidth)) Add<TTail, VTail>(n1, ref gradient, RowTile.Tail<TWidth, V, TSecond, TThird, TFourth>());
        }

        if (typeof(TFourRows) == typeof(Present))
        {
            gradient = ref Unsafe.Add(ref gradient, gradientRow);
            Add<TWidth, V>(a2, ref gradient, 0);
            if (typeof(TSecond) == typeof(Present)) Add<TWidth, V>(b2, ref gradient, TWidth.Lanes);
            if (typeof(TThird) == typeof(Present)) Add<TWidth, V>(c2, ref gradient, 2 * TWidth.Lanes);
            if (typeof(TFourth) == typeof(Present)) Add<TWidth, V>(d2, ref gradient, 3 * TWidth.Lanes);
            if (typeof(TTail) != typeof(TWidth)) Add<TTail, VTail>(n2, ref gradient, RowTile.Tail<TWidth, V, TSecond, TThird, TFourth>());

            gradient = ref Unsafe.Add(ref gradient, gradientRow);
            Add<TWidth, V>(a3, ref gradient, 0);
            if (typeof(TSecond) == typeof(Present)) Add<TWidth, V>(b3, ref gradient, TWidth.Lanes);
            if (typeof(TThird) == typeof(Present)) Add<TWidth, V>(c3, ref gradient, 2 * TWidth.Lanes);
            if (typeof(TFourth) == typeof(Present)) Add<TWidth, V>(d3, ref gradient, 3 * TWidth.Lanes);
            if (typeof(TTail) != typeof(TWidth)) Add<TTail, VTail>(n3, ref gradient, RowTile.Tail<TWidth, V, TSecond, TThird, TFourth>());
        }
    }

    /// <summary>Eight rows × one or two vectors and a narrower one.</summary>
    /// <typeparam name="TProduct">The shape of the product.</typeparam>
    /// <typeparam name="TWidth">Of the columns.</typeparam>
    /// <typeparam name="V">Their vector.</typeparam>
    /// <typeparam name="TSecond">Whether there is a second column.</typeparam>
    /// <typeparam name="TTail">The width of the vector behind the columns; that of the columns where there is none.</typeparam>
    /// <typeparam name="VTail">Its vector.</typeparam>
    /// <param name="z">The first pair's z, at the tile's first row.</param>
    /// <param name="d">The first pair's d, at the tile's first column.</param>
    /// <param name="gradient">What the sums are added to.</param>
    /// <param name="gradientRow">Floats from a row of it to the next.</param>
    /// <param name="lines">Lines of pairs, 1 where they lie in one.</param>
    /// <param name="pairs">Pairs of a line.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Accumulate8<TProduct, TWidth, V, TSecond, TTail, VTail>(
        ref float z, ref float d, ref float gradient, nint gradientRow, nint lines, nint pairs)
        where TProduct : struct, IOuterProduct
        where TWidth : struct, IVectorWidth<V>
        where V : struct
        where TTail : struct, IVectorWidth<VTail>
        where VTail : struct
    {
        V a0 = TWidth.Zero, b0 = TWidth.Zero;
        V a1 = TWidth.Zero, b1 = TWidth.Zero;
        V a2 = TWidth.Zero, b2 = TWidth.Zero;
        V a3 = TWidth.Zero, b3 = TWidth.Zero;
        V a4 = TWidth.Zero, b4 = TWidth.Zero;
        V a5 = TWidth.Zero, b5 = TWidth.Zero;
        V a6 = TWidth.Zero, b6 = TWidth.Zero;
        V a7 = TWidth.Zero, b7 = TWidth.Zero;
        VTail n0 = TTail.Zero, n1 = TTail.Zero, n2 = TTail.Zero, n3 = TTail.Zero, n4 = TTail.Zero, n5 = TTail.Zero, n6 = TTail.Zero, n7 = TTail.Zero;
        for (; lines > 0; lines--)
        {
            for (nint pair = 0; pair < pairs; pair++)
            {
                V da = TWidth.Load(ref d, 0), db = default;
                VTail dn = default;
                if (typeof(TSecond) == typeof(Present)) db = TWidth.Load(ref d, TWidth.Lanes);
                if (typeof(TTail) != typeof(TWidth)) dn = TTail.Load(ref d, RowTile.Tail<TWidth, V, TSecond, Absent, Absent>());
                V left0 = TWidth.Create(z);
                a0 = TWidth.MultiplyAdd(left0, da, a0);
                if (typeof(TSecond) == typeof(Present)) b0 = TWidth.MultiplyAdd(left0, db, b0);
                if (typeof(TTail) != typeof(TWidth)) n0 = TTail.MultiplyAdd(TTail.Narrow<TWidth, V>(left0), dn, n0);

                V left1 = TWidth.Create(Unsafe.Add(ref z, 1));
                a1 = TWidth.MultiplyAdd(left1, da, a1);
                if (typeof(TSecond) == typeof(Present)) b1 = TWidth.MultiplyAdd(left1, db, b1);
                if (typeof(TTail) != typeof(TWidth)) n1 = TTail.MultiplyAdd(TTail.Narrow<TWidth, V>(left1), dn, n1);

                V left2 = TWidth.Create(Unsafe.Add(ref z, 2));
                a2 = TWidth.MultiplyAdd(left2, da, a2);
                if (typeof(TSecond) == typeof(Present)) b2 = TWidth.MultiplyAdd(left2, db, b2);
                if (typeof(TTail) != typeof(TWidth)) n2 = TTail.MultiplyAdd(TTail.Narrow<TWidth, V>(left2), dn, n2);

                V left3 = TWidth.Create(Unsafe.Add(ref z, 3));
                a3 = TWidth.MultiplyAdd(left3, da, a3);
                if (typeof(TSecond) == typeof(Present)) b3 = TWidth.MultiplyAdd(left3, db, b3);
                if (typeof(TTail) != typeof(TWidth)) n3 = TTail.MultiplyAdd(TTail.Narrow<TWidth, V>(left3), dn, n3);

                V left4 = TWidth.Create(Unsafe.Add(ref z, 4));
                a4 = TWidth.MultiplyAdd(left4, da, a4);
                if (typeof(TSecond) == typeof(Present)) b4 = TWidth.MultiplyAdd(left4, db, b4);
                if (typeof(TTail) != typeof(TWidth)) n4 = TTail.MultiplyAdd(TTail.Narrow<TWidth, V>(left4), dn, n4);

                V left5 = TWidth.Create(Unsafe.Add(ref z, 5));
                a5 = TWidth.MultiplyAdd(left5, da, a5);
                if (typeof(TSecond) == typeof(Present)) b5 = TWidth.MultiplyAdd(left5, db, b5);
                if (typeof(TTail) != typeof(TWidth)) n5 = TTail.MultiplyAdd(TTail.Narrow<TWidth, V>(left5), dn, n5);

                V left6 = TWidth.Create(Unsafe.Add(ref z, 6));
                a6 = TWidth.MultiplyAdd(left6, da, a6);
                if (typeof(TSecond) == typeof(Present)) b6 = TWidth.MultiplyAdd(left6, db, b6);
                if (typeof(TTail) != typeof(TWidth)) n6 = TTail.MultiplyAdd(TTail.Narrow<TWidth, V>(left6), dn, n6);

                V left7 = TWidth.Create(Unsafe.Add(ref z, 7));
                a7 = TWidth.MultiplyAdd(left7, da, a7);
                if (typeof(TSecond) == typeof(Present)) b7 = TWidth.MultiplyAdd(left7, db, b7);
                if (typeof(TTail) != typeof(TWidth)) n7 = TTail.MultiplyAdd(TTail.Narrow<TWidth, V>(left7), dn, n7);

                z = ref Unsafe.Add(ref z, TProduct.LeftStride);
                d = ref Unsafe.Add(ref d, TProduct.RightStride);
            }

            z = ref Unsafe.Add(ref z, TProduct.LeftLine - pairs * TProduct.LeftStride);
            d = ref Unsafe.Add(ref d, TProduct.RightLine - pairs * TProduct.RightStride);
        }

        Add<TWidth, V>(a0, ref gradient, 0);
        if (typeof(TSecond) == typeof(Present)) Add<TWidth, V>(b0, ref gradient, TWidth.Lanes);
        if (typeof(TTail) != typeof(TWidth)) Add<TTail, VTail>(n0, ref gradient, RowTile.Tail<TWidth, V, TSecond, Absent, Absent>());

        gradient = ref Unsafe.Add(ref gradient, gradientRow);
        Add<TWidth, V>(a1, ref gradient, 0);
        if (typeof(TSecond) == typeof(Present)) Add<TWidth, V>(b1, ref gradient, TWidth.Lanes);
        if (typeof(TTail) != typeof(TWidth)) Add<TTail, VTail>(n1, ref gradient, RowTile.Tail<TWidth, V, TSecond, Absent, Absent>());

        gradient = ref Unsafe.Add(ref gradient, gradientRow);
        Add<TWidth, V>(a2, ref gradient, 0);
        if (typeof(TSecond) == typeof(Present)) Add<TWidth, V>(b2, ref gradient, TWidth.Lanes);
        if (typeof(TTail) != typeof(TWidth)) Add<TTail, VTail>(n2, ref gradient, RowTile.Tail<TWidth, V, TSecond, Absent, Absent>());

        gradient = ref Unsafe.Add(ref gradient, gradientRow);
        Add<TWidth, V>(a3, ref gradient, 0);
        if (typeof(TSecond) == typeof(Present)) Add<TWidth, V>(b3, ref gradient, TWidth.Lanes);
        if (typeof(TTail) != typeof(TWidth)) Add<TTail, VTail>(n3, ref gradient, RowTile.Tail<TWidth, V, TSecond, Absent, Absent>());

        gradient = ref Unsafe.Add(ref gradient, gradientRow);
        Add<TWidth, V>(a4, ref gradient, 0);
        if (typeof(TSecond) == typeof(Present)) Add<TWidth, V>(b4, ref gradient, TWidth.Lanes);
        if (typeof(TTail) != typeof(TWidth)) Add<TTail, VTail>(n4, ref gradient, RowTile.Tail<TWidth, V, TSecond, Absent, Absent>());

        gradient = ref Unsafe.Add(ref gradient, gradientRow);
        Add<TWidth, V>(a5, ref gradient, 0);
        if (typeof(TSecond) == typeof(Present)) Add<TWidth, V>(b5, ref gradient, TWidth.Lanes);
        if (typeof(TTail) != typeof(TWidth)) Add<TTail, VTail>(n5, ref gradient, RowTile.Tail<TWidth, V, TSecond, Absent, Absent>());

        gradient = ref Unsafe.Add(ref gradient, gradientRow);
        Add<TWidth, V>(a6, ref gradient, 0);
        if (typeof(TSecond) == typeof(Present)) Add<TWidth, V>(b6, ref gradient, TWidth.Lanes);
        if (typeof(TTail) != typeof(TWidth)) Add<TTail, VTail>(n6, ref gradient, RowTile.Tail<TWidth, V, TSecond, Absent, Absent>());

        gradient = ref Unsafe.Add(ref gradient, gradientRow);
        Add<TWidth, V>(a7, ref gradient, 0);
        if (typeof(TSecond) == typeof(Present)) Add<TWidth, V>(b7, ref gradient, TWidth.Lanes);
        if (typeof(TTail) != typeof(TWidth)) Add<TTail, VTail>(n7, ref gradient, RowTile.Tail<TWidth, V, TSecond, Absent, Absent>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TWidth, V>(V sum, ref float gradient, nint offset)
        where TWidth : struct, IVectorWidth<V>
        where V : struct => TWidth.Store(TWidth.Add(TWidth.Load(ref gradient, offset), sum), ref gradient, offset);
}
