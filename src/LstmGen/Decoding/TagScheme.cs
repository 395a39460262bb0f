namespace LstmGen.Decoding;

/// <summary>Constraints for tags that mark spans, made from the names of the tags.</summary>
public static class TagScheme
{
    /// <summary>
    /// BIO, also called IOB2 (Ramshaw &amp; Marcus 1995, with a B at every start): <c>B-X</c> begins a span of the kind X, <c>I-X</c>
    /// continues it and follows <c>B-X</c> or <c>I-X</c> only, <c>O</c> is outside.
    /// </summary>
    /// <param name="names">The names in the order of the tags.</param>
    /// <exception cref="ArgumentException">No name, a name twice or of another form, or an <c>I-X</c> without <c>B-X</c>.</exception>
    public static TagConstraints Bio(params ReadOnlySpan<string> names)
    {
        Tag[] tags = Parse(names, "OBI");
        foreach (Tag tag in tags)
        {
            if (tag.Part == 'I') Require(tags, tag, 'B');
        }

        return Build(tags, opens: static part => false);
    }

    /// <summary>
    /// BIOES: <c>B-X</c> begins a span of two or more, <c>I-X</c> continues it, <c>E-X</c> ends it, <c>S-X</c> is a span of one, <c>O</c> is outside.
    /// </summary>
    /// <param name="names">The names in the order of the tags.</param>
    /// <exception cref="ArgumentException">No name, a name twice or of another form, or a kind that can begin but not end, or end but not begin.</exception>
    public static TagConstraints Bioes(params ReadOnlySpan<string> names)
    {
        Tag[] tags = Parse(names, "OBIES");
        foreach (Tag tag in tags)
        {
            if (tag.Part is 'I' or 'E') Require(tags, tag, 'B');
            if (tag.Part is 'I' or 'B') Require(tags, tag, 'E');
        }

        return Build(tags, opens: static part => part is 'B' or 'I');
    }

    // opens: whether a part leaves a span that has to go on.
    private static TagConstraints Build(Tag[] tags, Func<char, bool> opens)
    {
        int count = tags.Length;
        bool[] transitions = new bool[count * count];
        for (int from = 0; from < count; from++)
        {
            for (int to = 0; to < count; to++)
            {
                bool inside = tags[from].Part is 'B' or 'I' && tags[from].Kind == tags[to].Kind;
                transitions[from * count + to] = Continues(tags[to].Part) ? inside : !opens(tags[from].Part);
            }
        }

        return new TagConstraints(transitions, [.. tags.Select(tag => !Continues(tag.Part))], [.. tags.Select(tag => !opens(tag.Part))]);
    }

    private static bool Continues(char part) => part is 'I' or 'E';

    private static Tag[] Parse(ReadOnlySpan<string> names, string parts)
    {
        if (names.IsEmpty) throw new ArgumentException("Expected at least one name, but got none.", nameof(names));
        var tags = new Tag[names.Length];
        for (int i = 0; i < names.Length; i++)
        {
            string name = names[i];
            bool outside = name == "O";
            if (!outside && (name is not { Length: > 2 } || name[1] != '-' || name[0] == 'O' || !parts.Contains(name[0])))
            {
                string forms = string.Join(", ", parts[1..].Select(part => $"{part}-…"));
                throw new ArgumentException($"Expected names of the form O, {forms}, but number {i} is {(name is null ? "null" : $"\"{name}\"")}.", nameof(names));
            }

            if (names[..i].Contains(name)) throw new ArgumentException($"Expected different names, but \"{name}\" comes twice.", nameof(names));
            tags[i] = outside ? new Tag('O', string.Empty) : new Tag(name[0], name[2..]);
        }

        return tags;
    }

    private static void Require(Tag[] tags, Tag tag, char part)
    {
        if (!tags.Contains(tag with { Part = part }))
        {
            throw new ArgumentException($"Expected a tag {part}-{tag.Kind} beside {tag.Part}-{tag.Kind}, but there is none.", "names");
        }
    }

    private readonly record struct Tag(char Part, string Kind);
}
