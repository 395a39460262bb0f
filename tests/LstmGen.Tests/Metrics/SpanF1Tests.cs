using CsCheck;
using LstmGen.Metrics;

namespace LstmGen.Tests.Metrics;

public sealed class SpanF1Tests
{
    private static readonly string[] Tags = ["O", "B-a", "I-a", "E-a", "S-a", "B-b", "I-b", "E-b", "S-b"];

    private static readonly Gen<(string[] Actual, string[] Predicted)> Cases =
        from count in Gen.Int[0, 12]
        from actual in Gen.Int[0, 8].Select(i => Tags[i]).Array[count]
        from predicted in Gen.Int[0, 8].Select(i => Tags[i]).Array[count]
        select (actual, predicted);

    [Theory]
    [InlineData("B-a I-a O B-b", "a0-1 b3-3")]
    [InlineData("B-a B-a I-a I-a", "a0-0 a1-3")]
    [InlineData("S-a B-b I-b E-b O", "a0-0 b1-3")]
    [InlineData("I-a I-a O I-b", "a0-1 b3-3")]
    [InlineData("B-a I-b I-b", "a0-0 b1-2")]
    [InlineData("B-a E-a I-a E-a", "a0-1 a2-3")]
    [InlineData("E-a E-a O E-a", "a0-0 a1-1 a3-3")]
    [InlineData("B-a I-a S-a I-a", "a0-1 a2-2 a3-3")]
    [InlineData("B-a E-b", "a0-0 b1-1")]
    [InlineData("B-creative-work I-creative-work", "creative-work0-1")]
    [InlineData("B I O", "0-1")]
    [InlineData("O O", "")]
    public void Well_formed_and_ill_formed_tags_are_read_as_by_conlleval(string tags, string expected) =>
        Assert.Equal(expected, string.Join(' ', TagSpans.Read(tags.Split(' ')).Select(span => $"{span.Type}{span.Start}-{span.Start + span.Length - 1}")));

    [Fact]
    public void Spans_written_as_tags_are_read_back() =>
        Gen.Select(Gen.Int[0, 2].Select(i => new[] { "", "a", "b" }[i]), Gen.Int[1, 4]).Array[0, 8].Sample(parts =>
        {
            List<TagSpan> spans = [];
            List<string> bio = [], bioes = [];
            foreach ((string type, int length) in parts)
            {
                if (type != "")
                {
                    spans.Add(new(type, bio.Count, length));
                }

                for (int i = 0; i < length; i++)
                {
                    bio.Add(type == "" ? "O" : i == 0 ? $"B-{type}" : $"I-{type}");
                    bioes.Add(type == "" ? "O" : length == 1 ? $"S-{type}" : i == 0 ? $"B-{type}" : i == length - 1 ? $"E-{type}" : $"I-{type}");
                }
            }

            Assert.Equal(spans, TagSpans.Read([.. bio]));
            Assert.Equal(spans, TagSpans.Read([.. bioes]));
        });

    [Fact]
    public void Any_tags_are_read_as_the_runs_between_conllevals_starts_and_ends() => Cases.Sample(c =>
    {
        // Every pair of ends is tried: a span is a start, no start or end inside, and an end.
        var expected = from start in Enumerable.Range(0, c.Actual.Length)
                       from end in Enumerable.Range(start, c.Actual.Length - start)
                       where StartOfChunk(c.Actual, start) && EndOfChunk(c.Actual, end + 1)
                       where Enumerable.Range(start + 1, end - start).All(i => !StartOfChunk(c.Actual, i) && !EndOfChunk(c.Actual, i))
                       select new TagSpan(c.Actual[start][2..], start, end - start + 1);
        Assert.Equal(expected, TagSpans.Read(c.Actual));
    });

    [Fact]
    public void Scores_equal_comparing_sets_of_spans() => Cases.Array[0, 4].Sample(sentences =>
    {
        SpanF1 f1 = new();
        foreach ((string[] actual, string[] predicted) in sentences)
        {
            f1.Add(actual, predicted);
        }

        List<(int, TagSpan Span)> all = [.. sentences.SelectMany((s, i) => TagSpans.Read(s.Actual).Select(span => (i, span)))];
        List<(int, TagSpan Span)> found = [.. sentences.SelectMany((s, i) => TagSpans.Read(s.Predicted).Select(span => (i, span)))];
        foreach (string type in all.Concat(found).Select(span => span.Span.Type).Distinct())
        {
            Assert.Equal(Score(all.Where(s => s.Span.Type == type), found.Where(s => s.Span.Type == type)), f1.ScoreOf(type));
        }

        Assert.Equal(Score(all, found), f1.Micro);
        static ClassScore Score(IEnumerable<(int, TagSpan)> all, IEnumerable<(int, TagSpan)> found) =>
            ClassScore.Of(all.Intersect(found).Count(), found.Except(all).Count(), all.Except(found).Count());
    });

    [Fact]
    public void A_case_worked_by_hand_by_names_and_by_numbers()
    {
        // True: per 0-1, loc 3; predicted: per 0-1, per 3, loc 4. One of three is right, one of two is found.
        string[] names = ["O", "B-per", "I-per", "B-loc"];
        SpanF1 named = new(), numbered = new();
        named.Add(["B-per", "I-per", "O", "B-loc", "O"], ["B-per", "I-per", "O", "B-per", "B-loc"]);
        numbered.Add([1, 2, -1, 0, 3, 0, -1], [1, 2, 3, 0, 1, 3, 1], names);
        foreach (SpanF1 f1 in (SpanF1[])[named, numbered])
        {
            Assert.Equal(["loc", "per"], f1.Types);
            Assert.Equal(new ClassScore(1.0 / 3, 0.5, 0.4, 2), f1.Micro);
            Assert.Equal(new ClassScore(0.5, 1, 2.0 / 3, 1), f1.ScoreOf("per"));
            Assert.Equal(new ClassScore(0, 0, 0, 1), f1.ScoreOf("loc"));
            Assert.Equal(default, f1.ScoreOf("org"));
            Assert.Equal(3.0 / 5, f1.TagAccuracy);
            Assert.EndsWith("tag accuracy 0.6000 over 5 steps", f1.ToString());
        }
    }

    [Fact]
    public void Bad_input_is_refused_and_nothing_is_counted()
    {
        SpanF1 f1 = new();
        Assert.Throws<ArgumentException>("predicted", () => f1.Add(["O"], []));
        Assert.Contains("'X-a' at step 1", Assert.Throws<ArgumentException>("tags", () => f1.Add(["B-a", "O"], ["O", "X-a"])).Message);
        Assert.Throws<ArgumentException>("tags", () => TagSpans.Read([""]));
        Assert.Throws<ArgumentException>("tags", () => TagSpans.Read(["Bad"]));
        Assert.Contains("found 2 at step 0", Assert.Throws<ArgumentException>("predicted", () => f1.Add([0], [2], ["O", "B"])).Message);
        Assert.Empty(f1.Types);
        Assert.True(double.IsNaN(f1.TagAccuracy));
    }

    // The two tables of conlleval, one condition a line, with O before the first step and after the last.
    private static bool StartOfChunk(string[] tags, int i)
    {
        (char before, char tag) = (Kind(tags, i - 1), Kind(tags, i));
        return tag is 'B' or 'S'
            || (before, tag) is ('E', 'E') or ('E', 'I') or ('S', 'E') or ('S', 'I') or ('O', 'E') or ('O', 'I')
            || (tag != 'O' && Type(tags, i - 1) != Type(tags, i));
    }

    private static bool EndOfChunk(string[] tags, int i)
    {
        (char before, char tag) = (Kind(tags, i - 1), Kind(tags, i));
        return before is 'E' or 'S'
            || (before, tag) is ('B', 'B') or ('B', 'S') or ('B', 'O') or ('I', 'B') or ('I', 'S') or ('I', 'O')
            || (before != 'O' && Type(tags, i - 1) != Type(tags, i));
    }

    private static char Kind(string[] tags, int i) => i < 0 || i >= tags.Length ? 'O' : tags[i][0];

    private static string Type(string[] tags, int i) => i < 0 || i >= tags.Length || tags[i] == "O" ? "" : tags[i][2..];
}
