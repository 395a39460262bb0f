using System.Globalization;
using LstmGen.Numerics;

namespace LstmGen.Runtime;

/// <summary>
/// Quantiles of each target. Between two of them, and beyond the outermost, the quantile function is linear in z = Φ⁻¹(p), a line on normal probability paper:
/// each stretch is that of a normal distribution, so that of normal noise every quantile is right, and the tails are no heavier than they say.
/// </summary>
internal sealed class QuantileDistribution(double[] probabilities) : OutputDistribution
{
    private readonly double[] _places = Array.ConvertAll(probabilities, DoubleMath.NormalQuantile);

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

    internal override double ValueAt(ReadOnlySpan<double> outputs, double probability)
    {
        int last = probabilities.Length - 1;
        int above = 0;
        while (above <= last && probabilities[above] < probability)
        {
            above++;
        }

        if (above <= last && probabilities[above] == probability) return outputs[above];
        if (last == 0) return outputs[0];
        int from = Math.Clamp(above - 1, 0, last - 1);
        double share = (DoubleMath.NormalQuantile(probability) - _places[from]) / (_places[from + 1] - _places[from]);
        return outputs[from] + share * (outputs[from + 1] - outputs[from]);
    }

    internal override int PointIndex
    {
        get
        {
            int nearest = 0;
            for (int i = 1; i < probabilities.Length; i++)
            {
                if (Math.Abs(probabilities[i] - 0.5) < Math.Abs(probabilities[nearest] - 0.5)) nearest = i;
            }

            return nearest;
        }
    }

    private protected override void Unscale(ScaleColumns columns, int column, Span<float> outputs)
    {
        for (int i = 0; i < outputs.Length; i++)
        {
            outputs[i] = columns.Unscale(outputs[i], column);
        }
    }

    private protected override void Unscale(ScaleColumns columns, int column, ReadOnlySpan<float> outputs, Span<double> values)
    {
        for (int i = 0; i < outputs.Length; i++)
        {
            values[i] = columns.UnscaleExactly(outputs[i], column);
        }
    }
}
