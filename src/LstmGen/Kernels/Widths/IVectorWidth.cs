using System.ComponentModel;
using System.Runtime.Intrinsics;
using LstmGen.Numerics;

namespace LstmGen.Kernels;

/// <summary>
/// A vector width as a type argument, so that one text of a kernel serves all widths. Implementations are tags: the vector itself stays bare, because a
/// struct around it costs moves in the innermost loop.
/// </summary>
/// <typeparam name="V">The vector: <c>Vector512</c>, <c>Vector256</c> or <c>Vector128</c> of <c>float</c>.</typeparam>
/// <remarks>No bounds are checked. Every implementation is marked <c>AggressiveInlining</c>.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IVectorWidth<V>
    where V : struct
{
    /// <summary>Floats in a vector.</summary>
    static abstract int Lanes { get; }

    /// <summary>Zero in every lane.</summary>
    static abstract V Zero { get; }

    /// <summary>One value in every lane.</summary>
    static abstract V Create(float value);

    /// <summary>One value in every lane, from a wider vector that has it in every lane: no instruction, where a second broadcast would take one.</summary>
    static abstract V Narrow<TWide, VWide>(VWide broadcast)
        where TWide : struct, IVectorWidth<VWide>
        where VWide : struct;

    /// <summary>The lower 128 bits.</summary>
    static abstract Vector128<float> Lower128(V value);

    /// <summary>The lower 256 bits; of 128 bits, those, with anything behind them.</summary>
    static abstract Vector256<float> Lower256(V value);

    /// <summary>The lanes that begin at an offset from a reference. No bounds are checked.</summary>
    static abstract V Load(ref float source, nint offset);

    /// <summary>Writes the lanes at an offset from a reference. No bounds are checked.</summary>
    static abstract void Store(V value, ref float target, nint offset);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract V MultiplyAdd(V a, V b, V c);

    /// <summary>a + b.</summary>
    static abstract V Add(V a, V b);

    /// <summary>a·b.</summary>
    static abstract V Multiply(V a, V b);

    /// <summary>The activation of every lane.</summary>
    static abstract V Activate<TActivation>(V x)
        where TActivation : struct, IActivation;

    /// <summary>The activation's slope where its values are y.</summary>
    static abstract V Slope<TActivation>(V y)
        where TActivation : struct, IActivation;

    /// <summary>The lower halves of words, as bfloat16.</summary>
    static abstract V LowerHalves(V pairs);

    /// <summary>The upper halves of words, as bfloat16.</summary>
    static abstract V UpperHalves(V pairs);
}
