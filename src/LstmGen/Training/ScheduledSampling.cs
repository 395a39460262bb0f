using LstmGen.Numerics;

namespace LstmGen;

/// <summary>
/// How often a decoder in training reads the token that it would have written itself instead of the one of the target, so that it learns to go on from its
/// own mistakes (Bengio, Vinyals, Jaitly &amp; Shazeer 2015). Asked before every update; each token is drawn by itself.
/// </summary>
/// <remarks>
/// Both passes take all steps at once: the first reads the target and tells what the model would write, the second learns. So a sampled token is what
/// follows the true ones. As in the paper, no gradient goes through the choice of a token. It costs one more pass forward.
/// </remarks>
public abstract class ScheduledSampling
{
    private ScheduledSampling()
    {
    }

    /// <summary>The probability for an update.</summary>
    /// <param name="step">Where the run stands.</param>
    /// <returns>From 0 to 1.</returns>
    public abstract double RateAt(in ScheduleStep step);

    /// <summary>From 0 to a probability in a straight line over the run.</summary>
    /// <param name="last">At the end, 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is out of its range.</exception>
    public static ScheduledSampling Linear(double last) => new LinearRise(Probability(last));

    /// <summary>1 − kⁱ at update i.</summary>
    /// <param name="k">Above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">k is out of its range.</exception>
    public static ScheduledSampling Exponential(double k) => k is > 0.0 and < 1.0
        ? new ExponentialRise(k)
        : throw new ArgumentOutOfRangeException(nameof(k), k, "Expected a number above 0 and below 1.");

    /// <summary>1 − k/(k + e^(i/k)) at update i: slowly at first, fastest about update k·ln k.</summary>
    /// <param name="k">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">k is out of its range.</exception>
    public static ScheduledSampling InverseSigmoid(double k) => k >= 1.0 && double.IsFinite(k)
        ? new SigmoidRise(k)
        : throw new ArgumentOutOfRangeException(nameof(k), k, "Expected a finite number of at least 1.");

    /// <summary>The same probability throughout.</summary>
    /// <param name="rate">0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is out of its range.</exception>
    public static ScheduledSampling Constant(double rate) => new ConstantRate(Probability(rate));

    /// <summary>How the probability goes.</summary>
    public abstract override string ToString();

    private static double Probability(double value) =>
        value is >= 0.0 and <= 1.0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Expected a probability from 0 to 1.");

    private sealed class LinearRise(double last) : ScheduledSampling
    {
        public override double RateAt(in ScheduleStep step) => step.TotalUpdates <= 1 ? last : last * Math.Min(1.0, (double)step.Update / (step.TotalUpdates - 1));

        public override string ToString() => FormattableString.Invariant($"rising to {last} over the run");
    }

    private sealed class ExponentialRise(double k) : ScheduledSampling
    {
        public override double RateAt(in ScheduleStep step) => 1.0 - DoubleMath.Pow(k, step.Update);

        public override string ToString() => FormattableString.Invariant($"1 - {k}^update");
    }

    private sealed class SigmoidRise(double k) : ScheduledSampling
    {
        // Written so that a late update does not overflow.
        public override double RateAt(in ScheduleStep step) => 1.0 / (1.0 + k * DoubleMath.Exp(-step.Update / k));

        public override string ToString() => FormattableString.Invariant($"inverse sigmoid of {k}");
    }

    private sealed class ConstantRate(double rate) : ScheduledSampling
    {
        public override double RateAt(in ScheduleStep step) => rate;

        public override string ToString() => FormattableString.Invariant($"constant at {rate}");
    }
}
