using CsCheck;
using LstmGen.Numerics;

namespace LstmGen.Tests.Numerics;

/// <summary>
/// Against <see cref="Math"/>, which is itself right to about 1 ulp on the platforms there are, and against identities that need no reference.
/// </summary>
public sealed class DoubleMathTests
{
    [Fact]
    public void Exp_is_right() => Gen.OneOf(Gen.Double[-700, 709], Gen.Double[-1, 1], Gen.Double[-1e-8, 1e-8]).Sample(x =>
        AssertClose(Math.Exp(x), DoubleMath.Exp(x), 2));

    [Fact]
    public void Log_is_right() => Gen.OneOf(Gen.Double[0.5, 2.0], Gen.Double[1e-3, 1e3], Gen.Double[1e-310, 1e308]).Sample(x =>
        AssertClose(Math.Log(x), DoubleMath.Log(x), 2));

    [Fact]
    public void Log1_p_is_right()
    {
        // Two ulp, and what the judge itself loses when it rounds 1 + x.
        Gen.Double[-0.9, 100].Sample(x =>
        {
            double judge = Math.Log(1.0 + x);
            Assert.Equal(judge, DoubleMath.Log1p(x), 4.5e-16 * Math.Abs(judge) + 2.3e-16 * Math.Max(1.0, 1.0 / (1.0 + x)));
        });

        // x − x²/2 + x³/3 where the series is exact to double.
        Gen.Double[-1e-6, 1e-6].Sample(x => AssertClose(x - x * x / 2.0 + x * x * x / 3.0, DoubleMath.Log1p(x), 2));
    }

    [Fact]
    public void Sin_and_cos_are_right() => Gen.OneOf(Gen.Double[-10, 10], Gen.Double[-1e5, 1e5], Gen.Double[-2e9, 2e9], Gen.Double[-1e-8, 1e-8]).Sample(x =>
    {
        AssertClose(Math.Sin(x), DoubleMath.Sin(x), 2);
        AssertClose(Math.Cos(x), DoubleMath.Cos(x), 2);
        double one = DoubleMath.Sin(x) * DoubleMath.Sin(x) + DoubleMath.Cos(x) * DoubleMath.Cos(x);
        Assert.Equal(1.0, one, 5e-16);
    });

    [Fact]
    public void Pow_is_right() => Gen.Select(Gen.Double[1e-3, 1e3], Gen.Double[-100, 100]).Sample((x, y) =>
        AssertClose(Math.Pow(x, y), DoubleMath.Pow(x, y), 2));

    [Fact]
    public void Pow_of_a_beta_is_the_product()
    {
        // As optimizers use it: 0.999ᵗ; a plain product loses half an ulp a step.
        double product = 1.0;
        for (int t = 1; t <= 1_000; t++)
        {
            product *= 0.999;
            Assert.Equal(product, DoubleMath.Pow(0.999, t), product * t * 1.2e-16);
        }

        Assert.Equal(1024.0, DoubleMath.Pow(2.0, 10.0));
        Assert.Equal(-27.0, DoubleMath.Pow(-3.0, 3.0));
        Assert.Equal(0.1, DoubleMath.Pow(0.1, 1.0));
    }

    [Fact]
    public void Special_values_are_those_of_math()
    {
        double[] values =
        [
            0.0, -0.0, 1.0, -1.0, 2.0, -2.0, 0.5, -0.5, 3.0, -3.0, 1e300, 1e-300, 5e-324, -5e-324, double.MaxValue,
            double.PositiveInfinity, double.NegativeInfinity, double.NaN, 709.9, -746.0, -740.0, 1e17, -1e17,
        ];
        foreach (double x in values)
        {
            AssertClose(Math.Exp(x), DoubleMath.Exp(x), 2);
            AssertClose(Math.Log(x), DoubleMath.Log(x), 2);
            foreach (double y in values)
            {
                AssertClose(Math.Pow(x, y), DoubleMath.Pow(x, y), 2);
            }
        }

        Assert.Equal(0.0, DoubleMath.Sin(0.0));
        Assert.True(double.IsNaN(DoubleMath.Sin(double.PositiveInfinity)));
        Assert.True(double.IsNaN(DoubleMath.Cos(double.NaN)));
        Assert.Throws<ArgumentOutOfRangeException>("x", () => DoubleMath.Sin(3e9));
        Assert.Equal(double.NegativeInfinity, DoubleMath.Log1p(-1.0));
        Assert.True(double.IsNaN(DoubleMath.Log1p(-1.5)));
        Assert.Equal(double.PositiveInfinity, DoubleMath.Log1p(double.PositiveInfinity));
        Assert.Equal(1e-310, DoubleMath.Log1p(1e-310));
    }

    /// <summary>The same constant on every machine, at every vector width and without intrinsics.</summary>
    [Fact]
    public void The_bits_are_the_same_everywhere()
    {
        RandomSource random = new(1);
        List<double> values = [];
        for (int i = 0; i < 2_000; i++)
        {
            double x = 200.0 * random.NextDouble() - 100.0;
            double size = Math.Abs(x);
            values.AddRange(
                [DoubleMath.Exp(x), DoubleMath.Log(size), DoubleMath.Log1p(size), DoubleMath.Pow(size, x / 3.0), DoubleMath.Sin(x), DoubleMath.Cos(x)]);
        }

        Assert.Equal("5AC03CD49562095F", Floats.Fingerprint<double>([.. values]));
    }

    private static void AssertClose(double expected, double actual, int ulps)
    {
        if (double.IsNaN(expected) || double.IsInfinity(expected) || expected == 0.0)
        {
            Assert.Equal(expected, actual);
            return;
        }

        double unit = Math.Max(Math.ScaleB(1.0, Math.ILogB(expected) - 52), double.Epsilon);
        Assert.True(Math.Abs(expected - actual) <= ulps * unit, $"{actual:R} is not {expected:R}");
    }

    /// <summary>Against the values of Python's statistics.NormalDist.</summary>
    [Theory]
    [InlineData(1e-300, -37.0470962993612)]
    [InlineData(1e-20, -9.262340089798405)]
    [InlineData(1e-10, -6.361340902404056)]
    [InlineData(0.0001, -3.71901648545568)]
    [InlineData(0.02425, -1.9729610513118845)]
    [InlineData(0.05, -1.6448536269514726)]
    [InlineData(0.074, -1.4466320671589785)]
    [InlineData(0.1, -1.2815515655446008)]
    [InlineData(0.3, -0.5244005127080407)]
    [InlineData(0.5, 0.0)]
    [InlineData(0.7, 0.5244005127080407)]
    [InlineData(0.9, 1.2815515655446008)]
    [InlineData(0.93, 1.4757910281791708)]
    [InlineData(0.975, 1.9599639845400536)]
    [InlineData(0.9999, 3.7190164854557084)]
    public void The_quantiles_of_the_normal_distribution(double probability, double expected) =>
        Assert.Equal(expected, DoubleMath.NormalQuantile(probability), 4e-15 * Math.Max(1, Math.Abs(expected)));

    [Fact]
    public void Normal_quantiles_at_the_ends()
    {
        Assert.Equal(double.NegativeInfinity, DoubleMath.NormalQuantile(0));
        Assert.Equal(double.PositiveInfinity, DoubleMath.NormalQuantile(1));
        Assert.True(double.IsNaN(DoubleMath.NormalQuantile(-0.1)) && double.IsNaN(DoubleMath.NormalQuantile(1.1)) && double.IsNaN(DoubleMath.NormalQuantile(double.NaN)));
    }
}
