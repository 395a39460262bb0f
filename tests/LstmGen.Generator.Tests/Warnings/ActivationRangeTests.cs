using LstmGen.Generator.Layers;

namespace LstmGen.Generator.Tests;

/// <summary>The ranges that rules go by, against the functions themselves.</summary>
public sealed class ActivationRangeTests
{
    public static TheoryData<Activation> Activations { get; } = [.. Enum.GetValues<Activation>()];

    [Theory]
    [MemberData(nameof(Activations))]
    public void A_range_is_that_of_the_function(Activation activation)
    {
        ActivationRange range = ActivationRange.Of(activation.ToString());
        double[] values = [.. Enumerable.Range(-2_000, 4_001).Select(i => Value(activation, Math.Sign(i) * Math.Pow(Math.Abs(i) / 100.0, 6)))];
        Assert.All(values, value => Assert.InRange(value, range.Least, range.Most));
        AssertReached(range.Least, values.Min());
        AssertReached(range.Most, values.Max());
    }

    private static void AssertReached(double bound, double extreme)
    {
        if (double.IsInfinity(bound))
        {
            Assert.True(Math.Abs(extreme) > 1e5, $"{extreme} is far from {bound}.");
        }
        else
        {
            Assert.Equal(bound, extreme, 1e-6);
        }
    }

    /// <summary>As the documentation of each member says.</summary>
    private static double Value(Activation activation, double x) => activation switch
    {
        Activation.Linear => x,
        Activation.Tanh => Math.Tanh(x),
        Activation.Sigmoid => 1 / (1 + Math.Exp(-x)),
        Activation.HardSigmoid => Math.Clamp(x / 6 + 0.5, 0, 1),
        Activation.LegacyHardSigmoid => Math.Clamp(0.2 * x + 0.5, 0, 1),
        Activation.Relu => Math.Max(0, x),
        Activation.LeakyRelu => x > 0 ? x : 0.2 * x,
        Activation.Elu => x > 0 ? x : Math.Exp(x) - 1,
        Activation.Softplus => x > 30 ? x : Math.Log(1 + Math.Exp(x)),
        Activation.Softsign => x / (1 + Math.Abs(x)),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "A new activation needs its range in ActivationRange and its formula here."),
    };
}
