using System.Runtime.CompilerServices;
using LstmGen.Numerics;

namespace LstmGen.Kernels;

// One row with 16 registers: four sums would wait for themselves.
internal static partial class RowTile
{
    /// <summary>One row × eight vectors.</summary>
    /// <inheritdoc cref="Multiply" path="/param"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Row1x8<TProduct, TActivation, TWidth, V>(ref float x, ref float w, nint wRow, ref float bias, ref float y, nint later)
        where TProduct : struct, IRowProduct
        where TActivation : struct, IActivation
        where TWidth : struct, IVectorWidth<V>
        where V : struct
    {
        V a = TWidth.Zero, b = TWidth.Zero, c = TWidth.Zero, d = TWidth.Zero, e = TWidth.Zero, f = TWidth.Zero, g = TWidth.Zero, h = TWidth.Zero;
        if (TProduct.HasBias)
        {
            a = TWidth.Load(ref bias, 0);
            b = TWidth.Load(ref bias, TWidth.Lanes);
            c = TWidth.Load(ref bias, 2 * TWidth.Lanes);
            d = TWidth.Load(ref bias, 3 * TWidth.Lanes);
            e = TWidth.Load(ref bias, 4 * TWidth.Lanes);
            f = TWidth.Load(ref bias, 5 * TWidth.Lanes);
            g = TWidth.Load(ref bias, 6 * TWidth.Lanes);
            h = TWidth.Load(ref bias, 7 * TWidth.Lanes);
        }

        nint inputs = TProduct.Inputs;
        for (nint run = 0; run < TProduct.Runs; run++)
        {
            for (nint k = 0; k < inputs; k++)
            {
                V value = TWidth.Create(Unsafe.Add(ref x, k));
                a = TWidth.MultiplyAdd(value, TWidth.Load(ref w, 0), a);
                b = TWidth.MultiplyAdd(value, TWidth.Load(ref w, TWidth.Lanes), b);
                c = TWidth.MultiplyAdd(value, TWidth.Load(ref w, 2 * TWidth.Lanes), c);
                d = TWidth.MultiplyAdd(value, TWidth.Load(ref w, 3 * TWidth.Lanes), d);
                e = TWidth.MultiplyAdd(value, TWidth.Load(ref w, 4 * TWidth.Lanes), e);
                f = TWidth.MultiplyAdd(value, TWidth.Load(ref w, 5 * TWidth.Lanes), f);
                g = TWidth.MultiplyAdd(value, TWidth.Load(ref w, 6 * TWidth.Lanes), g);
                h = TWidth.MultiplyAdd(value, TWidth.Load(ref w, 7 * TWidth.Lanes), h);
                w = ref Unsafe.Add(ref w, wRow);
            }

            x = ref Unsafe.Add(ref x, TProduct.RunStride);
            w = ref Unsafe.Add(ref w, TProduct.RunRows * wRow);
            inputs = later;
        }

        TWidth.Store(TWidth.Activate<TActivation>(a), ref y, 0);
        TWidth.Store(TWidth.Activate<TActivation>(b), ref y, TWidth.Lanes);
        TWidth.Store(TWidth.Activate<TActivation>(c), ref y, 2 * TWidth.Lanes);
        TWidth.Store(TWidth.Activate<TActivation>(d), ref y, 3 * TWidth.Lanes);
        TWidth.Store(TWidth.Activate<TActivation>(e), ref y, 4 * TWidth.Lanes);
        TWidth.Store(TWidth.Activate<TActivation>(f), ref y, 5 * TWidth.Lanes);
        TWidth.Store(TWidth.Activate<TActivation>(g), ref y, 6 * TWidth.Lanes);
        TWidth.Store(TWidth.Activate<TActivation>(h), ref y, 7 * TWidth.Lanes);
    }
}
