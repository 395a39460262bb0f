using System.Runtime.InteropServices;

namespace LstmGen.Metrics;

/// <summary>A score, and whether what it belongs to is a positive.</summary>
internal readonly record struct RankedScore(float Score, bool Positive)
{
    /// <summary>
    /// The area under the ROC curve, U / (positives · negatives) with ties counted half; NaN without both kinds. Sorts the list. Twice U is counted in
    /// whole numbers, so only the division rounds.
    /// </summary>
    public static double Auc(List<RankedScore> scores)
    {
        Span<RankedScore> sorted = CollectionsMarshal.AsSpan(scores);
        sorted.Sort(static (a, b) => a.Score.CompareTo(b.Score));
        long below = 0, positives = 0, twiceU = 0;
        for (int start = 0; start < sorted.Length;)
        {
            long tiedPositives = 0, tiedNegatives = 0;
            int end = start;
            for (; end < sorted.Length && sorted[end].Score == sorted[start].Score; end++)
            {
                tiedPositives += sorted[end].Positive ? 1 : 0;
                tiedNegatives += sorted[end].Positive ? 0 : 1;
            }

            twiceU += tiedPositives * (2 * below + tiedNegatives);
            below += tiedNegatives;
            positives += tiedPositives;
            start = end;
        }

        return positives == 0 || below == 0 ? double.NaN : twiceU / (2.0 * positives * below);
    }

    /// <exception cref="ArgumentException">A value is NaN: it has no rank.</exception>
    public static void CheckNumbers(ReadOnlySpan<float> values, string name)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (float.IsNaN(values[i]))
            {
                throw new ArgumentException($"Expected numbers, found NaN at {i}.", name);
            }
        }
    }
}
