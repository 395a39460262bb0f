namespace LstmGen.Numerics;

public static partial class DoubleMath
{
    /// <summary>eˣ. Overflows to ∞ above 709.78, underflows to 0 below −745.13.</summary>
    public static double Exp(double x) => Exp(x, 0.0);

    /// <summary>e^(high + low), where low is far below the last bit of high, or zero.</summary>
    private static double Exp(double high, double low)
    {
        if (double.IsNaN(high))
        {
            return high;
        }

        if (high > 709.8)
        {
            return double.PositiveInfinity;
        }

        if (high < -745.2)
        {
            return 0.0;
        }

        // high + low = k·ln 2 + r + rest, |r| ≤ ln 2 / 2; then the Taylor series of e^r − 1, whose first term left out is below 2⁻⁵⁷.
        double k = Math.Round(high * Log2E);
        double r0 = Math.FusedMultiplyAdd(k, -Ln2High, high);
        double r = Math.FusedMultiplyAdd(k, -Ln2Low, r0);
        double rest = Math.FusedMultiplyAdd(k, -Ln2Low, r0 - r) + low;
        double p = Math.FusedMultiplyAdd(r, 1.0 / 6_227_020_800, 1.0 / 479_001_600);
        p = Math.FusedMultiplyAdd(r, p, 1.0 / 39_916_800);
        p = Math.FusedMultiplyAdd(r, p, 1.0 / 3_628_800);
        p = Math.FusedMultiplyAdd(r, p, 1.0 / 362_880);
        p = Math.FusedMultiplyAdd(r, p, 1.0 / 40_320);
        p = Math.FusedMultiplyAdd(r, p, 1.0 / 5_040);
        p = Math.FusedMultiplyAdd(r, p, 1.0 / 720);
        p = Math.FusedMultiplyAdd(r, p, 1.0 / 120);
        p = Math.FusedMultiplyAdd(r, p, 1.0 / 24);
        p = Math.FusedMultiplyAdd(r, p, 1.0 / 6);
        p = Math.FusedMultiplyAdd(r, p, 0.5);
        double r2 = r * r;
        double tail = Math.FusedMultiplyAdd(r2, p, Math.FusedMultiplyAdd(rest, Math.FusedMultiplyAdd(r2, p, r), rest));
        return Scale(1.0 + (r + tail), (int)k);
    }
}
