using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LstmGen;

/// <summary>
/// The mean of a pointwise loss over a row: sixteen lanes and one tree over the full blocks, then the rest one by one. The order is a
/// matter of the length alone, so that the sum has the same bits on every machine.
/// </summary>
internal static class PointLoss
{
    private const int Lanes = 16;

    /// <summary>The mean, and its gradient.</summary>
    public static float Mean<TPoint>(TPoint point, ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<float> gradient)
        where TPoint : struct, IPointLoss
    {
        if (output.Length == 1 && target.Length == 1 && gradient.Length == 1)
        {
            return point.Invoke(output[0], target[0], out gradient[0]);
        }

        Check(output.Length, target.Length, gradient.Length);
        float count = output.Length;
        int blocks = output.Length - (output.Length % Lanes);
        float sum = blocks == 0 ? 0f : Blocks(point, output[..blocks], target, gradient, count);
        for (int i = blocks; i < output.Length; i++)
        {
            sum += point.Invoke(output[i], target[i], out float slope);
            gradient[i] = slope / count;
        }

        return sum / count;
    }

    private static float Blocks<TPoint>(TPoint point, ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<float> gradient, float count)
        where TPoint : struct, IPointLoss
    {
        ref float outputs = ref MemoryMarshal.GetReference(output);
        ref float targets = ref MemoryMarshal.GetReference(target);
        ref float gradients = ref MemoryMarshal.GetReference(gradient);
        Vector128<float> counts = Vector128.Create(count);
        Vector128<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        for (nuint i = 0; i < (nuint)output.Length; i += Lanes)
        {
            sum0 += Four(point, ref outputs, ref targets, ref gradients, i, counts);
            sum1 += Four(point, ref outputs, ref targets, ref gradients, i + 4, counts);
            sum2 += Four(point, ref outputs, ref targets, ref gradients, i + 8, counts);
            sum3 += Four(point, ref outputs, ref targets, ref gradients, i + 12, counts);
        }

        Vector128<float> four = (sum0 + sum2) + (sum1 + sum3);
        return (four[0] + four[2]) + (four[1] + four[3]);
    }

    private static Vector128<float> Four<TPoint>(
        TPoint point, ref float outputs, ref float targets, ref float gradients, nuint at, Vector128<float> count)
        where TPoint : struct, IPointLoss
    {
        Vector128<float> loss = point.Invoke(
            Vector128.LoadUnsafe(ref outputs, at), Vector128.LoadUnsafe(ref targets, at), out Vector128<float> slope);
        (slope / count).StoreUnsafe(ref gradients, at);
        return loss;
    }

    private static void Check(int output, int target, int gradient)
    {
        if (output == 0) throw new ArgumentException("Expected a row of at least one output, but got 0.", nameof(output));
        if (target != output) throw new ArgumentException($"Expected as many targets as outputs, {output}, but got {target}.", nameof(target));
        if (gradient != output)
        {
            throw new ArgumentException($"Expected room for as many gradients as outputs, {output}, but got {gradient}.", nameof(gradient));
        }
    }
}
