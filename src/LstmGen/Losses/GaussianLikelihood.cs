using LstmGen.Numerics;

namespace LstmGen;

/// <summary>
/// The negative log-likelihood of normal distributions, in nats: the mean over targets of ½·ln 2π + ln σ + ½·((y − μ)/σ)². A network has two
/// outputs per target, the mean μ and the spread σ &gt; 0 (Nix &amp; Weigend 1994).
/// </summary>
/// <remarks>Windows hold each target once (training repeats it for the spread), or twice.</remarks>
public sealed class GaussianLikelihood : Loss
{
    private const double HalfLogTwoPi = 0.91893853320467274;

    /// <inheritdoc/>
    public override int OutputsPerTarget => 2;

    /// <inheritdoc/>
    public override string Name => "Gaussian negative log-likelihood";

    /// <summary>The loss of one row.</summary>
    /// <param name="output">Mean, spread, mean, spread…</param>
    /// <param name="target">As many: each target twice, of which the first is read.</param>
    /// <param name="gradient">Receives the gradient with respect to each mean and spread.</param>
    /// <returns>The mean over the targets; not finite where a spread is not above 0.</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public override float Row(ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<float> gradient)
    {
        LossChecks.Row(output.Length, target.Length, gradient.Length, OutputsPerTarget);
        double sum = 0;
        float count = output.Length / 2;
        for (int i = 0; i < output.Length; i += 2)
        {
            float spread = output[i + 1], error = (target[i] - output[i]) / spread;
            sum += HalfLogTwoPi + VectorMath.Log(spread) + 0.5 * ((double)error * error);
            gradient[i] = -error / spread / count;
            gradient[i + 1] = MathF.FusedMultiplyAdd(-error, error, 1f) / spread / count;
        }

        return (float)(sum / count);
    }
}
