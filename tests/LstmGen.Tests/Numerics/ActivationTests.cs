using LstmGen.Numerics;

namespace LstmGen.Tests.Numerics;

public sealed class ActivationTests
{
    private const double SigmoidAboveZero = 1.5;
    private const double SigmoidToMinus16 = 3.0;
    private const double SigmoidBelow = 5.8;

    public static TheoryData<Activation> All => [.. Enum.GetValues<Activation>()];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_width_gives_the_same_bits(Activation activation)
    {
        Operator function = Operator.Of(activation);
        float[] inputs = [.. Floats.Special, .. Floats.Spread(), .. Floats.Between(0.01f, 20f, 9_001), .. Floats.Between(-0.01f, -20f, 9_001)];
        for (int i = 0; i + 16 <= inputs.Length; i += 16)
        {
            ReadOnlySpan<float> x = inputs.AsSpan(i, 16);
            function.CheckWidths(x);
        }
    }

    /// <summary>The same constants on every machine, at every vector width and without intrinsics.</summary>
    [Theory]
    [InlineData(Activation.Linear, "19D84543D44C39DB")]
    [InlineData(Activation.Tanh, "74528B3A9A18C534")]
    [InlineData(Activation.Sigmoid, "61A624F668A5FBC0")]
    [InlineData(Activation.HardSigmoid, "31763E36F3A964C4")]
    [InlineData(Activation.LegacyHardSigmoid, "38ADDB292F3E6884")]
    [InlineData(Activation.Relu, "32626B7A51E8BA3E")]
    [InlineData(Activation.LeakyRelu, "F176ED078FA18CC0")]
    [InlineData(Activation.Elu, "530F108B0F078EEF")]
    [InlineData(Activation.Softplus, "030BEC8176149B08")]
    [InlineData(Activation.Softsign, "732985E0DE87FC79")]
    public void The_bits_are_the_same_everywhere(Activation activation, string fingerprint)
    {
        Operator function = Operator.Of(activation);
        float[] inputs = [.. Floats.Spread(), .. Floats.Between(0.01f, 20f, 9_001), .. Floats.Between(-0.01f, -20f, 9_001)];
        float[] values = [.. inputs.Select(function.Invoke)];
        float[] slopes = [.. values.Select(function.Slope)];
        Assert.Equal(fingerprint, Floats.Fingerprint<float>([.. values, .. slopes]));
    }

    /// <summary>The measured bounds of docs/numerics.md, on every 4,001st float.</summary>
    [Theory]
    [InlineData(Activation.Tanh, 1e-30f, 20f, 2.5)]
    [InlineData(Activation.Tanh, -1e-30f, -20f, 2.5)]
    [InlineData(Activation.Sigmoid, 1e-30f, 100f, SigmoidAboveZero)]
    [InlineData(Activation.Sigmoid, -1e-30f, -16f, SigmoidToMinus16)]
    [InlineData(Activation.Sigmoid, -16f, -87.3f, SigmoidBelow)]
    [InlineData(Activation.Elu, -1e-30f, -100f, 1.0)]
    [InlineData(Activation.Softplus, 1e-30f, 100f, 2.5)]
    [InlineData(Activation.Softplus, -1e-30f, -16f, 3.2)]
    [InlineData(Activation.Softplus, -16f, -87f, 5.5)]
    [InlineData(Activation.Softsign, 1e-30f, 1e30f, 1.5)]
    [InlineData(Activation.HardSigmoid, 1e-30f, 10f, 1.5)]
    [InlineData(Activation.LegacyHardSigmoid, 1e-30f, 10f, 1.5)]
    public void Is_as_close_to_the_formula_in_double_as_documented(Activation activation, float low, float high, double bound)
    {
        Operator function = Operator.Of(activation);
        foreach (float x in Floats.Between(low, high, 4_001))
        {
            Assert.InRange(Floats.Ulps(function.Invoke(x), Formula(activation, x)), 0.0, bound);
        }
    }

    /// <summary>Ulps of the sigmoid's bound at x.</summary>
    internal static double SigmoidBound(float x) => x switch
    {
        >= 0f => SigmoidAboveZero,
        >= -16f => SigmoidToMinus16,
        _ => SigmoidBelow,
    };

    [Theory]
    [MemberData(nameof(All))]
    public void Is_close_to_the_formula_on_both_sides(Activation activation)
    {
        Operator function = Operator.Of(activation);
        foreach (float x in Floats.Between(1e-6f, 30f, 20_011).SelectMany(x => new[] { x, -x }))
        {
            Assert.Equal(Formula(activation, x), function.Invoke(x), 4e-7 * Math.Max(1.0, Math.Abs(x)));
        }
    }

    /// <summary>Central differences on the formula in double.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void The_slope_of_the_result_is_the_derivative(Activation activation)
    {
        Operator function = Operator.Of(activation);
        for (float x = -9.97f; x < 10f; x += 0.0371f)
        {
            double expected = (Formula(activation, x + 1e-5) - Formula(activation, x - 1e-5)) / 2e-5;
            Assert.Equal(expected, function.Slope(function.Invoke(x)), 2e-6);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Na_n_stays_na_n(Activation activation) => Assert.True(float.IsNaN(Operator.Of(activation).Invoke(float.NaN)));

    [Theory]
    [InlineData(Activation.Tanh, -1f, 1f)]
    [InlineData(Activation.Sigmoid, 0f, 1f)]
    [InlineData(Activation.HardSigmoid, 0f, 1f)]
    [InlineData(Activation.LegacyHardSigmoid, 0f, 1f)]
    [InlineData(Activation.Relu, 0f, float.PositiveInfinity)]
    [InlineData(Activation.LeakyRelu, float.NegativeInfinity, float.PositiveInfinity)]
    [InlineData(Activation.Elu, -1f, float.PositiveInfinity)]
    [InlineData(Activation.Softplus, 0f, float.PositiveInfinity)]
    [InlineData(Activation.Softsign, -1f, 1f)]
    [InlineData(Activation.Linear, float.NegativeInfinity, float.PositiveInfinity)]
    public void The_ends_are_the_limits(Activation activation, float below, float above)
    {
        Operator function = Operator.Of(activation);
        Assert.Equal(below, function.Invoke(float.NegativeInfinity));
        Assert.Equal(above, function.Invoke(float.PositiveInfinity));
    }

    /// <summary>Neighbours, on every 997th float and on all floats around the places where the power of two changes.</summary>
    [Theory]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Sigmoid)]
    public void Never_falls_from_one_float_to_the_next(Activation activation)
    {
        Operator function = Operator.Of(activation);
        foreach (float x in Floats.Between(1e-10f, 100f, 997))
        {
            Check(x);
        }

        // The power of two is one of e^(−2|x|) for tanh, and one of eighths of e^(−x) for the sigmoid.
        double step = Math.Log(2.0) / (activation == Activation.Tanh ? 2.0 : 8.0);
        for (int k = 0; k < 240; k++)
        {
            float edge = (float)((k + 0.5) * step);
            for (float x = edge * (1f - 2e-5f); x < edge * (1f + 2e-5f); x = MathF.BitIncrement(x))
            {
                Check(x);
            }
        }

        void Check(float x)
        {
            float next = MathF.BitIncrement(x);
            Assert.True(function.Invoke(x) <= function.Invoke(next), $"falls after {x:R}");
            Assert.True(function.Invoke(-next) <= function.Invoke(-x), $"falls before {-x:R}");
        }
    }

    /// <summary>s(−x) = 1 − s(x): both are right to 9·10⁻⁸.</summary>
    [Fact]
    public void The_sigmoids_of_opposites_add_up_to_one()
    {
        foreach (float x in Floats.Between(1e-10f, 100f, 997))
        {
            Assert.Equal(1.0, (double)Sigmoid.Invoke(x) + Sigmoid.Invoke(-x), 1.5e-7);
        }
    }

    [Fact]
    public void Sigmoid_saturates()
    {
        Assert.Equal(0.5f, Sigmoid.Invoke(0f));
        Assert.Equal(1f, Sigmoid.Invoke(16.64f));
        Assert.True(Sigmoid.Invoke(16.6f) < 1f);
        Assert.True(Sigmoid.Invoke(-88.6f) > 0f);
        Assert.All([-88.7f, -89f, -1e30f, float.MinValue], x => Assert.Equal(0, BitConverter.SingleToInt32Bits(Sigmoid.Invoke(x))));
    }

    [Fact]
    public void Tanh_is_odd_and_saturates()
    {
        foreach (float x in Floats.Between(float.Epsilon, float.MaxValue, 10_007))
        {
            float y = Tanh.Invoke(x);
            Assert.Equal(-y, Tanh.Invoke(-x));
            Assert.True(x < 8.5f ? y <= 1f : y == 1f, $"tanh({x:R}) is {y:R}");
        }

        Assert.Equal(int.MinValue, BitConverter.SingleToInt32Bits(Tanh.Invoke(-0f)));
        Assert.Equal(float.Epsilon, Tanh.Invoke(float.Epsilon));
        Assert.True(Tanh.Invoke(8.49f) < 1f);
    }

    private static double Formula(Activation activation, double x) => activation switch
    {
        Activation.Linear => x,
        Activation.Tanh => Math.Tanh(x),
        Activation.Sigmoid => x < 0.0 ? Math.Exp(x) / (1.0 + Math.Exp(x)) : 1.0 / (1.0 + Math.Exp(-x)),
        Activation.HardSigmoid => Math.Clamp(x / 6.0 + 0.5, 0.0, 1.0),
        Activation.LegacyHardSigmoid => Math.Clamp(0.2 * x + 0.5, 0.0, 1.0),
        Activation.Relu => Math.Max(0.0, x),
        Activation.LeakyRelu => x > 0.0 ? x : 0.2 * x,
        Activation.Elu => x > 0.0 ? x : Math.Abs(x) < 1e-5 ? x + x * x / 2.0 : Math.Exp(x) - 1.0,
        Activation.Softplus => Math.Max(x, 0.0) + LogOfOnePlus(Math.Exp(-Math.Abs(x))),
        Activation.Softsign => x / (1.0 + Math.Abs(x)),
        _ => throw new ArgumentOutOfRangeException(nameof(activation)),
    };

    private static double LogOfOnePlus(double e) => e < 1e-4 ? e - e * e / 2.0 + e * e * e / 3.0 : Math.Log(1.0 + e);
}
