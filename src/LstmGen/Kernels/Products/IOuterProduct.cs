using System.ComponentModel;

namespace LstmGen.Kernels;

/// <summary>
/// The shape of a sum of outer products, zᵀ·d over pairs of rows, as constants to the compiler. Pairs lie in one line, or in equal lines some way apart, such as
/// the points of an image.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IOuterProduct
{
    /// <summary>Rows of the sum: values of z that count.</summary>
    static abstract int Rows { get; }

    /// <summary>Rows, from the first on, whose z is zero in the first pairs.</summary>
    static virtual int LateRows => 0;

    /// <summary>Floats from a pair's z to the next.</summary>
    static abstract int LeftStride { get; }

    /// <summary>Floats from a pair's d to the next.</summary>
    static abstract int RightStride { get; }

    /// <summary>Floats from a line's first z to the next line's.</summary>
    static virtual int LeftLine => 0;

    /// <summary>Floats from a line's first d to the next line's.</summary>
    static virtual int RightLine => 0;
}
