namespace LstmGen.Metrics;

/// <summary>
/// How well one class (one label, one type of span) was found, or an average over several. A share whose denominator is 0 is 0: a class never
/// predicted has precision 0, a class that never occurs has recall 0.
/// </summary>
/// <param name="Precision">TP / (TP + FP), 0 to 1: how much of what was called so is so.</param>
/// <param name="Recall">TP / (TP + FN), 0 to 1: how much of what is so was called so.</param>
/// <param name="F1">2·TP / (2·TP + FP + FN): the harmonic mean of the two; in an unweighted average the mean of the classes' F1.</param>
/// <param name="Support">TP + FN: how often the class truly occurs.</param>
public readonly record struct ClassScore(double Precision, double Recall, double F1, long Support)
{
    /// <summary>The score of counted decisions.</summary>
    /// <param name="truePositives">TP: called so, and so. 0 or more, as the others.</param>
    /// <param name="falsePositives">FP: called so, but not so.</param>
    /// <param name="falseNegatives">FN: so, but not called so.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public static ClassScore Of(long truePositives, long falsePositives, long falseNegatives)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(truePositives);
        ArgumentOutOfRangeException.ThrowIfNegative(falsePositives);
        ArgumentOutOfRangeException.ThrowIfNegative(falseNegatives);
        return new(
            Share(truePositives, truePositives + falsePositives),
            Share(truePositives, truePositives + falseNegatives),
            Share(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives),
            truePositives + falseNegatives);
    }

    /// <summary>The measures in one line.</summary>
    public override string ToString() => FormattableString.Invariant($"precision {Precision:F4}, recall {Recall:F4}, F1 {F1:F4}, support {Support}");

    /// <summary>The mean of each measure over several scores, in order, each with the same weight; the supports add up. All 0 without any.</summary>
    internal static ClassScore Macro(IEnumerable<ClassScore> scores) => Average(scores, weighted: false);

    /// <summary>The mean of each measure over several scores, in order, weighted by support. All 0 when nothing has support.</summary>
    internal static ClassScore Weighted(IEnumerable<ClassScore> scores) => Average(scores, weighted: true);

    private static ClassScore Average(IEnumerable<ClassScore> scores, bool weighted)
    {
        double precision = 0, recall = 0, f1 = 0;
        long weights = 0, support = 0;
        foreach (ClassScore score in scores)
        {
            long weight = weighted ? score.Support : 1;
            precision += weight * score.Precision;
            recall += weight * score.Recall;
            f1 += weight * score.F1;
            weights += weight;
            support += score.Support;
        }

        double divisor = Math.Max(1, weights);
        return new(precision / divisor, recall / divisor, f1 / divisor, support);
    }

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
