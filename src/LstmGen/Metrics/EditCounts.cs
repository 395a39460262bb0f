using System.Globalization;

namespace LstmGen.Metrics;

/// <summary>What it takes to turn a reference into a hypothesis, for one pair or added up over a corpus.</summary>
/// <param name="Substitutions">Elements replaced by another.</param>
/// <param name="Insertions">Elements of the hypothesis that the reference has not.</param>
/// <param name="Deletions">Elements of the reference that the hypothesis has not.</param>
/// <param name="ReferenceLength">Elements of the reference.</param>
public readonly record struct EditCounts(long Substitutions, long Insertions, long Deletions, long ReferenceLength)
{
    /// <summary>Substitutions + insertions + deletions: the edit distance.</summary>
    public long Distance => Substitutions + Insertions + Deletions;

    /// <summary>
    /// Distance / reference length, the error rate: 0 is perfect, and it can exceed 1. Against an empty reference 0 when nothing was inserted, else +∞.
    /// </summary>
    public double Rate => Distance == 0 ? 0 : (double)Distance / ReferenceLength;

    /// <summary>Adds up two counts: the rate of a corpus is that of the sum, not the mean of its sentences' rates.</summary>
    public static EditCounts operator +(EditCounts left, EditCounts right) => new(
        left.Substitutions + right.Substitutions,
        left.Insertions + right.Insertions,
        left.Deletions + right.Deletions,
        left.ReferenceLength + right.ReferenceLength);

    /// <summary>The rate and the counts in one line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(double.IsFinite(Rate) ? Rate.ToString("P2", CultureInfo.InvariantCulture) : "undefined")} ({Substitutions} substituted, {Insertions} inserted, {Deletions} deleted of {ReferenceLength})");
}
