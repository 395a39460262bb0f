namespace LstmGen.Kernels;

/// <summary>How a block of an LSTM's units lies in memory, as constants to the compiler. Its four gates i f g o lie side by side.</summary>
internal interface ILstmBlock
{
    /// <summary>Units of the block, and floats from one of its gates to the next.</summary>
    static abstract int Units { get; }

    /// <summary>Floats from a row of gates to the next.</summary>
    static abstract int GateRow { get; }

    /// <summary>Floats from a row of cells, or of gradients with respect to cells or hidden states, to the next.</summary>
    static abstract int CellRow { get; }

    /// <summary>Floats from a row of hidden states to the next.</summary>
    static abstract int HiddenRow { get; }
}

/// <summary>A block of some size in an LSTM's layout.</summary>
internal readonly struct LstmBlock<TLayout, TSize> : ILstmBlock
    where TLayout : struct, ILstmLayout
    where TSize : struct, IBlockSize
{
    public static int Units => TSize.Lanes;

    public static int GateRow => TLayout.GateRow;

    public static int CellRow => TLayout.CellRow;

    public static int HiddenRow => TLayout.HiddenRow;
}
