using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LstmGen.Benchmarks;

/// <summary>
/// What one core can do at most: independent chains of fused multiply-adds that stay in registers, at every width that the hardware has. A
/// chain waits for itself alone; there are more chains than latency × throughput asks for, and fewer than there are registers.
/// </summary>
internal static class Peak
{
    private const int Turns = 1_000;
    private const float Factor = 0.999f;
    private const float Term = 0.001f;

    /// <summary>One contender a width, with the operations that one repetition does: an addition and a multiplication each.</summary>
    public static IReadOnlyList<(Contender Contender, double Operations)> Contenders { get; } = [.. Widths()];

    /// <summary>The best width's operations a second.</summary>
    /// <param name="seconds">Of one repetition, of each contender.</param>
    public static double Best(ReadOnlySpan<double> seconds)
    {
        double best = 0.0;
        for (int i = 0; i < Contenders.Count; i++)
        {
            best = Math.Max(best, Contenders[i].Operations / seconds[i]);
        }

        return best;
    }

    private static IEnumerable<(Contender Contender, double Operations)> Widths()
    {
        if (Vector512.IsHardwareAccelerated) yield return (new("peak at 512 bits", n => Chains512(n)), 2.0 * Turns * 12 * Vector512<float>.Count);
        if (Vector256.IsHardwareAccelerated) yield return (new("peak at 256 bits", n => Chains256(n)), 2.0 * Turns * 12 * Vector256<float>.Count);
        if (!Vector256.IsHardwareAccelerated) yield return (new("peak at 128 bits", n => Chains128(n)), 2.0 * Turns * 16 * Vector128<float>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Chains512(int repetitions)
    {
        Vector512<float> m = Vector512.Create(Factor), t = Vector512.Create(Term);
        Vector512<float> a = t, b = t, c = t, d = t, e = t, f = t, g = t, h = t, i = t, j = t, k = t, l = t;
        for (nint turn = (nint)repetitions * Turns; turn > 0; turn--)
        {
            a = Vector512.FusedMultiplyAdd(a, m, t);
            b = Vector512.FusedMultiplyAdd(b, m, t);
            c = Vector512.FusedMultiplyAdd(c, m, t);
            d = Vector512.FusedMultiplyAdd(d, m, t);
            e = Vector512.FusedMultiplyAdd(e, m, t);
            f = Vector512.FusedMultiplyAdd(f, m, t);
            g = Vector512.FusedMultiplyAdd(g, m, t);
            h = Vector512.FusedMultiplyAdd(h, m, t);
            i = Vector512.FusedMultiplyAdd(i, m, t);
            j = Vector512.FusedMultiplyAdd(j, m, t);
            k = Vector512.FusedMultiplyAdd(k, m, t);
            l = Vector512.FusedMultiplyAdd(l, m, t);
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Chains256(int repetitions)
    {
        Vector256<float> m = Vector256.Create(Factor), t = Vector256.Create(Term);
        Vector256<float> a = t, b = t, c = t, d = t, e = t, f = t, g = t, h = t, i = t, j = t, k = t, l = t;
        for (nint turn = (nint)repetitions * Turns; turn > 0; turn--)
        {
            a = Vector256.FusedMultiplyAdd(a, m, t);
            b = Vector256.FusedMultiplyAdd(b, m, t);
            c = Vector256.FusedMultiplyAdd(c, m, t);
            d = Vector256.FusedMultiplyAdd(d, m, t);
            e = Vector256.FusedMultiplyAdd(e, m, t);
            f = Vector256.FusedMultiplyAdd(f, m, t);
            g = Vector256.FusedMultiplyAdd(g, m, t);
            h = Vector256.FusedMultiplyAdd(h, m, t);
            i = Vector256.FusedMultiplyAdd(i, m, t);
            j = Vector256.FusedMultiplyAdd(j, m, t);
            k = Vector256.FusedMultiplyAdd(k, m, t);
            l = Vector256.FusedMultiplyAdd(l, m, t);
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    // For machines with 32 registers of this width and up to four units: sixteen chains.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Chains128(int repetitions)
    {
        Vector128<float> m = Vector128.Create(Factor), t = Vector128.Create(Term);
        Vector128<float> a = t, b = t, c = t, d = t, e = t, f = t, g = t, h = t, i = t, j = t, k = t, l = t, n = t, o = t, p = t, q = t;
        for (nint turn = (nint)repetitions * Turns; turn > 0; turn--)
        {
            a = Vector128.FusedMultiplyAdd(a, m, t);
            b = Vector128.FusedMultiplyAdd(b, m, t);
            c = Vector128.FusedMultiplyAdd(c, m, t);
            d = Vector128.FusedMultiplyAdd(d, m, t);
            e = Vector128.FusedMultiplyAdd(e, m, t);
            f = Vector128.FusedMultiplyAdd(f, m, t);
            g = Vector128.FusedMultiplyAdd(g, m, t);
            h = Vector128.FusedMultiplyAdd(h, m, t);
            i = Vector128.FusedMultiplyAdd(i, m, t);
            j = Vector128.FusedMultiplyAdd(j, m, t);
            k = Vector128.FusedMultiplyAdd(k, m, t);
            l = Vector128.FusedMultiplyAdd(l, m, t);
            n = Vector128.FusedMultiplyAdd(n, m, t);
            o = Vector128.FusedMultiplyAdd(o, m, t);
            p = Vector128.FusedMultiplyAdd(p, m, t);
            q = Vector128.FusedMultiplyAdd(q, m, t);
        }

        return Vector128.Sum(a + b + c + d + e + f + g + h + i + j + k + l + n + o + p + q);
    }
}
