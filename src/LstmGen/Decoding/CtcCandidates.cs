namespace LstmGen.Decoding;

/// <summary>The best of what could be the next beam, the likeliest first; of equals the one that was offered first.</summary>
internal sealed class CtcCandidates(int width)
{
    /// <summary>In place of a symbol: the sequence stays as it is.</summary>
    public const int Stays = -1;

    private readonly double[] _scores = new double[width];
    private readonly int[] _places = new int[width];
    private readonly int[] _symbols = new int[width];

    public int Count { get; private set; }

    public double Score(int rank) => _scores[rank];

    public int Place(int rank) => _places[rank];

    public int Symbol(int rank) => _symbols[rank];

    public void Clear() => Count = 0;

    /// <summary>Takes a candidate in, if it is possible and there is room or a worse one to drop.</summary>
    public void Offer(double score, int place, int symbol)
    {
        if (double.IsNegativeInfinity(score)) return;
        if (Count == _scores.Length)
        {
            if (!(score > _scores[Count - 1])) return;
            Count--;
        }

        int at = Count++;
        for (; at > 0 && score > _scores[at - 1]; at--)
        {
            _scores[at] = _scores[at - 1];
            _places[at] = _places[at - 1];
            _symbols[at] = _symbols[at - 1];
        }

        _scores[at] = score;
        _places[at] = place;
        _symbols[at] = symbol;
    }
}
