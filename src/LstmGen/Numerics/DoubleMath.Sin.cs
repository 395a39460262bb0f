namespace LstmGen.Numerics;

public static partial class DoubleMath
{
    private const double LargestAngle = 1L << 31;

    // π/2 in three parts, each the rounded rest of the one before.
    private const double HalfPi0 = 1.5707963267948966;
    private const double HalfPi1 = 6.123233995736766e-17;
    private const double HalfPi2 = -1.4973849048591833e-33;

    /// <summary>sin x.</summary>
    /// <param name="x">Radians, at most 2³¹ in size. NaN and ±∞ give NaN.</param>
    /// <exception cref="ArgumentOutOfRangeException">A finite angle beyond 2³¹.</exception>
    public static double Sin(double x) => SinQuarters(x, 0);

    /// <summary>cos x.</summary>
    /// <param name="x">Radians, at most 2³¹ in size. NaN and ±∞ give NaN.</param>
    /// <exception cref="ArgumentOutOfRangeException">A finite angle beyond 2³¹.</exception>
    public static double Cos(double x) => SinQuarters(x, 1);

    /// <summary>sin(x + quarters·π/2)</summary>
    private static double SinQuarters(double x, int quarters)
    {
        if (!double.IsFinite(x))
        {
            return double.NaN;
        }

        if (Math.Abs(x) > LargestAngle)
        {
            throw new ArgumentOutOfRangeException(nameof(x), x, "The angle must lie within ±2³¹: beyond that too little of it is left below a turn.");
        }

        // x = k·π/2 + r + rest, |r| ≤ π/4. The first subtraction is exact: k·HalfPi0 and x are multiples of the same power of two.
        double k = Math.Round(x * (1.0 / HalfPi0));
        double r0 = Math.FusedMultiplyAdd(k, -HalfPi0, x);
        double r = Math.FusedMultiplyAdd(k, -HalfPi1, r0);
        double rest = Math.FusedMultiplyAdd(k, -HalfPi2, Math.FusedMultiplyAdd(k, -HalfPi1, r0 - r));
        long quarter = (long)k + quarters;
        double value = (quarter & 1) == 0 ? SinOfRest(r, rest) : CosOfRest(r, rest);
        return (quarter & 2) == 0 ? value : -value;
    }

    /// <summary>The Taylor series of sin; the first term left out is below 2⁻⁶³ of the result.</summary>
    private static double SinOfRest(double r, double rest)
    {
        double r2 = r * r;
        double p = Math.FusedMultiplyAdd(r2, 1.0 / 355_687_428_096_000, -1.0 / 1_307_674_368_000);
        p = Math.FusedMultiplyAdd(r2, p, 1.0 / 6_227_020_800);
        p = Math.FusedMultiplyAdd(r2, p, -1.0 / 39_916_800);
        p = Math.FusedMultiplyAdd(r2, p, 1.0 / 362_880);
        p = Math.FusedMultiplyAdd(r2, p, -1.0 / 5_040);
        p = Math.FusedMultiplyAdd(r2, p, 1.0 / 120);
        p = Math.FusedMultiplyAdd(r2, p, -1.0 / 6);
        double tail = Math.FusedMultiplyAdd(r * r2, p, Math.FusedMultiplyAdd(-0.5 * r2, rest, rest));
        return r + tail;
    }

    /// <summary>The Taylor series of cos; the first term left out is below 2⁻⁶⁰ of the result.</summary>
    private static double CosOfRest(double r, double rest)
    {
        double r2 = r * r;
        double p = Math.FusedMultiplyAdd(r2, -1.0 / 6_402_373_705_728_000, 1.0 / 20_922_789_888_000);
        p = Math.FusedMultiplyAdd(r2, p, -1.0 / 87_178_291_200);
        p = Math.FusedMultiplyAdd(r2, p, 1.0 / 479_001_600);
        p = Math.FusedMultiplyAdd(r2, p, -1.0 / 3_628_800);
        p = Math.FusedMultiplyAdd(r2, p, 1.0 / 40_320);
        p = Math.FusedMultiplyAdd(r2, p, -1.0 / 720);
        p = Math.FusedMultiplyAdd(r2, p, 1.0 / 24);
        double half = 0.5 * r2;
        double whole = 1.0 - half;
        double tail = Math.FusedMultiplyAdd(r2 * r2, p, Math.FusedMultiplyAdd(-r, rest, 1.0 - whole - half));
        return whole + tail;
    }
}
