using LstmGen.Checks;
using LstmGen.Inspection;
using LstmGen.Kernels;
using LstmGen.Numerics;
using LstmGen.Runtime;

namespace LstmGen.Decoding;

/// <summary>
/// Beam search for a decoder: instead of the likeliest token of each step it follows the likeliest beginnings, and ranks what it finds by log-probability
/// over length, log P(Y)/((5 + |Y|)/6)^α (Wu et al. 2016). A width of 1 is greedy decoding; a width that keeps everything is exact.
/// </summary>
/// <remarks>
/// Of all beginnings with one token more the best are kept, as many as the width; those that end in the stop token there are translations. The search ends when
/// as many of those are found. Buffers are allocated with the first translation by a model and kept. One instance serves one thread at a time.
/// </remarks>
public sealed class BeamSearch
{
    private readonly BeamCandidates _candidates;
    private readonly BeamTranslations _found;
    private BeamPaths _paths;
    private BeamPaths _next;
    private float[] _logits = [];

    /// <summary>A search.</summary>
    /// <param name="width">Beginnings kept from step to step, 1 to 65,536.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width is out of its range.</exception>
    public BeamSearch(int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, 65_536);
        Width = width;
        _candidates = new BeamCandidates(2 * width);
        _found = new BeamTranslations(width);
        _paths = new BeamPaths(width);
        _next = new BeamPaths(width);
    }

    /// <summary>Beginnings kept from step to step.</summary>
    public int Width { get; }

    /// <summary>
    /// α, at least 0: how much longer translations are helped against shorter ones, whose probabilities have fewer factors. The default is 0, plain probability;
    /// 0.6 to 1 is usual.
    /// </summary>
    public double LengthPenalty
    {
        get;
        init => field = Hyperparameter.NotNegative(value);
    }

    /// <summary>Its width and length penalty.</summary>
    public override string ToString() =>
        $"beam search of width {ModelSummary.Number(Width)}{(LengthPenalty > 0 ? FormattableString.Invariant($", length penalty {LengthPenalty}") : "")}";

    /// <summary>Translations that the last search found, the best first; 1 to the width.</summary>
    public int Count => _found.Count;

    /// <summary>One of the translations, without its stop token. Valid until the next search.</summary>
    /// <param name="rank">0 for the best, to Count − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such translation.</exception>
    public ReadOnlySpan<int> Tokens(int rank) => _found.Tokens(Checked(rank));

    /// <summary>The logarithm of its probability, the stop token included.</summary>
    /// <param name="rank">0 for the best, to Count − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such translation.</exception>
    public double LogProbability(int rank) => _found.LogProbability(Checked(rank));

    /// <summary>What it is ranked by: the log-probability over the length penalty.</summary>
    /// <param name="rank">0 for the best, to Count − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such translation.</exception>
    public double Score(int rank) => _found.Score(Checked(rank));

    /// <summary>Searches.</summary>
    /// <param name="decoder">Its numbers.</param>
    /// <param name="steps">Its steps.</param>
    /// <param name="state">The first state.</param>
    internal void Run<TSteps>(DecoderDescription decoder, ref TSteps steps, ReadOnlySpan<float> state)
        where TSteps : IDecoderSteps, allows ref struct
    {
        _found.Clear(decoder.Steps);
        _paths.Clear(decoder);
        _next.Clear(decoder);
        if (_logits.Length < decoder.Vocabulary) _logits = new float[decoder.Vocabulary];
        _paths.AddFirst(state, decoder.Start);
        for (int step = 0; step < decoder.Steps && _found.Count < Width && _paths.Count > 0; step++)
        {
            _candidates.Clear();
            for (int path = 0; path < _paths.Count; path++)
            {
                Offer(decoder, ref steps, path);
            }

            Advance(decoder, last: step == decoder.Steps - 1);
        }
    }

    private void Offer<TSteps>(DecoderDescription decoder, ref TSteps steps, int path)
        where TSteps : IDecoderSteps, allows ref struct
    {
        Span<float> logits = _logits.AsSpan(0, decoder.Vocabulary);
        steps.Step(_paths.State(path), _paths.LastToken(path), logits);
        (float highest, double sum) = SoftmaxRow.Normalizer(logits);
        double before = _paths.LogProbability(path) - highest - DoubleMath.Log(sum);
        for (int token = 0; token < logits.Length; token++)
        {
            _candidates.Offer(before + logits[token], path, token);
        }
    }

    private void Advance(DecoderDescription decoder, bool last)
    {
        _next.Count = 0;
        for (int rank = 0; rank < _candidates.Count && _next.Count < Width; rank++)
        {
            (double logProbability, int path, int token) = _candidates[rank];
            bool stops = token == decoder.Stop;
            if (rank < Width && (stops || last))
            {
                int length = _paths.Length + 1;
                _found.Offer(logProbability / Penalty(length), logProbability, _paths.Tokens(path), stops ? -1 : token);
            }
            else if (!stops && !last)
            {
                _next.Add(_paths, path, token, logProbability);
            }
        }

        (_paths, _next) = (_next, _paths);
    }

    private double Penalty(int length) => LengthPenalty == 0.0 ? 1.0 : DoubleMath.Pow((5.0 + length) / 6.0, LengthPenalty);

    private int Checked(int rank) => (uint)rank < (uint)Count
        ? rank
        : throw new ArgumentOutOfRangeException(nameof(rank), rank, $"The last search found {Count} translations, counted from 0.");
}
