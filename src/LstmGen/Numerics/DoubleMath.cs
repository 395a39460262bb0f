namespace LstmGen.Numerics;

/// <summary>
/// Elementary functions of double for what runs once in a while: schedules, initial values, reports. They are made of exactly rounded
/// operations only, and so give the same bits on every machine, which <see cref="Math"/> does not promise.
/// </summary>
public static partial class DoubleMath
{
    private const double Log2E = 1.4426950408889634;

    // ln 2 in two parts; the first has 33 bits, so that its product with an exponent is exact.
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>2ᵏ for −1022 ≤ k ≤ 1023.</summary>
    private static double PowerOfTwo(int k) => BitConverter.Int64BitsToDouble((long)(k + 1023) << 52);

    /// <summary>x·2ᵏ, rounded once, also where the result is subnormal.</summary>
    private static double Scale(double x, int k)
    {
        if (k > 1023)
        {
            return x * PowerOfTwo(1023) * PowerOfTwo(Math.Min(k - 1023, 1023));
        }

        return k < -1022 ? x * PowerOfTwo(Math.Max(k + 969, -1022)) * PowerOfTwo(-969) : x * PowerOfTwo(k);
    }
}
