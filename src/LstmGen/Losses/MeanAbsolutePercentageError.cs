using System.Runtime.Intrinsics;

namespace LstmGen;

/// <summary>
/// The mean of 100·|ŷ − y| / max(|y|, 10⁻⁷), in percent, as in Keras, of the values in their raw units, also where a model scales. Targets near zero dominate it.
/// </summary>
public sealed class MeanAbsolutePercentageError : Loss
{
    private const float Smallest = 1e-7f;

    /// <inheritdoc/>
    public override string Name => "mean absolute percentage error";

    /// <inheritdoc/>
    public override bool InRawUnits => true;

    /// <inheritdoc/>
    public override float Row(ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<float> gradient) =>
        PointLoss.Mean(default(Point), output, target, gradient);

    private readonly struct Point : IPointLoss
    {
        public float Invoke(float output, float target, out float slope)
        {
            float error = output - target;
            float size = MathF.Abs(target);
            float scale = 100f / (size > Smallest ? size : Smallest);
            slope = Signs.Of(error) * scale;
            return MathF.Abs(error) * scale;
        }

        public Vector128<float> Invoke(Vector128<float> output, Vector128<float> target, out Vector128<float> slope)
        {
            Vector128<float> error = output - target;
            Vector128<float> size = Vector128.Abs(target);
            Vector128<float> smallest = Vector128.Create(Smallest);
            Vector128<float> scale =
                Vector128.Create(100f) / Vector128.ConditionalSelect(Vector128.GreaterThan(size, smallest), size, smallest);
            slope = Signs.Of(error) * scale;
            return Vector128.Abs(error) * scale;
        }
    }
}
