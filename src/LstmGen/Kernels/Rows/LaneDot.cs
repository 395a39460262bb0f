using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LstmGen.Kernels;

/// <summary>
/// Σ xᵢ·yᵢ in float with sixteen lanes: element i is multiplied and added, fused, to lane i mod 16; then lane i and i + 8 are added, i and i + 4,
/// i and i + 2, i and i + 1. The same bits at every vector width.
/// </summary>
internal static class LaneDot
{
    private const int Half = 8;
    private const int Lanes = 2 * Half;

    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Invoke(ref float x, ref float y, int count)
    {
        Vector256<float> lower = Vector256<float>.Zero;
        Vector256<float> upper = Vector256<float>.Zero;
        nint i = 0;
        for (; i <= count - Lanes; i += Lanes)
        {
            lower = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, (nuint)i), Vector256.LoadUnsafe(ref y, (nuint)i), lower);
            upper = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, (nuint)i + Half), Vector256.LoadUnsafe(ref y, (nuint)i + Half), upper);
        }

        if (count - i >= Half)
        {
            lower = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, (nuint)i), Vector256.LoadUnsafe(ref y, (nuint)i), lower);
            i += Half;
            if (i < count)
            {
                upper = Rest(ref Unsafe.Add(ref x, i), ref Unsafe.Add(ref y, i), count - (int)i, upper);
            }
        }
        else if (i < count)
        {
            lower = Rest(ref Unsafe.Add(ref x, i), ref Unsafe.Add(ref y, i), count - (int)i, lower);
        }

        Vector256<float> eight = lower + upper;
        Vector128<float> four = eight.GetLower() + eight.GetUpper();
        return four[0] + four[2] + (four[1] + four[3]);
    }

    /// <summary>Fewer than eight elements, into the lanes they belong to.</summary>
    private static Vector256<float> Rest(ref float x, ref float y, int count, Vector256<float> lanes)
    {
        ref float first = ref Unsafe.As<Vector256<float>, float>(ref lanes);
        for (int i = 0; i < count; i++)
        {
            ref float lane = ref Unsafe.Add(ref first, i);
            lane = MathF.FusedMultiplyAdd(Unsafe.Add(ref x, i), Unsafe.Add(ref y, i), lane);
        }

        return lanes;
    }
}
