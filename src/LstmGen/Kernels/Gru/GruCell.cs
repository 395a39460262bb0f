using System.ComponentModel;
using System.Runtime.CompilerServices;
using LstmGen.Numerics;

namespace LstmGen.Kernels;

/// <summary>
/// The element-wise part of a GRU (Cho et al. 2014): z and r from their sums, n = a(xn + r⊙hn), where hn are the recurrent sums of the candidate, and h(t) = z⊙h(t−1) + (1 − z)⊙n;
/// forward and backward, at any vector width. Where the reset gate comes before the product, hn is made of r⊙h(t−1), and the cell is two passes with the product between them.
/// </summary>
/// <remarks>No bounds are checked.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class GruCell
{
    /// <summary>A tile's rows: from the sums of the gates to the gates and the next hidden states.</summary>
    /// <typeparam name="TLayout">How the layer's rows lie in memory.</typeparam>
    /// <typeparam name="TNarrow">The narrow block behind the full ones.</typeparam>
    /// <typeparam name="TTape">Whether gates and the candidate's recurrent sums are kept.</typeparam>
    /// <typeparam name="TGate">The gates' activation.</typeparam>
    /// <typeparam name="TCandidate">That of the candidate.</typeparam>
    /// <param name="gates">What x(t) and the biases add to n z r; become the gates, with hn behind them, where they are kept.</param>
    /// <param name="recurrent">What h(t−1) adds to z r n.</param>
    /// <param name="hidden">h(t−1).</param>
    /// <param name="next">Receives h(t).</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Forward<TLayout, TNarrow, TTape, TGate, TCandidate>(ref float gates, ref float recurrent, ref float hidden, ref float next)
        where TLayout : struct, IGruLayout
        where TNarrow : struct, IBlockSize
        where TTape : struct, ITape
        where TGate : struct, IActivation
        where TCandidate : struct, IActivation =>
        GruPasses.Tile<ForwardPass<TTape, TGate, TCandidate>, TLayout, TNarrow>(ref gates, ref recurrent, ref hidden, ref next);

    /// <summary>One row, of which nothing is kept.</summary>
    /// <inheritdoc cref="Forward{TLayout, TNarrow, TTape, TGate, TCandidate}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Step<TLayout, TNarrow, TGate, TCandidate>(ref float gates, ref float recurrent, ref float hidden, ref float next)
        where TLayout : struct, IGruLayout
        where TNarrow : struct, IBlockSize
        where TGate : struct, IActivation
        where TCandidate : struct, IActivation =>
        GruPasses.Row<ForwardPass<NoTape, TGate, TCandidate>, TLayout, TNarrow>(ref gates, ref recurrent, ref hidden, ref next);

    /// <summary>A tile's rows, backward: the gates become the gradients with respect to their sums, n z r and hn, and that of h(t) the part of that of h(t−1) which goes past the gates.</summary>
    /// <typeparam name="TLayout">How the layer's rows lie in memory.</typeparam>
    /// <typeparam name="TNarrow">The narrow block behind the full ones.</typeparam>
    /// <typeparam name="TGate">The gates' activation.</typeparam>
    /// <typeparam name="TCandidate">That of the candidate.</typeparam>
    /// <param name="gates">The gates of row 0, and hn; become gradients.</param>
    /// <param name="hidden">h(t−1).</param>
    /// <param name="hiddenGradient">The gradient with respect to h(t); becomes z times itself.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Backward<TLayout, TNarrow, TGate, TCandidate>(ref float gates, ref float hidden, ref float hiddenGradient)
        where TLayout : struct, IGruLayout
        where TNarrow : struct, IBlockSize
        where TGate : struct, IActivation
        where TCandidate : struct, IActivation =>
        GruPasses.Tile<BackwardPass<TGate, TCandidate, Present>, TLayout, TNarrow>(ref gates, ref hidden, ref hiddenGradient, ref hiddenGradient);

    /// <summary>h(t) and what the tape keeps.</summary>
    internal readonly struct ForwardPass<TTape, TGate, TCandidate> : IGruPass
        where TTape : struct, ITape
        where TGate : struct, IActivation
        where TCandidate : struct, IActivation
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public static void Run<TBlock, TWidth, V, TLanes>(nint rows, ref float gates, ref float first, ref float second, ref float third)
            where TBlock : struct, IGruBlock
            where TWidth : struct, IVectorWidth<V>
            where V : struct
            where TLanes : struct, IRowLanes<V>
        {
            for (nint row = 0; row < rows; row += TLanes.Rows)
            {
                for (nint lane = 0; lane < TBlock.Units; lane += TLanes.Units)
                {
                    ref float gate = ref Unsafe.Add(ref gates, row * TBlock.GateRow + lane);
                    ref float sum = ref Unsafe.Add(ref first, row * TBlock.RecurrentRow + lane);
                    V r = TWidth.Activate<TGate>(TWidth.Add(
                        TLanes.Load(ref Unsafe.Add(ref gate, 2 * TBlock.Gate), TBlock.GateRow), TLanes.Load(ref Unsafe.Add(ref sum, TBlock.Gate), TBlock.RecurrentRow)));
                    V z = TWidth.Activate<TGate>(TWidth.Add(TLanes.Load(ref Unsafe.Add(ref gate, TBlock.Gate), TBlock.GateRow), TLanes.Load(ref sum, TBlock.RecurrentRow)));
                    V hn = TLanes.Load(ref Unsafe.Add(ref sum, 2 * TBlock.Gate), TBlock.RecurrentRow);
                    V n = TWidth.Activate<TCandidate>(TWidth.MultiplyAdd(r, hn, TLanes.Load(ref gate, TBlock.GateRow)));
                    nint at = row * TBlock.HiddenRow + lane;
                    V h = Mix<TWidth, V>(z, TLanes.Load(ref Unsafe.Add(ref second, at), TBlock.HiddenRow), n);
                    TLanes.Store(h, ref Unsafe.Add(ref third, at), TBlock.HiddenRow);
                    if (TTape.Keep)
                    {
                        TLanes.Store(n, ref gate, TBlock.GateRow);
                        TLanes.Store(z, ref Unsafe.Add(ref gate, TBlock.Gate), TBlock.GateRow);
                        TLanes.Store(r, ref Unsafe.Add(ref gate, 2 * TBlock.Gate), TBlock.GateRow);
                        TLanes.Store(hn, ref Unsafe.Add(ref gate, 3 * TBlock.Gate), TBlock.GateRow);
                    }
                }
            }
        }
    }

    /// <summary>Back to the sums of n and z; where the reset gate comes behind the product, to those of r and hn too.</summary>
    internal readonly struct BackwardPass<TGate, TCandidate, TAfter> : IGruPass
        where TGate : struct, IActivation
        where TCandidate : struct, IActivation
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public static void Run<TBlock, TWidth, V, TLanes>(nint rows, ref float gates, ref float first, ref float second, ref float third)
            where TBlock : struct, IGruBlock
            where TWidth : struct, IVectorWidth<V>
            where V : struct
            where TLanes : struct, IRowLanes<V>
        {
            V minusOne = TWidth.Create(-1f);
            for (nint row = 0; row < rows; row += TLanes.Rows)
            {
                for (nint lane = 0; lane < TBlock.Units; lane += TLanes.Units)
                {
                    nint at = row * TBlock.HiddenRow + lane;
                    ref float gate = ref Unsafe.Add(ref gates, row * TBlock.GateRow + lane);
                    V n = TLanes.Load(ref gate, TBlock.GateRow), z = TLanes.Load(ref Unsafe.Add(ref gate, TBlock.Gate), TBlock.GateRow);
                    V dh = TLanes.Load(ref Unsafe.Add(ref second, at), TBlock.HiddenRow);
                    V dn = TWidth.Multiply(TWidth.Multiply(dh, Rest<TWidth, V>(z)), TWidth.Slope<TCandidate>(n));
                    V apart = TWidth.MultiplyAdd(minusOne, n, TLanes.Load(ref Unsafe.Add(ref first, at), TBlock.HiddenRow));
                    TLanes.Store(dn, ref gate, TBlock.GateRow);
                    TLanes.Store(TWidth.Multiply(TWidth.Multiply(dh, apart), TWidth.Slope<TGate>(z)), ref Unsafe.Add(ref gate, TBlock.Gate), TBlock.GateRow);
                    TLanes.Store(TWidth.Multiply(dh, z), ref Unsafe.Add(ref second, at), TBlock.HiddenRow);
                    if (typeof(TAfter) == typeof(Present))
                    {
                        V r = TLanes.Load(ref Unsafe.Add(ref gate, 2 * TBlock.Gate), TBlock.GateRow);
                        V hn = TLanes.Load(ref Unsafe.Add(ref gate, 3 * TBlock.Gate), TBlock.GateRow);
                        TLanes.Store(TWidth.Multiply(TWidth.Multiply(dn, hn), TWidth.Slope<TGate>(r)), ref Unsafe.Add(ref gate, 2 * TBlock.Gate), TBlock.GateRow);
                        TLanes.Store(TWidth.Multiply(dn, r), ref Unsafe.Add(ref gate, 3 * TBlock.Gate), TBlock.GateRow);
                    }
                }
            }
        }
    }

    /// <summary>1 − z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Rest<TWidth, V>(V z)
        where TWidth : struct, IVectorWidth<V>
        where V : struct => TWidth.MultiplyAdd(TWidth.Create(-1f), z, TWidth.Create(1f));

    /// <summary>z⊙h + (1 − z)⊙n: a gate that is 1 keeps h to the bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Mix<TWidth, V>(V z, V h, V n)
        where TWidth : struct, IVectorWidth<V>
        where V : struct => TWidth.MultiplyAdd(z, h, TWidth.Multiply(Rest<TWidth, V>(z), n));
}
