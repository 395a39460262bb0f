using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LstmGen.Kernels;

/// <summary>
/// One row × weights of half the bytes: a word of the pack holds the bfloat16 of two inputs. An odd last input has a zero beside it, and a value that is there to be read.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class HalfWeights
{
    /// <summary>The products of two inputs with the halves of their words, one after the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Both<TWidth, V>(V lower, V upper, V pairs, V sum)
        where TWidth : struct, IVectorWidth<V>
        where V : struct => TWidth.MultiplyAdd(upper, TWidth.UpperHalves(pairs), TWidth.MultiplyAdd(lower, TWidth.LowerHalves(pairs), sum));
}
