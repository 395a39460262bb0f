using System.Runtime.Intrinsics;

namespace LstmGen;

/// <summary>
/// The mean of ½e² where |e| ≤ δ, and δ·|e| − ½δ² beyond (Huber 1964): outliers pull with a bounded force.
/// Where a model scales, e and δ are in scaled units: δ = 1 is one standard deviation with <see cref="Scaling.Standard"/>.
/// </summary>
public sealed class Huber : Loss
{
    /// <summary>A Huber loss.</summary>
    /// <param name="delta">δ, where the parabola becomes a line; above 0. The default is 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delta"/> is not a finite number above 0.</exception>
    public Huber(float delta = 1f)
    {
        if (!(delta > 0f && float.IsFinite(delta)))
        {
            throw new ArgumentOutOfRangeException(nameof(delta), delta, "Expected a finite number above 0.");
        }

        Delta = delta;
    }

    /// <summary>δ, where the parabola becomes a line.</summary>
    public float Delta { get; }

    /// <inheritdoc/>
    public override string Name => FormattableString.Invariant($"Huber loss (δ = {Delta})");

    /// <inheritdoc/>
    public override float Row(ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<float> gradient) =>
        PointLoss.Mean(new Point(Delta), output, target, gradient);

    private readonly struct Point(float delta) : IPointLoss
    {
        public float Invoke(float output, float target, out float slope)
        {
            float error = output - target;
            float size = MathF.Abs(error);
            slope = size > delta ? Signs.Of(error) * delta : error;
            return size > delta ? delta * (size - 0.5f * delta) : 0.5f * (error * error);
        }

        public Vector128<float> Invoke(Vector128<float> output, Vector128<float> target, out Vector128<float> slope)
        {
            Vector128<float> error = output - target;
            Vector128<float> size = Vector128.Abs(error);
            Vector128<float> deltas = Vector128.Create(delta);
            Vector128<float> beyond = Vector128.GreaterThan(size, deltas);
            slope = Vector128.ConditionalSelect(beyond, Signs.Of(error) * deltas, error);
            return Vector128.ConditionalSelect(
                beyond, deltas * (size - Vector128.Create(0.5f) * deltas), Vector128.Create(0.5f) * (error * error));
        }
    }
}
