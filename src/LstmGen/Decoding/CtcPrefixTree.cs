namespace LstmGen.Decoding;

/// <summary>Label sequences as paths from the root of a tree, so that two ways to the same sequence meet in one node.</summary>
internal sealed class CtcPrefixTree(int capacity)
{
    /// <summary>The empty sequence.</summary>
    public const int Root = 0;

    private const int None = -1;

    private readonly int[] _parents = new int[capacity];
    private readonly int[] _symbols = new int[capacity];
    private readonly int[] _depths = new int[capacity];
    private readonly int[] _firstChildren = new int[capacity];
    private readonly int[] _nextSiblings = new int[capacity];
    private readonly int[] _places = new int[capacity];
    private int _count;

    public int Parent(int node) => _parents[node];

    /// <summary>The last label, or −1.</summary>
    public int Symbol(int node) => _symbols[node];

    public int FirstChild(int node) => _firstChildren[node];

    public int NextSibling(int node) => _nextSiblings[node];

    /// <summary>Where in the beam the sequence is, or −1.</summary>
    public int Place(int node) => _places[node];

    public void SetPlace(int node, int place) => _places[node] = place;

    /// <summary>Leaves the root alone.</summary>
    public void Clear()
    {
        _count = 0;
        Add(None, None, depth: 0);
    }

    /// <summary>The sequence with one label more, made if it is new.</summary>
    public int Child(int node, int symbol)
    {
        for (int child = _firstChildren[node]; child != None; child = _nextSiblings[child])
        {
            if (_symbols[child] == symbol) return child;
        }

        int added = Add(node, symbol, _depths[node] + 1);
        _nextSiblings[added] = _firstChildren[node];
        _firstChildren[node] = added;
        return added;
    }

    /// <summary>The labels of a sequence, in the front of a buffer.</summary>
    public ReadOnlySpan<int> Path(int node, Span<int> buffer)
    {
        Span<int> labels = buffer[.._depths[node]];
        for (int at = node; at != Root; at = _parents[at])
        {
            labels[_depths[at] - 1] = _symbols[at];
        }

        return labels;
    }

    private int Add(int parent, int symbol, int depth)
    {
        int node = _count++;
        _parents[node] = parent;
        _symbols[node] = symbol;
        _depths[node] = depth;
        _firstChildren[node] = None;
        _nextSiblings[node] = None;
        _places[node] = None;
        return node;
    }
}
