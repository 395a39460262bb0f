using LstmGen.Inspection;

namespace LstmGen.Decoding;

/// <summary>
/// What a tagger may say: which tag may follow which, and which may be first and last. What is not allowed weighs nothing: it is never
/// decoded, and its probability is 0.
/// </summary>
public sealed class TagConstraints
{
    private readonly bool[] _transitions;
    private readonly bool[] _starts;
    private readonly bool[] _ends;

    /// <summary>Constraints by masks.</summary>
    /// <param name="transitions">Count × Count values, [from, to]; true where the tag <c>to</c> may follow <c>from</c>.</param>
    /// <param name="starts">Count values; true where a sequence may start.</param>
    /// <param name="ends">Count values; true where a sequence may end.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or no tag may be first, or none last.</exception>
    public TagConstraints(ReadOnlySpan<bool> transitions, ReadOnlySpan<bool> starts, ReadOnlySpan<bool> ends)
    {
        int count = starts.Length;
        if (count == 0 || !starts.Contains(true)) throw new ArgumentException("Expected at least one tag that may be first.", nameof(starts));
        if (ends.Length != count) throw new ArgumentException($"Expected {count} values, one per tag, but got {ends.Length}.", nameof(ends));
        if (!ends.Contains(true)) throw new ArgumentException("Expected at least one tag that may be last.", nameof(ends));
        if (transitions.Length != count * count)
        {
            throw new ArgumentException(
                $"Expected {count} × {count} values, one per pair of tags, but got {transitions.Length}.", nameof(transitions));
        }

        _transitions = transitions.ToArray();
        _starts = starts.ToArray();
        _ends = ends.ToArray();
    }

    /// <summary>The number of tags.</summary>
    public int Count => _starts.Length;

    /// <summary>Whether one tag may follow another.</summary>
    /// <param name="from">0 to Count − 1.</param>
    /// <param name="to">0 to Count − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such tag.</exception>
    public bool Allows(int from, int to) => _transitions[Checked(from, nameof(from)) * Count + Checked(to, nameof(to))];

    /// <summary>Whether a sequence may start with a tag.</summary>
    /// <param name="tag">0 to Count − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such tag.</exception>
    public bool AllowsStart(int tag) => _starts[Checked(tag, nameof(tag))];

    /// <summary>Whether a sequence may end with a tag.</summary>
    /// <param name="tag">0 to Count − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such tag.</exception>
    public bool AllowsEnd(int tag) => _ends[Checked(tag, nameof(tag))];

    /// <summary>Whether a whole sequence is allowed; the empty one is.</summary>
    /// <param name="path">Tags from 0 to Count − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such tag.</exception>
    public bool Allows(ReadOnlySpan<int> path)
    {
        if (path.IsEmpty) return true;
        bool allowed = AllowsStart(path[0]) & AllowsEnd(path[^1]);
        for (int i = 1; i < path.Length; i++)
        {
            allowed &= Allows(path[i - 1], path[i]);
        }

        return allowed;
    }

    /// <summary>How much of what there is may be.</summary>
    public override string ToString() =>
        $"{ModelSummary.Count(Count, "tag")}: {_transitions.Count(allowed => allowed)} of {_transitions.Length} transitions allowed, " +
        $"{_starts.Count(allowed => allowed)} may start, {_ends.Count(allowed => allowed)} may end";

    private int Checked(int tag, string name) => (uint)tag < (uint)Count
        ? tag
        : throw new ArgumentOutOfRangeException(name, tag, $"Tags are numbered from 0 to {Count - 1}.");
}
