using LstmGen.Checks;
using LstmGen.Inspection;
using LstmGen.Kernels;
using LstmGen.Numerics;

namespace LstmGen.Decoding;

/// <summary>
/// Prefix beam search over the output of a CTC network (Hannun, Maas, Jurafsky &amp; Ng 2014, without a language model): alignments of the
/// same labels are added up while the search goes, so that the likeliest labels are found instead of the likeliest alignment.
/// </summary>
/// <remarks>
/// Everything is allocated with the decoder, none of it by <see cref="Decode"/>. With a width that no frame exhausts the search is exact. One decoder serves
/// one thread at a time.
/// </remarks>
public sealed class CtcBeamDecoder
{
    private readonly int _symbols;
    private readonly int _frames;
    private readonly int _blank;
    private readonly double[] _logProbabilities;
    private readonly int[] _merged;
    private readonly int[] _labels;
    private readonly CtcPrefixTree _tree;
    private readonly CtcCandidates _candidates;
    private CtcBeam _beam;
    private CtcBeam _next;
    private int _stamp;

    /// <summary>A decoder.</summary>
    /// <param name="symbols">The number of symbols, with the blank; at least 2.</param>
    /// <param name="frames">The most frames of a row; at least 1.</param>
    /// <param name="width">Label sequences kept from frame to frame; at least 1.</param>
    /// <param name="blank">Where the blank stands.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below its least.</exception>
    public CtcBeamDecoder(int symbols, int frames, int width, Blank blank = Blank.First)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(symbols, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(frames, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        _symbols = symbols;
        _frames = frames;
        Blank = blank;
        Width = width;
        _blank = CtcRow.IndexOf(blank, symbols);
        _logProbabilities = new double[symbols];
        _merged = new int[symbols];
        _labels = new int[frames];
        _tree = new CtcPrefixTree(checked(1 + frames * width));
        _candidates = new CtcCandidates(width);
        _beam = new CtcBeam(width);
        _next = new CtcBeam(width);
    }

    /// <summary>The number of symbols, with the blank.</summary>
    public int Symbols => _symbols;

    /// <summary>The most frames of a row.</summary>
    public int Frames => _frames;

    /// <summary>Label sequences kept from frame to frame.</summary>
    public int Width { get; }

    /// <summary>Where the blank stands.</summary>
    public Blank Blank { get; }

    /// <summary>Label sequences that the last search found, the likeliest first; at most the width.</summary>
    public int Count => _beam.Count;

    /// <summary>Searches one row.</summary>
    /// <param name="logits">n × symbols values, frame by frame, before the softmax; n from 1 to the decoder's frames.</param>
    /// <returns><see cref="Count"/>.</returns>
    /// <exception cref="ArgumentException">
    /// Not whole frames, too many of them, or a logit that is NaN or infinite: its frame and symbol are named. The decoder is as before.
    /// </exception>
    public int Decode(ReadOnlySpan<float> logits)
    {
        int frames = HeadRows.Steps(logits.Length, _symbols, nameof(logits));
        if (frames > _frames) throw new ArgumentException($"Expected at most {_frames} frames, but got {frames}.", nameof(logits));
        CheckFinite(logits);
        _tree.Clear();
        _beam.Count = 0;
        _stamp = 0;
        Array.Clear(_merged);
        _beam.Add(CtcPrefixTree.Root, endsInBlank: 0.0, endsInLabel: double.NegativeInfinity);
        _tree.SetPlace(CtcPrefixTree.Root, 0);
        for (int frame = 0; frame < frames; frame++)
        {
            Normalize(logits.Slice(frame * _symbols, _symbols));
            Stay();
            Extend();
            Advance();
        }

        return _beam.Count;
    }

    /// <summary>One of the label sequences. Valid until the next call.</summary>
    /// <param name="rank">0 for the likeliest, to Count − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sequence.</exception>
    public ReadOnlySpan<int> Labels(int rank) => _tree.Path(_beam.Node[Checked(rank)], _labels);

    /// <summary>
    /// The logarithm of the probability of a sequence: exact with a wide beam, else without the alignments that ran through sequences that fell out.
    /// </summary>
    /// <param name="rank">0 for the likeliest, to Count − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sequence.</exception>
    public double LogProbability(int rank) => _beam.Total[Checked(rank)];

    /// <summary>Its width and what it decodes.</summary>
    public override string ToString() =>
        $"CTC beam search of width {ModelSummary.Number(Width)} over {ModelSummary.Count(Symbols, "symbol")} and at most {ModelSummary.Count(Frames, "frame")}, blank {Blank.ToString().ToLowerInvariant()}";

    private void CheckFinite(ReadOnlySpan<float> logits)
    {
        if (Finite.IndexOfBad(logits) is var bad and >= 0)
        {
            throw new ArgumentException(
                $"Expected finite logits, but that of symbol {bad % _symbols} in frame {bad / _symbols} is {Finite.Describe(logits[bad])}. Leave such rows out.", nameof(logits));
        }
    }

    private void Normalize(ReadOnlySpan<float> logits)
    {
        (float highest, double sum) = SoftmaxRow.Normalizer(logits);
        double logSum = DoubleMath.Log(sum);
        for (int symbol = 0; symbol < _symbols; symbol++)
        {
            _logProbabilities[symbol] = (double)logits[symbol] - highest - logSum;
        }
    }

    /// <summary>Sequences that stay as they are: by a blank, by a repeat, or because a shorter one in the beam grows into them.</summary>
    private void Stay()
    {
        _candidates.Clear();
        for (int place = 0; place < _beam.Count; place++)
        {
            int node = _beam.Node[place], last = _tree.Symbol(node);
            _beam.BlankNext[place] = _beam.Total[place] + _logProbabilities[_blank];
            _beam.LabelNext[place] = double.NegativeInfinity;
            if (node != CtcPrefixTree.Root)
            {
                double repeated = _beam.EndsInLabel[place] + _logProbabilities[last];
                int shorter = _tree.Place(_tree.Parent(node));
                double grown = shorter < 0 ? double.NegativeInfinity : Grown(shorter, last);
                _beam.LabelNext[place] = CtcBeam.LogAdd(repeated, grown);
            }

            _candidates.Offer(CtcBeam.LogAdd(_beam.BlankNext[place], _beam.LabelNext[place]), place, CtcCandidates.Stays);
        }
    }

    /// <summary>Sequences with one label more.</summary>
    private void Extend()
    {
        for (int place = 0; place < _beam.Count; place++)
        {
            // Longer sequences that are in the beam have got their share already.
            _stamp++;
            for (int child = _tree.FirstChild(_beam.Node[place]); child >= 0; child = _tree.NextSibling(child))
            {
                if (_tree.Place(child) >= 0) _merged[_tree.Symbol(child)] = _stamp;
            }

            for (int symbol = 0; symbol < _symbols; symbol++)
            {
                if (symbol != _blank && _merged[symbol] != _stamp) _candidates.Offer(Grown(place, symbol), place, symbol);
            }
        }
    }

    /// <summary>The weight of a sequence and one label more: after its own last label a blank has to be between.</summary>
    private double Grown(int place, int symbol) => _logProbabilities[symbol]
        + (_tree.Symbol(_beam.Node[place]) == symbol ? _beam.EndsInBlank[place] : _beam.Total[place]);

    private void Advance()
    {
        _next.Count = 0;
        for (int rank = 0; rank < _candidates.Count; rank++)
        {
            int place = _candidates.Place(rank), symbol = _candidates.Symbol(rank);
            if (symbol == CtcCandidates.Stays)
            {
                _next.Add(_beam.Node[place], _beam.BlankNext[place], _beam.LabelNext[place]);
            }
            else
            {
                _next.Add(_tree.Child(_beam.Node[place], symbol), double.NegativeInfinity, _candidates.Score(rank));
            }
        }

        for (int place = 0; place < _beam.Count; place++) _tree.SetPlace(_beam.Node[place], -1);
        for (int place = 0; place < _next.Count; place++) _tree.SetPlace(_next.Node[place], place);
        (_beam, _next) = (_next, _beam);
    }

    private int Checked(int rank) => (uint)rank < (uint)Count
        ? rank
        : throw new ArgumentOutOfRangeException(nameof(rank), rank, $"The last search found {Count} sequences, counted from 0.");
}
