using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LstmGen.Numerics;

namespace LstmGen.Kernels;

/// <summary>One step of one row, for the narrow block of an LSTM's units: the sums of its gates side by side in one, two or four vectors, then its cell.</summary>
/// <remarks>No bounds are checked.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LstmNarrow
{
    /// <summary>From h(t−1) and x(t), or from sums that x(t) is in already, to the next cell and h(t).</summary>
    /// <typeparam name="TLayout">How the layer's rows lie in memory.</typeparam>
    /// <typeparam name="TSize"><see cref="Narrow4"/> or <see cref="Narrow8"/>.</typeparam>
    /// <typeparam name="TGate">The gates' activation.</typeparam>
    /// <typeparam name="TCandidate">That of the candidate and of the cell.</typeparam>
    /// <typeparam name="TAhead"><see cref="Present"/> where the bias and x(t) have been summed up before.</typeparam>
    /// <typeparam name="THalves"><see cref="Present"/> where the recurrent weights are read as bfloat16, two rows a word.</typeparam>
    /// <param name="known">Values of h(t−1) that are not zero.</param>
    /// <param name="h">The hidden state of the step before.</param>
    /// <param name="x">The step's inputs, or what they have been summed up to.</param>
    /// <param name="w">The block's weights: a row for each value of h, the bias, a row for each input.</param>
    /// <param name="pairs">The block's recurrent weights of half the bytes; not read where they have all of them.</param>
    /// <param name="cell">Of the step before; becomes this step's.</param>
    /// <param name="to">Receives the hidden state.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Step<TLayout, TSize, TGate, TCandidate, TAhead, THalves>(nint known, ref float h, ref float x, ref float w, ref float pairs, ref float cell, ref float to)
        where TLayout : struct, ILstmLayout
        where TSize : struct, IBlockSize
        where TGate : struct, IActivation
        where TCandidate : struct, IActivation
    {
        Unsafe.SkipInit(out NarrowGates room);
        ref float gates = ref Unsafe.As<NarrowGates, float>(ref room);
        if (Vector512.IsHardwareAccelerated)
        {
            if (typeof(TSize) == typeof(Narrow8))
            {
                Sums<TLayout, TSize, TAhead, THalves, Width512, Vector512<float>, Present, Absent>(known, ref h, ref x, ref w, ref pairs, ref gates, 0);
                LstmCell.Step<LstmBlock<TLayout, TSize>, TGate, TCandidate, Width256, Vector256<float>>(ref gates, ref cell, ref to);
                return;
            }

            Sums<TLayout, TSize, TAhead, THalves, Width512, Vector512<float>, Absent, Absent>(known, ref h, ref x, ref w, ref pairs, ref gates, 0);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            if (typeof(TSize) == typeof(Narrow8))
            {
                Sums<TLayout, TSize, TAhead, THalves, Width256, Vector256<float>, Present, Present>(known, ref h, ref x, ref w, ref pairs, ref gates, 0);
                LstmCell.Step<LstmBlock<TLayout, TSize>, TGate, TCandidate, Width256, Vector256<float>>(ref gates, ref cell, ref to);
                return;
            }

            Sums<TLayout, TSize, TAhead, THalves, Width256, Vector256<float>, Present, Absent>(known, ref h, ref x, ref w, ref pairs, ref gates, 0);
        }
        else
        {
            Sums<TLayout, TSize, TAhead, THalves, Width128, Vector128<float>, Present, Present>(known, ref h, ref x, ref w, ref pairs, ref gates, 0);
            if (typeof(TSize) == typeof(Narrow8))
            {
                Sums<TLayout, TSize, TAhead, THalves, Width128, Vector128<float>, Present, Present>(known, ref h, ref x, ref w, ref pairs, ref gates, 16);
            }
        }

        LstmCell.Step<LstmBlock<TLayout, TSize>, TGate, TCandidate, Width128, Vector128<float>>(ref gates, ref cell, ref to);
    }

    /// <summary>The sums of some of the block's gates, from a lane on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Sums<TLayout, TSize, TAhead, THalves, TWidth, V, TSecond, TFour>(
        nint known, ref float h, ref float x, ref float w, ref float pairs, ref float gates, nint lane)
        where TLayout : struct, ILstmLayout
        where TSize : struct, IBlockSize
        where TWidth : struct, IVectorWidth<V>
        where V : struct
    {
        nint row = 4 * TSize.Lanes;
        ref float first = ref Unsafe.Add(ref w, lane);
        ref float start = ref Unsafe.Add(ref first, TLayout.Units * row);
        if (typeof(TAhead) == typeof(Present)) start = ref Unsafe.Add(ref x, lane);
        V a = TWidth.Load(ref start, 0), b = default, c = default, d = default;
        if (typeof(TSecond) == typeof(Present)) b = TWidth.Load(ref start, TWidth.Lanes);
        if (typeof(TFour) == typeof(Present)) c = TWidth.Load(ref start, 2 * TWidth.Lanes);
        if (typeof(TFour) == typeof(Present)) d = TWidth.Load(ref start, 3 * TWidth.Lanes);

        // x(t), where it is not in the sums yet, then h(t−1), where it is not zero yet.
        ref float input = ref x;
        ref float weights = ref Unsafe.Add(ref first, (TLayout.Units + 1) * row);
        nint terms = TLayout.Inputs;
        for (int run = typeof(TAhead) == typeof(Present) ? 1 : 0; run < 2; run++)
        {
            if (run == 1)
            {
                if (typeof(THalves) == typeof(Present)) break;
                input = ref h;
                weights = ref first;
                terms = known;
            }

            for (nint k = 0; k < terms; k++)
            {
                V value = TWidth.Create(Unsafe.Add(ref input, k));
                a = TWidth.MultiplyAdd(value, TWidth.Load(ref weights, 0), a);
                if (typeof(TSecond) == typeof(Present)) b = TWidth.MultiplyAdd(value, TWidth.Load(ref weights, TWidth.Lanes), b);
                if (typeof(TFour) == typeof(Present)) c = TWidth.MultiplyAdd(value, TWidth.Load(ref weights, 2 * TWidth.Lanes), c);
                if (typeof(TFour) == typeof(Present)) d = TWidth.MultiplyAdd(value, TWidth.Load(ref weights, 3 * TWidth.Lanes), d);
                weights = ref Unsafe.Add(ref weights, row);
            }
        }

        if (typeof(THalves) == typeof(Present))
        {
            ref float words = ref Unsafe.Add(ref pairs, lane);
            for (nint k = 0; k < known; k += 2)
            {
                V lower = TWidth.Create(Unsafe.Add(ref h, k)), upper = TWidth.Create(Unsafe.Add(ref h, k + 1));
                a = HalfWeights.Both<TWidth, V>(lower, upper, TWidth.Load(ref words, 0), a);
                if (typeof(TSecond) == typeof(Present)) b = HalfWeights.Both<TWidth, V>(lower, upper, TWidth.Load(ref words, TWidth.Lanes), b);
                if (typeof(TFour) == typeof(Present)) c = HalfWeights.Both<TWidth, V>(lower, upper, TWidth.Load(ref words, 2 * TWidth.Lanes), c);
                if (typeof(TFour) == typeof(Present)) d = HalfWeights.Both<TWidth, V>(lower, upper, TWidth.Load(ref words, 3 * TWidth.Lanes), d);
                words = ref Unsafe.Add(ref words, row);
            }
        }

        ref float target = ref Unsafe.Add(ref gates, lane);
        TWidth.Store(a, ref target, 0);
        if (typeof(TSecond) == typeof(Present)) TWidth.Store(b, ref target, TWidth.Lanes);
        if (typeof(TFour) == typeof(Present)) TWidth.Store(c, ref target, 2 * TWidth.Lanes);
        if (typeof(TFour) == typeof(Present)) TWidth.Store(d, ref target, 3 * TWidth.Lanes);
    }
}
