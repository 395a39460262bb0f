using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LstmGen.Numerics;

namespace LstmGen.Kernels;

// The blocks of a layer at the widest vectors that the processor has.
public static partial class LstmCell
{
    /// <summary>A tile's rows of one block: from the sums of the gates in memory to gates, cells and hidden states.</summary>
    /// <typeparam name="TLayout">How the layer's rows lie in memory.</typeparam>
    /// <typeparam name="TSize">How wide the block is: <see cref="Full"/>, <see cref="Narrow4"/> or <see cref="Narrow8"/>.</typeparam>
    /// <typeparam name="TTape">Whether gates and activated cells are kept.</typeparam>
    /// <typeparam name="TGate">The gates' activation.</typeparam>
    /// <typeparam name="TCandidate">That of the candidate and of the cell.</typeparam>
    /// <param name="gates">The sums of row 0; become the gates.</param>
    /// <param name="gateRow">Floats from a row of them to the next.</param>
    /// <param name="cell">Of the step before.</param>
    /// <param name="nextCell">Receives the cells; may be where the cells of the step before are.</param>
    /// <param name="hidden">Receives the hidden states.</param>
    /// <param name="cellOut">Receives the activated cells where they are kept.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Forward<TLayout, TSize, TTape, TGate, TCandidate>(ref float gates, nint gateRow, ref float cell, ref float nextCell, ref float hidden, ref float cellOut)
        where TLayout : struct, ILstmLayout
        where TSize : struct, IBlockSize
        where TTape : struct, ITape
        where TGate : struct, IActivation
        where TCandidate : struct, IActivation
    {
        if (Vector512.IsHardwareAccelerated && typeof(TSize) == typeof(Full))
        {
            Forward<LstmBlock<TLayout, TSize>, TTape, TGate, TCandidate, Width512, Vector512<float>, OneRow<Width512, Vector512<float>>>(ref gates, gateRow, ref cell, ref nextCell, ref hidden, ref cellOut);
        }
        else if (Vector512.IsHardwareAccelerated && typeof(TSize) == typeof(Narrow8))
        {
            Forward<LstmBlock<TLayout, TSize>, TTape, TGate, TCandidate, Width512, Vector512<float>, TwoRowsOf8>(ref gates, gateRow, ref cell, ref nextCell, ref hidden, ref cellOut);
        }
        else if (Vector512.IsHardwareAccelerated)
        {
            Forward<LstmBlock<TLayout, TSize>, TTape, TGate, TCandidate, Width512, Vector512<float>, FourRowsOf4>(ref gates, gateRow, ref cell, ref nextCell, ref hidden, ref cellOut);
        }
        else if (Vector256.IsHardwareAccelerated && typeof(TSize) != typeof(Narrow4))
        {
            Forward<LstmBlock<TLayout, TSize>, TTape, TGate, TCandidate, Width256, Vector256<float>, OneRow<Width256, Vector256<float>>>(ref gates, gateRow, ref cell, ref nextCell, ref hidden, ref cellOut);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Forward<LstmBlock<TLayout, TSize>, TTape, TGate, TCandidate, Width256, Vector256<float>, TwoRowsOf4>(ref gates, gateRow, ref cell, ref nextCell, ref hidden, ref cellOut);
        }
        else
        {
            Forward<LstmBlock<TLayout, TSize>, TTape, TGate, TCandidate, Width128, Vector128<float>, OneRow<Width128, Vector128<float>>>(ref gates, gateRow, ref cell, ref nextCell, ref hidden, ref cellOut);
        }
    }

    /// <summary>A tile's rows of one block, backward: the gates become the gradients with respect to their sums, and that of the cell goes on to the step before.</summary>
    /// <typeparam name="TLayout">How the layer's rows lie in memory.</typeparam>
    /// <typeparam name="TSize">How wide the block is: <see cref="Full"/>, <see cref="Narrow4"/> or <see cref="Narrow8"/>.</typeparam>
    /// <typeparam name="TGate">The gates' activation.</typeparam>
    /// <typeparam name="TCandidate">That of the candidate and of the cell.</typeparam>
    /// <param name="gates">The gates of row 0; become gradients.</param>
    /// <param name="cell">The cells of the step before.</param>
    /// <param name="cellOut">The activated cells of this step.</param>
    /// <param name="hiddenGradient">The gradient with respect to h(t).</param>
    /// <param name="cellGradient">The gradient with respect to c(t), without what comes through h(t); becomes that with respect to c(t−1).</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Backward<TLayout, TSize, TGate, TCandidate>(ref float gates, ref float cell, ref float cellOut, ref float hiddenGradient, ref float cellGradient)
        where TLayout : struct, ILstmLayout
        where TSize : struct, IBlockSize
        where TGate : struct, IActivation
        where TCandidate : struct, IActivation
    {
        if (Vector512.IsHardwareAccelerated && typeof(TSize) == typeof(Full))
        {
            Backward<LstmBlock<TLayout, TSize>, TGate, TCandidate, Width512, Vector512<float>, OneRow<Width512, Vector512<float>>>(ref gates, ref cell, ref cellOut, ref hiddenGradient, ref cellGradient);
        }
        else if (Vector512.IsHardwareAccelerated && typeof(TSize) == typeof(Narrow8))
        {
            Backward<LstmBlock<TLayout, TSize>, TGate, TCandidate, Width512, Vector512<float>, TwoRowsOf8>(ref gates, ref cell, ref cellOut, ref hiddenGradient, ref cellGradient);
        }
        else if (Vector512.IsHardwareAccelerated)
        {
            Backward<LstmBlock<TLayout, TSize>, TGate, TCandidate, Width512, Vector512<float>, FourRowsOf4>(ref gates, ref cell, ref cellOut, ref hiddenGradient, ref cellGradient);
        }
        else if (Vector256.IsHardwareAccelerated && typeof(TSize) != typeof(Narrow4))
        {
            Backward<LstmBlock<TLayout, TSize>, TGate, TCandidate, Width256, Vector256<float>, OneRow<Width256, Vector256<float>>>(ref gates, ref cell, ref cellOut, ref hiddenGradient, ref cellGradient);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Backward<LstmBlock<TLayout, TSize>, TGate, TCandidate, Width256, Vector256<float>, TwoRowsOf4>(ref gates, ref cell, ref cellOut, ref hiddenGradient, ref cellGradient);
        }
        else
        {
            Backward<LstmBlock<TLayout, TSize>, TGate, TCandidate, Width128, Vector128<float>, OneRow<Width128, Vector128<float>>>(ref gates, ref cell, ref cellOut, ref hiddenGradient, ref cellGradient);
        }
    }
}
