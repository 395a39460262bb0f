namespace LstmGen.Numerics;

public static partial class DoubleMath
{
    /// <summary>
    /// The value below which a standard normal variable lies with a probability: Wichura's algorithm AS 241 (1988), right to about 16 digits. −∞ at 0, ∞ at 1,
    /// NaN outside.
    /// </summary>
    /// <param name="probability">0 to 1.</param>
    public static double NormalQuantile(double probability)
    {
        if (!(probability > 0 && probability < 1))
        {
            return probability == 0 ? double.NegativeInfinity : probability == 1 ? double.PositiveInfinity : double.NaN;
        }

        double q = probability - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            double r = 0.180625 - q * q;
            return q
                * Polynomial(r, 3.3871328727963666080, 1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4, 4.5921953931549871457e+4,
                    6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3)
                / Polynomial(r, 1.0, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3, 2.1213794301586595867e+4,
                    3.9307895800092710610e+4, 2.8729085735721942674e+4, 5.2264952788528545610e+3);
        }

        double tail = Math.Sqrt(-Log(q < 0 ? probability : 1 - probability));
        double size = tail <= 5
            ? Polynomial(tail - 1.6, 1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504, 1.27045825245236838258,
                2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4)
            / Polynomial(tail - 1.6, 1.0, 2.05319162663775882187, 1.67638483018380384940, 6.89767334985100004550e-1, 1.48103976427480074590e-1,
                1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9)
            : Polynomial(tail - 5, 6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 2.96560571828504891230e-1, 2.65321895265761230930e-2,
                1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7)
            / Polynomial(tail - 5, 1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2, 7.86869131145613259100e-4,
                1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15);
        return q < 0 ? -size : size;
    }

    /// <summary>c₀ + c₁x + … + c₇x⁷.</summary>
    /// <summary>The share of a standard normal distribution below x: ½ + φ(x)·(x + x³/3 + x⁵/(3·5) + …) (Marsaglia 2004), to an absolute error below 10⁻¹⁵.</summary>
    /// <param name="x">Any number.</param>
    public static double NormalCdf(double x)
    {
        // Beyond, the rest is less than half a unit in the last place of 1.
        if (Math.Abs(x) > 8.5) return x > 0 ? 1.0 : 0.0;
        double square = x * x, term = x, sum = x;
        for (int k = 3; ; k += 2)
        {
            term *= square / k;
            double next = sum + term;
            if (next == sum || double.IsNaN(next)) return 0.5 + NormalDensity(x) * next;
            sum = next;
        }
    }

    /// <summary>The density of the standard normal distribution, exp(−x²/2)/√(2π).</summary>
    /// <param name="x">Any number.</param>
    public static double NormalDensity(double x) => 0.3989422804014327 * Exp(-0.5 * x * x);

    private static double Polynomial(double x, double c0, double c1, double c2, double c3, double c4, double c5, double c6, double c7) =>
        ((((((c7 * x + c6) * x + c5) * x + c4) * x + c3) * x + c2) * x + c1) * x + c0;
}
