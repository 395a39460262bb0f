using System.Runtime.CompilerServices;
using LstmGen.Numerics;

namespace LstmGen.Kernels;

/// <summary>
/// Rows × weights: every row and vector has its sum in a register, and one loop runs over the inputs with one broadcast per row and one load per vector of weights.
/// Sums run over the inputs in order, from the bias or from zero, with one rounding per term: all widths and tiles give the same bits.
/// </summary>
/// <remarks>
/// The tile is one text. Its rows and columns are there or not by type arguments, and behind the columns there may be one narrower vector:
/// <see cref="RowProduct"/> knows which tiles are in use. No bounds are checked: whole vectors are read and written, inputs past the last row are not.
/// </remarks>
internal static partial class RowTile
{
    /// <summary>One, two or four rows × up to four vectors and a narrower one.</summary>
    /// <typeparam name="TProduct">The shape of the product.</typeparam>
    /// <typeparam name="TActivation">Of the sums, while they are in registers.</typeparam>
    /// <typeparam name="TWidth">Of the columns.</typeparam>
    /// <typeparam name="V">Their vector.</typeparam>
    /// <typeparam name="TTwoRows">Whether there is a second row.</typeparam>
    /// <typeparam name="TFourRows">Whether there are a third and a fourth.</typeparam>
    /// <typeparam name="TSecond">Whether there is a second column.</typeparam>
    /// <typeparam name="TThird">Whether there is a third.</typeparam>
    /// <typeparam name="TFourth">Whether there is a fourth.</typeparam>
    /// <typeparam name="TTail">The width of the vector behind the columns; that of the columns where there is none.</typeparam>
    /// <typeparam name="VTail">Its vector.</typeparam>
    /// <param name="x">The first input of the first row.</param>
    /// <param name="w">The first weight of the tile's columns; a row of the pack per input.</param>
    /// <param name="wRow">Floats from a row of the pack to the next.</param>
    /// <param name="bias">The values that the sums of the tile's columns start at; not read where the product has none.</param>
    /// <param name="y">The first output of the first row.</param>
    /// <param name="later">Inputs in every run but the first.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Multiply<TProduct, TActivation, TWidth, V, TTwoRows, TFourRows, TSecond, TThird, TFourth, TTail, VTail>(
        ref float x, ref float w, nint wRow, ref float bias, ref float y, nint later)
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation
        where TWidth : struct, IVectorWidth<V>
        where V : struct
        where TTail : struct, IVectorWidth<VTail>
        where VTail : struct
    {
        // Once, and before the sums: a call among them would drive them out of their registers.
        nint inputRow = TProduct.InputRow, outputRow = TProduct.OutputRow;
        V a0 = TWidth.Zero, b0 = TWidth.Zero, c0 = TWidth.Zero, d0 = TWidth.Zero;
        VTail n0 = TTail.Zero;
        if (TProduct.HasBias)
        {
            a0 = TWidth.Load(ref bias, 0);
            if (typeof(TSecond) == typeof(Present)) b0 = TWidth.Load(ref bias, TWidth.Lanes);
            if (typeof(TThird) == typeof(Present)) c0 = TWidth.Load(ref bias, 2 * TWidth.Lanes);
            if (typeof(TFourth) == typeof(Present)) d0 = TWidth.Load(ref bias, 3 * TWidth.Lanes);
            if (typeof(TTail) != typeof(TWidth)) n0 = TTail.Load(ref bias, Tail<TWidth, V, TSecond, TThird, TFourth>());
        }

        V a1 = a0, b1 = b0, c1 = c0, d1 = d0, a2 = a0, b2 = b0, c2 = c0, d2 = d0, a3 = a0, b3 = b0, c3 = c0, d3 = d0;
        VTail n1 = n0, n2 = n0, n3 = n0;
        nint inputs = TProduct.Inputs;
        for (nint run = 0; run < TProduct.Runs; run++)
        {
            for (nint k = 0; k < inputs; k++)
            {
                V wa = TWidth.Load(ref w, 0), wb = default, wc = default, wd = default;
                VTail wn = default;
                if (typeof(TSecond) == typeof(Present)) wb = TWidth.Load(ref w, TWidth.Lanes);
                if (typeof(TThird) == typeof(Present)) wc = TWidth.Load(ref w, 2 * TWidth.Lanes);
                if (typeof(TFourth) == typeof(Present)) wd = TWidth.Load(ref w, 3 * TWidth.Lanes);
                if (typeof(TTail) != typeof(TWidth)) wn = TTail.Load(ref w, Tail<TWidth, V, TSecond, TThird, TFourth>());
                V value0 = TWidth.Create(Unsafe.Add(ref x, k));
                a0 = TWidth.MultiplyAdd(value0, wa, a0);
                if (typeof(TSecond) == typeof(Present)) b0 = TWidth.MultiplyAdd(value0, wb, b0);
                if (typeof(TThird) == typeof(Present)) c0 = TWidth.MultiplyAdd(value0, wc, c0);
                if (typeof(TFourth) == typeof(Present)) d0 = TWidth.MultiplyAdd(value0, wd, d0);
                if (typeof(TTail) != typeof(TWidth)) n0 = TTail.MultiplyAdd(TTail.Narrow<TWidth, V>(value0), wn, n0);

                if (typeof(TTwoRows) == typeof(Present))
                {
                    V value1 = TWidth.Create(Unsafe.Add(ref x, k + inputRow));
                    a1 = TWidth.MultiplyAdd(value1, wa, a1);
                    if (typeof(TSecond) == typeof(Present)) b1 = TWidth.MultiplyAdd(value1, wb, b1);
                    if (typeof(TThird) == typeof(Present)) c1 = TWidth.MultiplyAdd(value1, wc, c1);
                    if (typeof(TFourth) == typeof(Present)) d1 = TWidth.MultiplyAdd(value1, wd, d1);
                    if (typeof(TTail) != typeof(TWidth)) n1 = TTail.MultiplyAdd(TTail.Narrow<TWidth, V>(value1), wn, n1);
                }

                if (typeof(TFourRows) == typeof(Present))
                {
                    V value2 = TWidth.Create(Unsafe.Add(ref x, k + 2 * inputRow));
                    a2 = TWidth.MultiplyAdd(value2, wa, a2);
                    if (typeof(TSecond) == typeof(Present)) b2 = TWidth.MultiplyAdd(value2, wb, b2);
                    if (typeof(TThird) == typeof(Present)) c2 = TWidth.MultiplyAdd(value2, wc, c2);
                    if (typeof(TFourth) == typeof(Present)) d2 = TWidth.MultiplyAdd(value2, wd, d2);
                    if (typeof(TTail) != typeof(TWidth)) n2 = TTail.MultiplyAdd(TTail.Narrow<TWidth, V>(value2), wn, n2);

                    V value3 = TWidth.Create(Unsafe.Add(ref x, k + 3 * inputRow));
                    a3 = TWidth.MultiplyAdd(value3, wa, a3);
                    if (typeof(TSecond) == typeof(Present)) b3 = TWidth.MultiplyAdd(value3, wb, b3);
                    if (typeof(TThird) == typeof(Present)) c3 = TWidth.MultiplyAdd(value3, wc, c3);
                    if (typeof(TFourth) == typeof(Present)) d3 = TWidth.MultiplyAdd(value3, wd, d3);
                    if (typeof(TTail) != typeof(TWidth)) n3 = TTail.MultiplyAdd(TTail.Narrow<TWidth, V>(value3), wn, n3);
                }

                w = ref Unsafe.Add(ref w, wRow);
            }

            x = ref Unsafe.Add(ref x, TProduct.RunStride);
            w = ref Unsafe.Add(ref w, TProduct.RunRows * wRow);
            inputs = later;
        }

        TWidth.Store(TWidth.Activate<TActivation>(a0), ref y, 0);
        if (typeof(TSecond) == typeof(Present)) TWidth.Store(TWidth.Activate<TActivation>(b0), ref y, TWidth.Lanes);
        if (typeof(TThird) == typeof(Present)) TWidth.Store(TWidth.Activate<TActivation>(c0), ref y, 2 * TWidth.Lanes);
        if (typeof(TFourth) == typeof(Present)) TWidth.Store(TWidth.Activate<TActivation>(d0), ref y, 3 * TWidth.Lanes);
        if (typeof(TTail) != typeof(TWidth)) TTail.Store(TTail.Activate<TActivation>(n0), ref y, Tail<TWidth, V, TSecond, TThird, TFourth>());

        if (typeof(TTwoRows) == typeof(Present))
        {
            TWidth.Store(TWidth.Activate<TActivation>(a1), ref y, outputRow);
            if (typeof(TSecond) == typeof(Present)) TWidth.Store(TWidth.Activate<TActivation>(b1), ref y, outputRow + TWidth.Lanes);
            if (typeof(TThird) == typeof(Present)) TWidth.Store(TWidth.Activate<TActivation>(c1), ref y, outputRow + 2 * TWidth.Lanes);
            if (typeof(TFourth) == typeof(Present)) TWidth.Store(TWidth.Activate<TActivation>(d1), ref y, outputRow + 3 * TWidth.Lanes);
            if (typeof(TTail) != typeof(TWidth)) TTail.Store(TTail.Activate<TActivation>(n1), ref y, outputRow + Tail<TWidth, V, TSecond, TThird, TFourth>());
        }

        if (typeof(TFourRows) == typeof(Present))
        {
            TWidth.Store(TWidth.Activate<TActivation>(a2), ref y, 2 * outputRow);
            if (typeof(TSecond) == typeof(Present)) TWidth.Store(TWidth.Activate<TActivation>(b2), ref y, 2 * outputRow + TWidth.Lanes);
            if (typeof(TThird) == typeof(Present)) TWidth.Store(TWidth.Activate<TActivation>(c2), ref y, 2 * outputRow + 2 * TWidth.Lanes);
            if (typeof(TFourth) == typeof(Present)) TWidth.Store(TWidth.Activate<TActivation>(d2), ref y, 2 * outputRow + 3 * TWidth.Lanes);
            if (typeof(TTail) != typeof(TWidth)) TTail.Store(TTail.Activate<TActivation>(n2), ref y, 2 * outputRow + Tail<TWidth, V, TSecond, TThird, TFourth>());

            TWidth.Store(TWidth.Activate<TActivation>(a3), ref y, 3 * outputRow);
            if (typeof(TSecond) == typeof(Present)) TWidth.Store(TWidth.Activate<TActivation>(b3), ref y, 3 * outputRow + TWidth.Lanes);
            if (typeof(TThird) == typeof(Present)) TWidth.Store(TWidth.Activate<TActivation>(c3), ref y, 3 * outputRow + 2 * TWidth.Lanes);
            if (typeof(TFourth) == typeof(Present)) TWidth.Store(TWidth.Activate<TActivation>(d3), ref y, 3 * outputRow + 3 * TWidth.Lanes);
            if (typeof(TTail) != typeof(TWidth)) TTail.Store(TTail.Activate<TActivation>(n3), ref y, 3 * outputRow + Tail<TWidth, V, TSecond, TThird, TFourth>());
        }
    }

    /// <summary>Lanes before the vector behind the columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Tail<TWidth, V, TSecond, TThird, TFourth>()
        where TWidth : struct, IVectorWidth<V>
        where V : struct
    {
        if (typeof(TFourth) == typeof(Present)) return 4 * TWidth.Lanes;
        if (typeof(TThird) == typeof(Present)) return 3 * TWidth.Lanes;
        return typeof(TSecond) == typeof(Present) ? 2 * TWidth.Lanes : TWidth.Lanes;
    }
}
