namespace LstmGen.Numerics;

public static partial class DoubleMath
{
    /// <summary>xʸ, with the special values of <see cref="Math.Pow"/>: x⁰ = 1, and NaN for a negative x and a fraction y.</summary>
    public static double Pow(double x, double y)
    {
        if (y == 0.0 || x == 1.0)
        {
            return 1.0;
        }

        if (double.IsNaN(x) || double.IsNaN(y))
        {
            return double.NaN;
        }

        double size = Math.Abs(x);
        if (double.IsInfinity(y))
        {
            return size == 1.0 ? 1.0 : size > 1.0 == y > 0.0 ? double.PositiveInfinity : 0.0;
        }

        bool whole = Math.Floor(y) == y;
        bool odd = whole && Math.Abs(y) < 9_007_199_254_740_992.0 && ((long)y & 1) != 0;
        double sign = odd && double.IsNegative(x) ? -1.0 : 1.0;
        if (size == 0.0 || double.IsInfinity(size))
        {
            return sign * (size == 0.0 == y > 0.0 ? 0.0 : double.PositiveInfinity);
        }

        if (x < 0.0 && !whole)
        {
            return double.NaN;
        }

        if (y == 1.0)
        {
            return x;
        }

        // e^(y·ln x), with the logarithm and the product in two parts.
        (double high, double low) = LogParts(size);
        double product = y * high;
        double rest = double.IsInfinity(product) ? 0.0 : Math.FusedMultiplyAdd(y, high, -product) + y * low;
        return sign * Exp(product, rest);
    }
}
