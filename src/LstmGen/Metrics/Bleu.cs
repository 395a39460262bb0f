using System.Runtime.InteropServices;

namespace LstmGen.Metrics;

/// <summary>
/// BLEU of a corpus (Papineni, Roukos, Ward &amp; Zhu 2002): BP · exp(1/N · Σ log pₙ). pₙ is the share of the hypotheses' n-grams that a reference has, each
/// counted no oftener than in the reference that has it most; BP = 1 when the hypotheses are longer than the references, else e^(1 − r/c), with c the
/// length of the hypotheses and r that of the references nearest to them in length (the shorter of two as near).
/// </summary>
/// <remarks>Add every sentence, then read <see cref="Score"/>. The score of a corpus is not the mean of its sentences' scores.</remarks>
public sealed class Bleu
{
    private readonly long[] _matches;
    private readonly long[] _totals;
    private long _hypothesisLength;
    private long _referenceLength;

    /// <param name="order">N, the longest n-grams: 4 as published. At least 1.</param>
    /// <param name="smoothing">What to do where no n-gram of an order matches.</param>
    /// <exception cref="ArgumentOutOfRangeException">The order is below 1, or the smoothing none of them.</exception>
    public Bleu(int order = 4, BleuSmoothing smoothing = BleuSmoothing.None)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        if (!Enum.IsDefined(smoothing))
        {
            throw new ArgumentOutOfRangeException(nameof(smoothing), smoothing, "There is no such smoothing.");
        }

        Order = order;
        Smoothing = smoothing;
        _matches = new long[order];
        _totals = new long[order];
    }

    /// <summary>N, the longest n-grams.</summary>
    public int Order { get; }

    /// <summary>What happens where no n-gram of an order matches.</summary>
    public BleuSmoothing Smoothing { get; }

    /// <summary>The score of everything added, 0 to 1. Without a hypothesis that has a token it is 0.</summary>
    public BleuScore Score => new(Precisions(), _hypothesisLength, _referenceLength);

    /// <summary>The score of one sentence.</summary>
    /// <param name="hypothesis">Its tokens.</param>
    /// <param name="references">The tokens of one or more right translations.</param>
    /// <param name="order">N, the longest n-grams.</param>
    /// <param name="smoothing">What to do where no n-gram of an order matches.</param>
    /// <typeparam name="T">The tokens: ids or words.</typeparam>
    public static BleuScore OfSentence<T>(T[] hypothesis, T[][] references, int order = 4, BleuSmoothing smoothing = BleuSmoothing.None)
        where T : IEquatable<T>
    {
        Bleu bleu = new(order, smoothing);
        bleu.Add(hypothesis, references);
        return bleu.Score;
    }

    /// <summary>The score so far.</summary>
    public override string ToString() => Score.ToString();

    /// <summary>Adds a sentence.</summary>
    /// <param name="hypothesis">Its tokens; may be empty.</param>
    /// <param name="references">The tokens of one or more right translations.</param>
    /// <typeparam name="T">The tokens: ids or words, compared by value.</typeparam>
    /// <exception cref="ArgumentException">There is no reference.</exception>
    public void Add<T>(T[] hypothesis, params T[][] references)
        where T : IEquatable<T>
    {
        ArgumentNullException.ThrowIfNull(hypothesis);
        ArgumentNullException.ThrowIfNull(references);
        if (references.Length == 0)
        {
            throw new ArgumentException("Expected at least one reference, found none.", nameof(references));
        }

        NgramCounts<T> ngrams = new(Order);
        Dictionary<int, int> found = ngrams.Count(hypothesis);
        Dictionary<int, int> allowed = [];
        foreach (T[] reference in references)
        {
            foreach ((int ngram, int count) in ngrams.Count(reference))
            {
                ref int most = ref CollectionsMarshal.GetValueRefOrAddDefault(allowed, ngram, out _);
                most = Math.Max(most, count);
            }
        }

        foreach ((int ngram, int count) in found)
        {
            int order = ngrams.OrderOf(ngram);
            _totals[order - 1] += count;
            _matches[order - 1] += Math.Min(count, allowed.GetValueOrDefault(ngram));
        }

        _hypothesisLength += hypothesis.Length;
        _referenceLength += Nearest(hypothesis.Length, references);
    }

    private static int Nearest<T>(int length, T[][] references) =>
        references.Select(reference => reference.Length).MinBy(other => (Math.Abs(other - length), other));

    private double[] Precisions()
    {
        double[] precisions = new double[Order];
        for (int i = 0; i < Order; i++)
        {
            int more = Smoothing == BleuSmoothing.AddOne && i > 0 ? 1 : 0;
            long total = _totals[i] + more;
            precisions[i] = total == 0 ? 0 : (double)(_matches[i] + more) / total;
        }

        return precisions;
    }
}
