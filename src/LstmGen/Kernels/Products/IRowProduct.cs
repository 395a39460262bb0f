using System.ComponentModel;

namespace LstmGen.Kernels;

/// <summary>
/// The shape of a product of rows with a matrix, y = x·W + b, as constants to the compiler. The inputs of a row lie in one run, or in equal runs some way apart,
/// such as the lines of an image that a convolution reads.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRowProduct
{
    /// <summary>Inputs of a row in one run, or in the first where the caller says how many the others have.</summary>
    static abstract int Inputs { get; }

    /// <summary>Floats from a row of inputs to the next.</summary>
    static abstract int InputRow { get; }

    /// <summary>Floats from a row of outputs to the next.</summary>
    static abstract int OutputRow { get; }

    /// <summary>Whether the sums start at biases.</summary>
    static virtual bool HasBias => false;

    /// <summary>Runs that the inputs lie in.</summary>
    static virtual int Runs => 1;

    /// <summary>Floats from a run of inputs to the next.</summary>
    static virtual int RunStride => 0;

    /// <summary>Rows of the pack between the weights of a run and those of the next; 0 where they follow each other.</summary>
    static virtual int RunRows => 0;
}
