using System.ComponentModel;
using System.Runtime.CompilerServices;
using LstmGen.Numerics;

namespace LstmGen.Kernels;

/// <summary>
/// The element-wise part of an LSTM cell (Hochreiter &amp; Schmidhuber 1997, with the forget gate of Gers et al. 2000): c(t) = f⊙c(t−1) + i⊙g and
/// h(t) = o⊙a(c(t)), forward and backward, at any vector width. It knows no shape but how a block of units lies in memory.
/// </summary>
/// <remarks>No bounds are checked.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class LstmCell
{
    private const int TileRows = RowLengths.Rows;

    /// <summary>From the sums of four gates to the gates, and from them to the next cell.</summary>
    /// <param name="i">The input gate's sums; becomes the gate.</param>
    /// <param name="f">The forget gate's.</param>
    /// <param name="g">The candidate's.</param>
    /// <param name="o">The output gate's.</param>
    /// <param name="c">The cell of the step before.</param>
    /// <returns>The cell.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Next<TWidth, V, TGate, TCandidate>(ref V i, ref V f, ref V g, ref V o, V c)
        where TWidth : struct, IVectorWidth<V>
        where V : struct
        where TGate : struct, IActivation
        where TCandidate : struct, IActivation
    {
        Gates<TWidth, V, TGate>(ref i, ref f, ref o);
        return Cell<TWidth, V, TCandidate>(i, f, ref g, c);
    }

    /// <summary>From the sums of the three gates to the gates.</summary>
    /// <param name="i">The input gate's sums; becomes the gate.</param>
    /// <param name="f">The forget gate's.</param>
    /// <param name="o">The output gate's.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Gates<TWidth, V, TGate>(ref V i, ref V f, ref V o)
        where TWidth : struct, IVectorWidth<V>
        where V : struct
        where TGate : struct, IActivation
    {
        i = TWidth.Activate<TGate>(i);
        f = TWidth.Activate<TGate>(f);
        o = TWidth.Activate<TGate>(o);
    }

    /// <summary>From two gates and the sums of the candidate to the candidate and the next cell.</summary>
    /// <param name="i">The input gate.</param>
    /// <param name="f">The forget gate.</param>
    /// <param name="g">The candidate's sums; becomes the candidate.</param>
    /// <param name="c">The cell of the step before.</param>
    /// <returns>The cell.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Cell<TWidth, V, TCandidate>(V i, V f, ref V g, V c)
        where TWidth : struct, IVectorWidth<V>
        where V : struct
        where TCandidate : struct, IActivation
    {
        g = TWidth.Activate<TCandidate>(g);
        return TWidth.MultiplyAdd(f, c, TWidth.Multiply(i, g));
    }

    /// <summary>Writes the gates of one row of a full block, which lie side by side.</summary>
    /// <param name="i">The input gate.</param>
    /// <param name="f">The forget gate.</param>
    /// <param name="g">The candidate.</param>
    /// <param name="o">The output gate.</param>
    /// <param name="gates">The block's gates of row 0.</param>
    /// <param name="at">Floats to those of the row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Keep<TWidth, V>(V i, V f, V g, V o, ref float gates, nint at)
        where TWidth : struct, IVectorWidth<V>
        where V : struct
    {
        TWidth.Store(i, ref gates, at);
        TWidth.Store(f, ref gates, at + LaneLayout.Block);
        TWidth.Store(g, ref gates, at + 2 * LaneLayout.Block);
        TWidth.Store(o, ref gates, at + 3 * LaneLayout.Block);
    }

    /// <summary>A tile's rows of one block: from the sums of the gates in memory to gates, cells and hidden states.</summary>
    /// <typeparam name="TBlock">How the block lies in memory.</typeparam>
    /// <typeparam name="TTape">Whether gates and activated cells are kept.</typeparam>
    /// <typeparam name="TGate">The gates' activation.</typeparam>
    /// <typeparam name="TCandidate">That of the candidate and of the cell.</typeparam>
    /// <typeparam name="TWidth">The vector width.</typeparam>
    /// <typeparam name="V">Its vector.</typeparam>
    /// <typeparam name="TLanes">Which units of which rows share a vector.</typeparam>
    /// <param name="gates">The sums of row 0; become the gates.</param>
    /// <param name="gateRow">Floats from a row of them to the next.</param>
    /// <param name="cell">Of the step before.</param>
    /// <param name="nextCell">Receives the cells; may be where the cells of the step before are.</param>
    /// <param name="hidden">Receives the hidden states.</param>
    /// <param name="cellOut">Receives the activated cells where they are kept.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Forward<TBlock, TTape, TGate, TCandidate, TWidth, V, TLanes>(
        ref float gates, nint gateRow, ref float cell, ref float nextCell, ref float hidden, ref float cellOut)
        where TBlock : struct, ILstmBlock
        where TTape : struct, ITape
        where TGate : struct, IActivation
        where TCandidate : struct, IActivation
        where TWidth : struct, IVectorWidth<V>
        where V : struct
        where TLanes : struct, IRowLanes<V>
    {
        for (nint row = 0; row < TileRows; row += TLanes.Rows)
        {
            for (nint lane = 0; lane < TBlock.Units; lane += TLanes.Units)
            {
                ref float gate = ref Unsafe.Add(ref gates, row * gateRow + lane);
                V i = TLanes.Load(ref gate, gateRow);
                V f = TLanes.Load(ref Unsafe.Add(ref gate, TBlock.Units), gateRow);
                V g = TLanes.Load(ref Unsafe.Add(ref gate, 2 * TBlock.Units), gateRow);
                V o = TLanes.Load(ref Unsafe.Add(ref gate, 3 * TBlock.Units), gateRow);
                V c = Next<TWidth, V, TGate, TCandidate>(ref i, ref f, ref g, ref o, TLanes.Load(ref Unsafe.Add(ref cell, row * TBlock.CellRow + lane), TBlock.CellRow));
                TLanes.Store(c, ref Unsafe.Add(ref nextCell, row * TBlock.CellRow + lane), TBlock.CellRow);
                TLanes.Store(o, ref Unsafe.Add(ref gate, 3 * TBlock.Units), gateRow);
                if (TTape.Keep)
                {
                    TLanes.Store(i, ref gate, gateRow);
                    TLanes.Store(f, ref Unsafe.Add(ref gate, TBlock.Units), gateRow);
                    TLanes.Store(g, ref Unsafe.Add(ref gate, 2 * TBlock.Units), gateRow);
                }
            }
        }

        // The cells of all rows first: what follows waits for them, and rows do not wait for each other.
        for (nint row = 0; row < TileRows; row += TLanes.Rows)
        {
            for (nint lane = 0; lane < TBlock.Units; lane += TLanes.Units)
            {
                V y = TWidth.Activate<TCandidate>(TLanes.Load(ref Unsafe.Add(ref nextCell, row * TBlock.CellRow + lane), TBlock.CellRow));
                V o = TLanes.Load(ref Unsafe.Add(ref gates, row * gateRow + 3 * TBlock.Units + lane), gateRow);
                TLanes.Store(TWidth.Multiply(o, y), ref Unsafe.Add(ref hidden, row * TBlock.HiddenRow + lane), TBlock.HiddenRow);
                if (TTape.Keep) TLanes.Store(y, ref Unsafe.Add(ref cellOut, row * TBlock.CellRow + lane), TBlock.CellRow);
            }
        }
    }

    /// <summary>One row of a block: from the sums of its gates to the cell, in place, and the hidden state.</summary>
    /// <param name="gates">The sums.</param>
    /// <param name="cell">Of the step before; becomes this step's.</param>
    /// <param name="hidden">Receives the hidden state.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Step<TBlock, TGate, TCandidate, TWidth, V>(ref float gates, ref float cell, ref float hidden)
        where TBlock : struct, ILstmBlock
        where TGate : struct, IActivation
        where TCandidate : struct, IActivation
        where TWidth : struct, IVectorWidth<V>
        where V : struct
    {
        for (nint lane = 0; lane < TBlock.Units; lane += TWidth.Lanes)
        {
            V i = TWidth.Load(ref gates, lane), f = TWidth.Load(ref gates, TBlock.Units + lane);
            V g = TWidth.Load(ref gates, 2 * TBlock.Units + lane), o = TWidth.Load(ref gates, 3 * TBlock.Units + lane);
            V c = Next<TWidth, V, TGate, TCandidate>(ref i, ref f, ref g, ref o, TWidth.Load(ref cell, lane));
            TWidth.Store(c, ref cell, lane);
            TWidth.Store(TWidth.Multiply(o, TWidth.Activate<TCandidate>(c)), ref hidden, lane);
        }
    }

    /// <summary>A tile's rows of one block, backward: the gates become the gradients with respect to their sums, and that of the cell goes on to the step before.</summary>
    /// <typeparam name="TBlock">How the block lies in memory.</typeparam>
    /// <typeparam name="TGate">The gates' activation.</typeparam>
    /// <typeparam name="TCandidate">That of the candidate and of the cell.</typeparam>
    /// <typeparam name="TWidth">The vector width.</typeparam>
    /// <typeparam name="V">Its vector.</typeparam>
    /// <typeparam name="TLanes">Which units of which rows share a vector.</typeparam>
    /// <param name="gates">The gates of row 0; become gradients.</param>
    /// <param name="cell">The cells of the step before.</param>
    /// <param name="cellOut">The activated cells of this step.</param>
    /// <param name="hiddenGradient">The gradient with respect to h(t).</param>
    /// <param name="cellGradient">The gradient with respect to c(t), without what comes through h(t); becomes that with respect to c(t−1).</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Backward<TBlock, TGate, TCandidate, TWidth, V, TLanes>(
        ref float gates, ref float cell, ref float cellOut, ref float hiddenGradient, ref float cellGradient)
        where TBlock : struct, ILstmBlock
        where TGate : struct, IActivation
        where TCandidate : struct, IActivation
        where TWidth : struct, IVectorWidth<V>
        where V : struct
        where TLanes : struct, IRowLanes<V>
    {
        for (nint row = 0; row < TileRows; row += TLanes.Rows)
        {
            for (nint lane = 0; lane < TBlock.Units; lane += TLanes.Units)
            {
                nint at = row * TBlock.CellRow + lane;
                ref float gate = ref Unsafe.Add(ref gates, row * TBlock.GateRow + lane);
                V i = TLanes.Load(ref gate, TBlock.GateRow);
                V f = TLanes.Load(ref Unsafe.Add(ref gate, TBlock.Units), TBlock.GateRow);
                V g = TLanes.Load(ref Unsafe.Add(ref gate, 2 * TBlock.Units), TBlock.GateRow);
                V o = TLanes.Load(ref Unsafe.Add(ref gate, 3 * TBlock.Units), TBlock.GateRow);
                V y = TLanes.Load(ref Unsafe.Add(ref cellOut, at), TBlock.CellRow);
                V dh = TLanes.Load(ref Unsafe.Add(ref hiddenGradient, at), TBlock.CellRow);
                V dc = TWidth.MultiplyAdd(
                    TWidth.Multiply(dh, o), TWidth.Slope<TCandidate>(y), TLanes.Load(ref Unsafe.Add(ref cellGradient, at), TBlock.CellRow));
                V before = TLanes.Load(ref Unsafe.Add(ref cell, at), TBlock.CellRow);
                TLanes.Store(TWidth.Multiply(TWidth.Multiply(dc, g), TWidth.Slope<TGate>(i)), ref gate, TBlock.GateRow);
                TLanes.Store(TWidth.Multiply(TWidth.Multiply(dc, before), TWidth.Slope<TGate>(f)), ref Unsafe.Add(ref gate, TBlock.Units), TBlock.GateRow);
                TLanes.Store(TWidth.Multiply(TWidth.Multiply(dc, i), TWidth.Slope<TCandidate>(g)), ref Unsafe.Add(ref gate, 2 * TBlock.Units), TBlock.GateRow);
                TLanes.Store(TWidth.Multiply(TWidth.Multiply(dh, y), TWidth.Slope<TGate>(o)), ref Unsafe.Add(ref gate, 3 * TBlock.Units), TBlock.GateRow);
                TLanes.Store(TWidth.Multiply(dc, f), ref Unsafe.Add(ref cellGradient, at), TBlock.CellRow);
            }
        }
    }
}
