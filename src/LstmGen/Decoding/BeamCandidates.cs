namespace LstmGen.Decoding;

/// <summary>The likeliest of what is offered, the likeliest first; of equals the one that came first.</summary>
internal sealed class BeamCandidates(int capacity)
{
    private readonly (double LogProbability, int Path, int Token)[] _items = new (double, int, int)[capacity];

    public int Count { get; private set; }

    public (double LogProbability, int Path, int Token) this[int rank] => _items[rank];

    public void Clear() => Count = 0;

    public void Offer(double logProbability, int path, int token)
    {
        // A NaN is above nothing and stays out.
        if (Count == _items.Length && !(logProbability > _items[Count - 1].LogProbability) || double.IsNaN(logProbability)) return;
        int at = Count < _items.Length ? Count++ : Count - 1;
        for (; at > 0 && logProbability > _items[at - 1].LogProbability; at--)
        {
            _items[at] = _items[at - 1];
        }

        _items[at] = (logProbability, path, token);
    }
}
