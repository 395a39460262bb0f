namespace LstmGen.Metrics;

/// <summary>
/// Reads spans from one tag per step: B-type (begin), I-type (inside), O (outside), and in BIOES also E-type (end) and S-type (single).
/// </summary>
/// <remarks>
/// The rules are those of conlleval, the script of CoNLL-2000 (Tjong Kim Sang &amp; Buchholz 2000), and serve BIO and BIOES alike. An ill-formed
/// sequence has spans too: an I or E that follows no span of its type begins one (after O, after E or S, after a span of another type, or first), and a
/// span that is never ended ends before the next begin, before O, before another type, or with the sequence.
/// </remarks>
public static class TagSpans
{
    /// <summary>The spans, in order.</summary>
    /// <param name="tags">One tag for each step.</param>
    /// <exception cref="ArgumentException">A tag is none of the above.</exception>
    public static List<TagSpan> Read(ReadOnlySpan<string> tags)
    {
        List<TagSpan> spans = [];
        Tag before = Tag.Outside;
        int start = 0;
        for (int i = 0; i < tags.Length; i++)
        {
            Tag tag = Tag.Parse(tags[i], i);
            if (Ends(before, tag))
            {
                spans.Add(new(before.Type, start, i - start));
            }

            start = Starts(before, tag) ? i : start;
            before = tag;
        }

        if (Ends(before, Tag.Outside))
        {
            spans.Add(new(before.Type, start, tags.Length - start));
        }

        return spans;
    }

    private static bool Ends(Tag before, Tag tag) => before.Kind != 'O' && (tag.Kind == 'O' || Starts(before, tag));

    private static bool Starts(Tag before, Tag tag) =>
        tag.Kind != 'O' && (tag.Kind is 'B' or 'S' || before.Kind is 'O' or 'E' or 'S' || before.Type != tag.Type);

    private readonly record struct Tag(char Kind, string Type)
    {
        public static readonly Tag Outside = new('O', "");

        public static Tag Parse(string tag, int index)
        {
            if (tag == "O")
            {
                return Outside;
            }

            bool isKind = tag is { Length: > 0 } && tag[0] is 'B' or 'I' or 'E' or 'S';
            return isKind && tag.Length == 1 ? new(tag[0], "")
                : isKind && tag[1] == '-' ? new(tag[0], tag[2..])
                : throw new ArgumentException($"Expected the tag O, or B-, I-, E- or S- and a type, found '{tag}' at step {index}.", "tags");
        }
    }
}
