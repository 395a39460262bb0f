using System.Runtime.CompilerServices;
using LstmGen.Numerics;

namespace LstmGen.Kernels;

// The reset gate before the product with the recurrent weights: two passes, and the product of r⊙h(t−1) between them.
public static partial class GruCell
{
    /// <summary>A tile's rows, first pass: z and r from their sums, and r⊙h(t−1), which the candidate's product reads.</summary>
    /// <typeparam name="TLayout">How the layer's rows lie in memory.</typeparam>
    /// <typeparam name="TNarrow">The narrow block behind the full ones.</typeparam>
    /// <typeparam name="TGate">The gates' activation.</typeparam>
    /// <param name="gates">What x(t) and the biases add to n z r; z and r become the gates.</param>
    /// <param name="recurrent">What h(t−1) adds to z and r.</param>
    /// <param name="hidden">h(t−1) as the candidate reads it.</param>
    /// <param name="reset">Receives r⊙h(t−1), with the rows of hidden states.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Reset<TLayout, TNarrow, TGate>(ref float gates, ref float recurrent, ref float hidden, ref float reset)
        where TLayout : struct, IGruLayout
        where TNarrow : struct, IBlockSize
        where TGate : struct, IActivation =>
        GruPasses.Tile<ResetPass<TGate>, TLayout, TNarrow>(ref gates, ref recurrent, ref hidden, ref reset);

    /// <summary>One row.</summary>
    /// <inheritdoc cref="Reset{TLayout, TNarrow, TGate}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ResetRow<TLayout, TNarrow, TGate>(ref float gates, ref float recurrent, ref float hidden, ref float reset)
        where TLayout : struct, IGruLayout
        where TNarrow : struct, IBlockSize
        where TGate : struct, IActivation =>
        GruPasses.Row<ResetPass<TGate>, TLayout, TNarrow>(ref gates, ref recurrent, ref hidden, ref reset);

    /// <summary>A tile's rows, second pass: the candidate and h(t).</summary>
    /// <typeparam name="TLayout">How the layer's rows lie in memory.</typeparam>
    /// <typeparam name="TNarrow">The narrow block behind the full ones.</typeparam>
    /// <typeparam name="TTape">Whether the candidate is kept.</typeparam>
    /// <typeparam name="TCandidate">The candidate's activation.</typeparam>
    /// <param name="gates">What x(t) and the bias add to n, then the gates z r; n becomes the candidate where it is kept.</param>
    /// <param name="recurrent">What r⊙h(t−1) adds to n, behind the sums of z and r.</param>
    /// <param name="hidden">h(t−1).</param>
    /// <param name="next">Receives h(t).</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output<TLayout, TNarrow, TTape, TCandidate>(ref float gates, ref float recurrent, ref float hidden, ref float next)
        where TLayout : struct, IGruLayout
        where TNarrow : struct, IBlockSize
        where TTape : struct, ITape
        where TCandidate : struct, IActivation =>
        GruPasses.Tile<OutputPass<TTape, TCandidate>, TLayout, TNarrow>(ref gates, ref recurrent, ref hidden, ref next);

    /// <summary>One row, of which nothing is kept.</summary>
    /// <inheritdoc cref="Output{TLayout, TNarrow, TTape, TCandidate}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OutputRow<TLayout, TNarrow, TCandidate>(ref float gates, ref float recurrent, ref float hidden, ref float next)
        where TLayout : struct, IGruLayout
        where TNarrow : struct, IBlockSize
        where TCandidate : struct, IActivation =>
        GruPasses.Row<OutputPass<NoTape, TCandidate>, TLayout, TNarrow>(ref gates, ref recurrent, ref hidden, ref next);

    /// <summary>A tile's rows, backward, first pass: n and z become the gradients with respect to their sums, and that of h(t) the part of that of h(t−1) which goes past the gates.</summary>
    /// <typeparam name="TLayout">How the layer's rows lie in memory.</typeparam>
    /// <typeparam name="TNarrow">The narrow block behind the full ones.</typeparam>
    /// <typeparam name="TGate">The gates' activation.</typeparam>
    /// <typeparam name="TCandidate">That of the candidate.</typeparam>
    /// <param name="gates">The gates of row 0.</param>
    /// <param name="hidden">h(t−1).</param>
    /// <param name="hiddenGradient">The gradient with respect to h(t); becomes z times itself.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OutputBackward<TLayout, TNarrow, TGate, TCandidate>(ref float gates, ref float hidden, ref float hiddenGradient)
        where TLayout : struct, IGruLayout
        where TNarrow : struct, IBlockSize
        where TGate : struct, IActivation
        where TCandidate : struct, IActivation =>
        GruPasses.Tile<BackwardPass<TGate, TCandidate, Absent>, TLayout, TNarrow>(ref gates, ref hidden, ref hiddenGradient, ref hiddenGradient);

    /// <summary>A tile's rows, backward, second pass: r becomes the gradient with respect to its sums, and that of r⊙h(t−1) its share of that of h(t−1).</summary>
    /// <typeparam name="TLayout">How the layer's rows lie in memory.</typeparam>
    /// <typeparam name="TNarrow">The narrow block behind the full ones.</typeparam>
    /// <typeparam name="TGate">The gates' activation.</typeparam>
    /// <param name="gates">The gates of row 0.</param>
    /// <param name="hidden">h(t−1) as the candidate reads it.</param>
    /// <param name="resetGradient">The gradient with respect to r⊙h(t−1); becomes r times itself.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ResetBackward<TLayout, TNarrow, TGate>(ref float gates, ref float hidden, ref float resetGradient)
        where TLayout : struct, IGruLayout
        where TNarrow : struct, IBlockSize
        where TGate : struct, IActivation =>
        GruPasses.Tile<ResetBackwardPass<TGate>, TLayout, TNarrow>(ref gates, ref hidden, ref resetGradient, ref resetGradient);

    /// <summary>z, r and r⊙h(t−1).</summary>
    internal readonly struct ResetPass<TGate> : IGruPass
        where TGate : struct, IActivation
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
                    nint at = row * TBlock.HiddenRow + lane;
                    ref float z = ref Unsafe.Add(ref gates, row * TBlock.GateRow + TBlock.Gate + lane);
                    ref float r = ref Unsafe.Add(ref z, TBlock.Gate);
                    ref float sum = ref Unsafe.Add(ref first, row * TBlock.RecurrentRow + lane);
                    V reset = TWidth.Activate<TGate>(TWidth.Add(TLanes.Load(ref r, TBlock.GateRow), TLanes.Load(ref Unsafe.Add(ref sum, TBlock.Gate), TBlock.RecurrentRow)));
                    V update = TWidth.Activate<TGate>(TWidth.Add(TLanes.Load(ref z, TBlock.GateRow), TLanes.Load(ref sum, TBlock.RecurrentRow)));
                    TLanes.Store(TWidth.Multiply(reset, TLanes.Load(ref Unsafe.Add(ref second, at), TBlock.HiddenRow)), ref Unsafe.Add(ref third, at), TBlock.HiddenRow);
                    TLanes.Store(update, ref z, TBlock.GateRow);
                    TLanes.Store(reset, ref r, TBlock.GateRow);
                }
            }
        }
    }

    /// <summary>n and h(t).</summary>
    internal readonly struct OutputPass<TTape, TCandidate> : IGruPass
        where TTape : struct, ITape
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
                    nint at = row * TBlock.HiddenRow + lane;
                    ref float gate = ref Unsafe.Add(ref gates, row * TBlock.GateRow + lane);
                    V sum = TLanes.Load(ref Unsafe.Add(ref first, row * TBlock.RecurrentRow + 2 * TBlock.Gate + lane), TBlock.RecurrentRow);
                    V n = TWidth.Activate<TCandidate>(TWidth.Add(TLanes.Load(ref gate, TBlock.GateRow), sum));
                    V z = TLanes.Load(ref Unsafe.Add(ref gate, TBlock.Gate), TBlock.GateRow);
                    V h = Mix<TWidth, V>(z, TLanes.Load(ref Unsafe.Add(ref second, at), TBlock.HiddenRow), n);
                    TLanes.Store(h, ref Unsafe.Add(ref third, at), TBlock.HiddenRow);
                    if (TTape.Keep) TLanes.Store(n, ref gate, TBlock.GateRow);
                }
            }
        }
    }

    /// <summary>Back to the sums of r, and to h(t−1) through r⊙h(t−1).</summary>
    internal readonly struct ResetBackwardPass<TGate> : IGruPass
        where TGate : struct, IActivation
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
                    nint at = row * TBlock.HiddenRow + lane;
                    ref float gate = ref Unsafe.Add(ref gates, row * TBlock.GateRow + 2 * TBlock.Gate + lane);
                    V r = TLanes.Load(ref gate, TBlock.GateRow), d = TLanes.Load(ref Unsafe.Add(ref second, at), TBlock.HiddenRow);
                    V h = TLanes.Load(ref Unsafe.Add(ref first, at), TBlock.HiddenRow);
                    TLanes.Store(TWidth.Multiply(TWidth.Multiply(d, h), TWidth.Slope<TGate>(r)), ref gate, TBlock.GateRow);
                    TLanes.Store(TWidth.Multiply(d, r), ref Unsafe.Add(ref second, at), TBlock.HiddenRow);
                }
            }
        }
    }
}
