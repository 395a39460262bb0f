using System.Runtime.Intrinsics;

namespace LstmGen;

/// <summary>The mean of (ŷ − y)².</summary>
public sealed class MeanSquaredError : Loss
{
    /// <inheritdoc/>
    public override string Name => "mean squared error";

    /// <inheritdoc/>
    public override float Row(ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<float> gradient) =>
        PointLoss.Mean(default(Point), output, target, gradient);

    private readonly struct Point : IPointLoss
    {
        public float Invoke(float output, float target, out float slope)
        {
            float error = output - target;
            slope = error + error;
            return error * error;
        }

        public Vector128<float> Invoke(Vector128<float> output, Vector128<float> target, out Vector128<float> slope)
        {
            Vector128<float> error = output - target;
            slope = error + error;
            return error * error;
        }
    }
}
