using System.Runtime.Intrinsics;
using LstmGen.Numerics;

namespace LstmGen.Tests.Numerics;

public sealed class VectorMathTests
{
    public static TheoryData<string> All => ["Exp", "Expm1", "Log", "Sin", "Cos"];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_width_gives_the_same_bits(string function)
    {
        float[] inputs = [.. Floats.Special, .. Floats.Spread(), .. Floats.Between(1e-3f, 200f, 20_011), .. Floats.Between(-1e-3f, -200f, 20_011)];
        for (int i = 0; i + 16 <= inputs.Length; i += 16)
        {
            ReadOnlySpan<float> x = inputs.AsSpan(i, 16);
            Vector512<float> y512 = Wide(function, Vector512.Create(x));
            for (int lane = 0; lane < 16; lane++)
            {
                float y = Scalar(function, x[lane]);
                Floats.AssertSame(y, y512[lane], x[lane]);
                Floats.AssertSame(y, Wide(function, Vector256.Create(x[(lane & 8)..]))[lane & 7], x[lane]);
                Floats.AssertSame(y, Wide(function, Vector128.Create(x[(lane & 12)..]))[lane & 3], x[lane]);
            }
        }
    }

    /// <summary>The measured bounds of docs/numerics.md, on every 4,001st float.</summary>
    [Theory]
    [InlineData("Exp", 1e-30f, 88.7f, 1.1)]
    [InlineData("Exp", -1e-30f, -110f, 1.1)]
    [InlineData("Expm1", 1e-30f, 16f, 2.5)]
    [InlineData("Expm1", -1e-30f, -110f, 1.0)]
    [InlineData("Log", float.Epsilon, float.MaxValue, 1.0)]
    [InlineData("Sin", 1e-30f, 100f, 1.7)]
    [InlineData("Cos", 1e-30f, 100f, 1.7)]
    [InlineData("Sin", -100f, -131_072f, 1.7)]
    [InlineData("Cos", -100f, -131_072f, 1.7)]
    public void Is_as_close_to_the_formula_in_double_as_documented(string function, float low, float high, double bound)
    {
        foreach (float x in Floats.Between(low, high, 4_001))
        {
            double ulps = Floats.Ulps(Scalar(function, x), Formula(function, x));
            Assert.True(ulps <= bound, $"{function}({x:R}) is off by {ulps} ulp");
        }
    }

    [Fact]
    public void Special_values()
    {
        Assert.Equal(float.PositiveInfinity, VectorMath.Exp(float.PositiveInfinity));
        Assert.Equal(float.PositiveInfinity, VectorMath.Exp(88.73f));
        Assert.Equal(0f, VectorMath.Exp(float.NegativeInfinity));
        Assert.Equal(1f, VectorMath.Exp(0f));
        Assert.Equal(-1f, VectorMath.Expm1(float.NegativeInfinity));
        Assert.Equal(float.NegativeInfinity, VectorMath.Log(-0f));
        Assert.Equal(float.PositiveInfinity, VectorMath.Log(float.PositiveInfinity));
        Assert.Equal(0f, VectorMath.Log(1f));
        Assert.Equal(1f, VectorMath.Cos(0f));
        foreach (float x in new[] { VectorMath.Log(-1f), VectorMath.Sin(131_073f), VectorMath.Cos(float.NegativeInfinity) })
        {
            Assert.True(float.IsNaN(x));
        }

        Assert.All(All, function => Assert.True(float.IsNaN(Scalar(function, float.NaN)), function));
    }

    /// <summary>The same constants on every machine, at every vector width and without intrinsics.</summary>
    [Theory]
    [InlineData("Exp", "9C801D1A4D1A10CD")]
    [InlineData("Expm1", "C89E4BAA5022F071")]
    [InlineData("Log", "9064DBE9CBF85A9C")]
    [InlineData("Sin", "DF150E513B0FBFD4")]
    [InlineData("Cos", "0E0798413097B89E")]
    public void The_bits_are_the_same_everywhere(string function, string fingerprint)
    {
        float[] inputs = [.. Floats.Spread(), .. Floats.Between(1e-3f, 200f, 9_001)];
        float[] values = [.. inputs.Select(x => Scalar(function, x)).Where(y => !float.IsNaN(y))];
        Assert.Equal(fingerprint, Floats.Fingerprint(values));
    }

    private static double Formula(string function, double x) => function switch
    {
        "Exp" => Math.Exp(x),
        "Expm1" => Math.Abs(x) < 1e-5 ? x + x * x / 2.0 : Math.Exp(x) - 1.0,
        "Log" => Math.Log(x),
        "Sin" => Math.Sin(x),
        _ => Math.Cos(x),
    };

    private static float Scalar(string function, float x) => function switch
    {
        "Exp" => VectorMath.Exp(x),
        "Expm1" => VectorMath.Expm1(x),
        "Log" => VectorMath.Log(x),
        "Sin" => VectorMath.Sin(x),
        _ => VectorMath.Cos(x),
    };

    private static Vector128<float> Wide(string function, Vector128<float> x) => function switch
    {
        "Exp" => VectorMath.Exp(x),
        "Expm1" => VectorMath.Expm1(x),
        "Log" => VectorMath.Log(x),
        "Sin" => VectorMath.Sin(x),
        _ => VectorMath.Cos(x),
    };

    private static Vector256<float> Wide(string function, Vector256<float> x) => function switch
    {
        "Exp" => VectorMath.Exp(x),
        "Expm1" => VectorMath.Expm1(x),
        "Log" => VectorMath.Log(x),
        "Sin" => VectorMath.Sin(x),
        _ => VectorMath.Cos(x),
    };

    private static Vector512<float> Wide(string function, Vector512<float> x) => function switch
    {
        "Exp" => VectorMath.Exp(x),
        "Expm1" => VectorMath.Expm1(x),
        "Log" => VectorMath.Log(x),
        "Sin" => VectorMath.Sin(x),
        _ => VectorMath.Cos(x),
    };
}
