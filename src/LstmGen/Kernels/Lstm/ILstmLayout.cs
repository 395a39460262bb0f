using System.ComponentModel;

namespace LstmGen.Kernels;

/// <summary>How the rows of an LSTM lie in memory, as constants to the compiler. The four gates i f g o of a block of units lie side by side.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILstmLayout
{
    /// <summary>Inputs of a step.</summary>
    static abstract int Inputs { get; }

    /// <summary>Units, and the row of the weights that holds the biases; the inputs' rows follow it.</summary>
    static abstract int Units { get; }

    /// <summary>Floats from a row of gates to the next.</summary>
    static abstract int GateRow { get; }

    /// <summary>Floats from a row of cells, or of gradients with respect to cells or hidden states, to the next.</summary>
    static abstract int CellRow { get; }

    /// <summary>Floats from a row of hidden states to the next.</summary>
    static abstract int HiddenRow { get; }
}
