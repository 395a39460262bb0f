using System.Globalization;
using LstmGen.Numerics;

namespace LstmGen.Metrics;

/// <summary>A BLEU score and what it is made of.</summary>
/// <param name="Precisions">p₁ … p_N, 0 to 1, smoothed where asked for; 0 where there is no n-gram of that order.</param>
/// <param name="HypothesisLength">c: tokens of the hypotheses.</param>
/// <param name="ReferenceLength">r: tokens of the references nearest to them in length.</param>
public sealed record BleuScore(IReadOnlyList<double> Precisions, long HypothesisLength, long ReferenceLength)
{
    /// <summary>BP: 1 when the hypotheses are longer than the references, else e^(1 − r/c); 0 without a hypothesis.</summary>
    public double BrevityPenalty =>
        HypothesisLength > ReferenceLength ? 1
        : HypothesisLength == 0 ? 0
        : DoubleMath.Exp(1 - (double)ReferenceLength / HypothesisLength);

    /// <summary>BP · exp(1/N · Σ log pₙ), 0 to 1; often quoted times 100. 0 when one of the precisions is.</summary>
    public double Value
    {
        get
        {
            double sum = 0;
            foreach (double precision in Precisions)
            {
                if (precision == 0)
                {
                    return 0;
                }

                sum += DoubleMath.Log(precision);
            }

            return BrevityPenalty * DoubleMath.Exp(sum / Precisions.Count);
        }
    }

    /// <summary>The score times 100 and its parts, in one line.</summary>
    public override string ToString()
    {
        string precisions = string.Join('/', Precisions.Select(precision => (100 * precision).ToString("F1", CultureInfo.InvariantCulture)));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"BLEU {100 * Value:F2} ({precisions}, brevity penalty {BrevityPenalty:F3}, {HypothesisLength} tokens for {ReferenceLength})");
    }
}
