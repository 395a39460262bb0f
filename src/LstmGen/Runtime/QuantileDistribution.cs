using System.Globalization;
using LstmGen.Numerics;

namespace LstmGen.Runtime;

/// <summary>
/// Quantiles of each target. Between two of them the quantile function is linear. Beyond the outermost it has the tails of an exponential distribution whose
/// density goes on from the stretch beside: Q(p) = q₁ + s·p₁·ln(p/p₁) below, with the slope s = (q₂ − q₁)/(p₂ − p₁), and the same above.
/// </summary>
internal sealed class QuantileDistribution(double[] probabilities) : OutputDistribution
{
    public override int OutputsPerTarget => probabilities.Length;

    internal override string Name => "quantiles " + string.Join(' ', probabilities.Select(p => p.ToString("R", CultureInfo.InvariantCulture)));

    /// <summary>Intervals between two of its quantiles that leave as much below as above, the narrowest first.</summary>
    internal override double[] Levels
    {
        get
        {
            double[] levels = [.. from p in probabilities
                                  where p < 0.5 && probabilities.Any(q => Math.Abs(q + p - 1) < 1e-9)
                                  orderby p descending
                                  select Math.Round(1 - 2 * p, 9)];
            return levels.Length > 0 ? levels : [0.5, 0.8, 0.95];
        }
    }

    internal override string? NoSpread => probabilities.Length > 1
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"its one quantile, {probabilities[0]}, says nothing of the others; two or more do, such as [Quantiles(0.1, 0.5, 0.9)]");

    internal override double ValueAt(ReadOnlySpan<float> outputs, double probability)
    {
        int last = probabilities.Length - 1;
        int above = 0;
        while (above <= last && probabilities[above] < probability)
        {
            above++;
        }

        if (above <= last && probabilities[above] == probability) return outputs[above];
        if (last == 0) return outputs[0];
        if (above == 0)
        {
            return outputs[0] + Slope(outputs, 0) * probabilities[0] * DoubleMath.Log(probability / probabilities[0]);
        }

        if (above > last)
        {
            double rest = 1 - probabilities[last];
            return outputs[last] - Slope(outputs, last - 1) * rest * DoubleMath.Log((1 - probability) / rest);
        }

        return outputs[above - 1] + Slope(outputs, above - 1) * (probability - probabilities[above - 1]);
    }

    internal override float PointOf(ReadOnlySpan<float> outputs)
    {
        int nearest = 0;
        for (int i = 1; i < probabilities.Length; i++)
        {
            if (Math.Abs(probabilities[i] - 0.5) < Math.Abs(probabilities[nearest] - 0.5)) nearest = i;
        }

        return outputs[nearest];
    }

    private protected override void Unscale(Span<float> outputs, float offset, float scale)
    {
        for (int i = 0; i < outputs.Length; i++)
        {
            outputs[i] = outputs[i] * scale + offset;
        }
    }

    /// <summary>From one quantile to the next, by probability.</summary>
    private double Slope(ReadOnlySpan<float> outputs, int at) =>
        ((double)outputs[at + 1] - outputs[at]) / (probabilities[at + 1] - probabilities[at]);
}
