using LstmGen.Numerics;

namespace LstmGen.Tests.Numerics;

/// <summary>Activations with a number of their own: the same bits at every width, the formula, and the plain ones where the number is as by default.</summary>
public sealed class ActivationConstantTests
{
    public static TheoryData<string> All => [nameof(LeakyRelu), nameof(Elu)];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_width_gives_the_same_bits(string kind)
    {
        float[] inputs = [.. Floats.Special, .. Floats.Spread(), .. Floats.Between(0.01f, 20f, 9_001), .. Floats.Between(-0.01f, -20f, 9_001)];
        for (int i = 0; i + 16 <= inputs.Length; i += 16)
        {
            Kind<Third>(kind).CheckWidths(inputs.AsSpan(i, 16));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Values_and_slopes_are_those_of_the_formula(string kind)
    {
        Operator function = Kind<Third>(kind);
        foreach (float x in (float[])[.. Floats.Between(-0.01f, -20f, 9_001), .. Floats.Between(0.01f, 20f, 9_001), 0f])
        {
            double third = Third.Value, expected = x > 0 ? x : kind == nameof(Elu) ? third * (Math.Exp(x) - 1) : third * x;
            Assert.Equal(expected, function.Invoke(x), Math.Abs(expected) * 3e-7);
            Assert.Equal(x > 0 ? 1 : kind == nameof(Elu) ? third * Math.Exp(x) : third, function.Slope(function.Invoke(x)), 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_number_by_default_gives_the_bits_of_the_plain_function(string kind)
    {
        (Operator plain, Operator own) = kind == nameof(Elu) ? (Operator.Of(Activation.Elu), Kind<One>(kind)) : (Operator.Of(Activation.LeakyRelu), Kind<Fifth>(kind));
        foreach (float x in Floats.Spread())
        {
            Assert.Equal(BitConverter.SingleToUInt32Bits(plain.Invoke(x)), BitConverter.SingleToUInt32Bits(own.Invoke(x)));
            Assert.Equal(BitConverter.SingleToUInt32Bits(plain.Slope(x)), BitConverter.SingleToUInt32Bits(own.Slope(x)));
        }
    }

    private static Operator Kind<T>(string kind)
        where T : struct, IConstant => kind == nameof(Elu) ? new Of<Elu<T>>() : new Of<LeakyRelu<T>>();

    private readonly struct One : IConstant
    {
        public static float Value => 1f;
    }

    private readonly struct Fifth : IConstant
    {
        public static float Value => 0.2f;
    }

    private readonly struct Third : IConstant
    {
        public static float Value => 0.3f;
    }
}
