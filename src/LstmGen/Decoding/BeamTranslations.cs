namespace LstmGen.Decoding;

/// <summary>The best translations that a beam search has found, the best first.</summary>
internal sealed class BeamTranslations(int capacity)
{
    private readonly (double Score, double LogProbability, int Place, int Length)[] _items = new (double, double, int, int)[capacity];
    private int[] _tokens = [];
    private int _steps;

    public int Count { get; private set; }

    public void Clear(int steps)
    {
        (_steps, Count) = (steps, 0);
        if (_tokens.Length < (long)capacity * steps) _tokens = new int[checked(capacity * steps)];
    }

    /// <param name="score">What it is ranked by.</param>
    /// <param name="logProbability">Its log-probability.</param>
    /// <param name="tokens">All but the last token.</param>
    /// <param name="last">The last token, or −1 where that was the stop token.</param>
    public void Offer(double score, double logProbability, ReadOnlySpan<int> tokens, int last)
    {
        bool full = Count == capacity;
        if (full && !(score > _items[Count - 1].Score)) return;

        // The tokens of what falls out make room.
        int place = full ? _items[Count - 1].Place : Count;
        int at = full ? Count - 1 : Count++;
        for (; at > 0 && score > _items[at - 1].Score; at--)
        {
            _items[at] = _items[at - 1];
        }

        Span<int> room = _tokens.AsSpan(place * _steps, _steps);
        tokens.CopyTo(room);
        if (last >= 0) room[tokens.Length] = last;
        _items[at] = (score, logProbability, place, tokens.Length + (last >= 0 ? 1 : 0));
    }

    public ReadOnlySpan<int> Tokens(int rank) => _tokens.AsSpan(_items[rank].Place * _steps, _items[rank].Length);

    public double LogProbability(int rank) => _items[rank].LogProbability;

    public double Score(int rank) => _items[rank].Score;
}
