using System.Runtime.Intrinsics;
using LstmGen.Numerics;

namespace LstmGen.Tests.Numerics;

/// <summary>An activation's type behind ordinary methods.</summary>
internal abstract class Operator
{
    public static Operator Of(Activation activation) => activation switch
    {
        Activation.Linear => new Of<Linear>(),
        Activation.Tanh => new Of<Tanh>(),
        Activation.Sigmoid => new Of<Sigmoid>(),
        Activation.HardSigmoid => new Of<HardSigmoid>(),
        Activation.LegacyHardSigmoid => new Of<LegacyHardSigmoid>(),
        Activation.Relu => new Of<Relu>(),
        Activation.LeakyRelu => new Of<LeakyRelu>(),
        Activation.Elu => new Of<Elu>(),
        Activation.Softplus => new Of<Softplus>(),
        Activation.Softsign => new Of<Softsign>(),
        _ => throw new ArgumentOutOfRangeException(nameof(activation)),
    };

    public abstract float Invoke(float x);

    public abstract float Slope(float y);

    /// <summary>Sixteen values through every form.</summary>
    public abstract void CheckWidths(ReadOnlySpan<float> x);
}

internal sealed class Of<T> : Operator
    where T : IActivation
{
    public override float Invoke(float x) => T.Invoke(x);

    public override float Slope(float y) => T.Slope(y);

    public override void CheckWidths(ReadOnlySpan<float> x)
    {
        float[] y = [.. x.ToArray().Select(T.Invoke)];
        float[] slope = [.. y.Select(T.Slope)];
        Vector512<float> y512 = T.Invoke(Vector512.Create(x));
        Vector512<float> slope512 = T.Slope(y512);
        for (int i = 0; i < 16; i++)
        {
            Floats.AssertSame(y[i], y512[i], x[i]);
            Floats.AssertSame(slope[i], slope512[i], x[i]);
        }

        for (int i = 0; i < 16; i += 8)
        {
            Vector256<float> y256 = T.Invoke(Vector256.Create(x[i..]));
            Vector256<float> slope256 = T.Slope(y256);
            for (int lane = 0; lane < 8; lane++)
            {
                Floats.AssertSame(y[i + lane], y256[lane], x[i + lane]);
                Floats.AssertSame(slope[i + lane], slope256[lane], x[i + lane]);
            }
        }

        for (int i = 0; i < 16; i += 4)
        {
            Vector128<float> y128 = T.Invoke(Vector128.Create(x[i..]));
            Vector128<float> slope128 = T.Slope(y128);
            for (int lane = 0; lane < 4; lane++)
            {
                Floats.AssertSame(y[i + lane], y128[lane], x[i + lane]);
                Floats.AssertSame(slope[i + lane], slope128[lane], x[i + lane]);
            }
        }
    }
}
