using System.ComponentModel;

namespace LstmGen.Kernels;

/// <summary>
/// How the rows of a GRU lie in memory, as constants to the compiler. A row of gates is n z r, and behind them the candidate's recurrent sums where the reset gate multiplies those;
/// a row of recurrent sums is z r n. Each gate takes all lanes of the units.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IGruLayout
{
    /// <summary>Units with padding, and floats from a gate to the next.</summary>
    static abstract int Lanes { get; }

    /// <summary>Floats from a row of gates to the next.</summary>
    static abstract int GateRow { get; }

    /// <summary>Floats from a row of recurrent sums to the next.</summary>
    static abstract int RecurrentRow { get; }

    /// <summary>Floats from a row of hidden states, or of gradients with respect to them, to the next.</summary>
    static abstract int HiddenRow { get; }
}

/// <summary>Some of the units in a GRU's layout: those of all full blocks, or those of the narrow one.</summary>
internal interface IGruBlock
{
    /// <summary>Units of the block.</summary>
    static abstract int Units { get; }

    /// <summary>Floats from a gate to the next.</summary>
    static abstract int Gate { get; }

    /// <summary>Floats from a row of gates to the next.</summary>
    static abstract int GateRow { get; }

    /// <summary>Floats from a row of recurrent sums to the next.</summary>
    static abstract int RecurrentRow { get; }

    /// <summary>Floats from a row of hidden states to the next.</summary>
    static abstract int HiddenRow { get; }
}

/// <summary>The units of a size in a GRU's layout.</summary>
internal readonly struct GruBlock<TLayout, TSize> : IGruBlock
    where TLayout : struct, IGruLayout
    where TSize : struct, IBlockSize
{
    public static int Units => typeof(TSize) == typeof(Full) ? TLayout.Lanes / LaneLayout.Block * LaneLayout.Block : TSize.Lanes;

    public static int Gate => TLayout.Lanes;

    public static int GateRow => TLayout.GateRow;

    public static int RecurrentRow => TLayout.RecurrentRow;

    public static int HiddenRow => TLayout.HiddenRow;
}
