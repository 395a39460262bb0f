namespace LstmGen.Numerics;

public static partial class DoubleMath
{
    /// <summary>The natural logarithm: −∞ at 0, NaN below.</summary>
    public static double Log(double x)
    {
        if (!(x > 0.0) || double.IsPositiveInfinity(x))
        {
            return x == 0.0 ? double.NegativeInfinity : x > 0.0 ? x : double.NaN;
        }

        (double high, double low) = LogParts(x);
        return high + low;
    }

    /// <summary>ln(1 + x): −∞ at −1, NaN below; exact for tiny x.</summary>
    public static double Log1p(double x)
    {
        if (!(x > -1.0) || double.IsPositiveInfinity(x) || Math.Abs(x) < 1e-300)
        {
            return x == -1.0 ? double.NegativeInfinity : x > -1.0 ? x : double.NaN;
        }

        // ln(1 + x) = ln u + (x − (u − 1))/u with u = 1 + x rounded: the second term is what the rounding lost.
        double u = 1.0 + x;
        double lost = Math.Abs(x) < 1.0 ? x - (u - 1.0) : 1.0 - (u - x);
        (double high, double low) = LogParts(u);
        return high + (low + lost / u);
    }

    /// <summary>ln x for 0 &lt; x &lt; ∞ as a sum of two doubles, right to about 2⁻⁶¹ of its size.</summary>
    private static (double High, double Low) LogParts(double x)
    {
        // x = 2ᵏ·m with √½ ≤ m < √2, and ln m = 2·artanh(s), s = (m − 1)/(m + 1), with s in two parts.
        int k = 0;
        if (x < 2.2250738585072014e-308)
        {
            x *= PowerOfTwo(54);
            k = -54;
        }

        long bits = BitConverter.DoubleToInt64Bits(x);
        long offset = bits - 0x3FE6_A09E_667F_3BCD;
        k += (int)(offset >> 52);
        double m = BitConverter.Int64BitsToDouble(bits - (offset & unchecked((long)0xFFF0_0000_0000_0000)));
        double f = m - 1.0;
        double divisor = 2.0 + f;
        double divisorLow = f - (divisor - 2.0);
        double s = f / divisor;
        double sLow = (Math.FusedMultiplyAdd(-s, divisor, f) - s * divisorLow) / divisor;

        // The series of artanh: 2s·(1 + s²/3 + s⁴/5 + …), |s| ≤ 0.1716; the first term left out is below 2⁻⁶⁴.
        double s2 = s * s;
        double p = Math.FusedMultiplyAdd(s2, 2.0 / 25, 2.0 / 23);
        p = Math.FusedMultiplyAdd(s2, p, 2.0 / 21);
        p = Math.FusedMultiplyAdd(s2, p, 2.0 / 19);
        p = Math.FusedMultiplyAdd(s2, p, 2.0 / 17);
        p = Math.FusedMultiplyAdd(s2, p, 2.0 / 15);
        p = Math.FusedMultiplyAdd(s2, p, 2.0 / 13);
        p = Math.FusedMultiplyAdd(s2, p, 2.0 / 11);
        p = Math.FusedMultiplyAdd(s2, p, 2.0 / 9);
        p = Math.FusedMultiplyAdd(s2, p, 2.0 / 7);
        p = Math.FusedMultiplyAdd(s2, p, 2.0 / 5);
        p = Math.FusedMultiplyAdd(s2, p, 2.0 / 3);
        double cubic = s * s2 * p;
        double logHigh = 2.0 * s;
        double logLow = 2.0 * sLow + cubic;

        // k·ln 2 + the two parts, smallest last.
        double large = k * Ln2High;
        double high = large + logHigh;
        double low = (k == 0 ? 0.0 : logHigh - (high - large)) + Math.FusedMultiplyAdd(k, Ln2Low, logLow);
        double sum = high + low;
        return (sum, low - (sum - high));
    }
}
