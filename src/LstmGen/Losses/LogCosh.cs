using System.Runtime.Intrinsics;
using LstmGen.Numerics;

namespace LstmGen;

/// <summary>
/// The mean of ln cosh(ŷ − y): ½e² near zero, |e| − ln 2 far away, smooth between; its slope is tanh e.
/// </summary>
/// <remarks>
/// Where a model scales, e is in scaled units.
/// With t = tanh e: artanh(t²/(2 − t²)) where t² ≤ ½, which loses no digits near zero, and |e| + softplus(−2|e|) − ln 2 beyond.
/// </remarks>
public sealed class LogCosh : Loss
{
    private const float Ln2 = 0.693147181f;

    /// <inheritdoc/>
    public override string Name => "log-cosh";

    /// <inheritdoc/>
    public override float Row(ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<float> gradient) =>
        PointLoss.Mean(default(Point), output, target, gradient);

    private readonly struct Point : IPointLoss
    {
        public float Invoke(float output, float target, out float slope)
        {
            float error = output - target;
            slope = Tanh.Invoke(error);
            float square = slope * slope;
            if (square > 0.5f)
            {
                float size = MathF.Abs(error);
                return size + (Softplus.Invoke(-2f * size) - Ln2);
            }

            float s = square / (2f - square);
            float s2 = s * s;
            float p = MathF.FusedMultiplyAdd(s2, 1f / 15f, 1f / 13f);
            p = MathF.FusedMultiplyAdd(s2, p, 1f / 11f);
            p = MathF.FusedMultiplyAdd(s2, p, 1f / 9f);
            p = MathF.FusedMultiplyAdd(s2, p, 1f / 7f);
            p = MathF.FusedMultiplyAdd(s2, p, 1f / 5f);
            p = MathF.FusedMultiplyAdd(s2, p, 1f / 3f);
            return MathF.FusedMultiplyAdd(s2 * p, s, s);
        }

        public Vector128<float> Invoke(Vector128<float> output, Vector128<float> target, out Vector128<float> slope)
        {
            Vector128<float> error = output - target;
            slope = Tanh.Invoke(error);
            Vector128<float> square = slope * slope;
            Vector128<float> size = Vector128.Abs(error);
            Vector128<float> far = size + (Softplus.Invoke(Vector128.Create(-2f) * size) - Vector128.Create(Ln2));
            Vector128<float> s = square / (Vector128.Create(2f) - square);
            Vector128<float> s2 = s * s;
            Vector128<float> p = Vector128.FusedMultiplyAdd(s2, Vector128.Create(1f / 15f), Vector128.Create(1f / 13f));
            p = Vector128.FusedMultiplyAdd(s2, p, Vector128.Create(1f / 11f));
            p = Vector128.FusedMultiplyAdd(s2, p, Vector128.Create(1f / 9f));
            p = Vector128.FusedMultiplyAdd(s2, p, Vector128.Create(1f / 7f));
            p = Vector128.FusedMultiplyAdd(s2, p, Vector128.Create(1f / 5f));
            p = Vector128.FusedMultiplyAdd(s2, p, Vector128.Create(1f / 3f));
            Vector128<float> near = Vector128.FusedMultiplyAdd(s2 * p, s, s);
            return Vector128.ConditionalSelect(Vector128.GreaterThan(square, Vector128.Create(0.5f)), far, near);
        }
    }
}
