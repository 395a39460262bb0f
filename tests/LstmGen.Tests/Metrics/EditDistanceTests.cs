using CsCheck;
using LstmGen.Metrics;

namespace LstmGen.Tests.Metrics;

public sealed class EditDistanceTests
{
    private static readonly Gen<int[]> Sequence = Gen.Int[0, 2].Array[0, 6];

    [Theory]
    [InlineData("kitten", "sitting", 2, 1, 0)]
    [InlineData("saturday", "sunday", 1, 0, 2)]
    [InlineData("ab", "ba", 2, 0, 0)]
    [InlineData("", "abc", 0, 3, 0)]
    [InlineData("abc", "", 0, 0, 3)]
    [InlineData("", "", 0, 0, 0)]
    public void Known_distances(string reference, string hypothesis, int substitutions, int insertions, int deletions) =>
        Assert.Equal(new EditCounts(substitutions, insertions, deletions, reference.Length), EditDistance.BetweenCharacters(reference, hypothesis));

    [Fact]
    public void Counts_equal_trying_every_alignment() => Gen.Select(Sequence, Sequence).Sample((reference, hypothesis) =>
    {
        (int Substitutions, int Insertions, int Deletions) best = Alignments(reference, hypothesis)
            .MinBy(edits => (edits.Substitutions + edits.Insertions + edits.Deletions, edits.Insertions + edits.Deletions));
        EditCounts found = EditDistance.Between<int>(reference, hypothesis);
        Assert.Equal(new(best.Substitutions, best.Insertions, best.Deletions, reference.Length), found);
    });

    [Fact]
    public void It_is_a_metric() => Gen.Select(Sequence, Sequence, Sequence).Sample((a, b, c) =>
    {
        EditCounts there = EditDistance.Between<int>(a, b), back = EditDistance.Between<int>(b, a);
        Assert.Equal((there.Distance, there.Insertions, there.Deletions), (back.Distance, back.Deletions, back.Insertions));
        Assert.Equal(a.SequenceEqual(b), there.Distance == 0);
        Assert.True(EditDistance.Between<int>(a, c).Distance <= there.Distance + EditDistance.Between<int>(b, c).Distance);
    });

    [Fact]
    public void Long_sequences_are_not_limited_by_the_stack()
    {
        int[] reference = [.. Enumerable.Range(0, 3000)], hypothesis = [.. Enumerable.Range(0, 3000).Where(i => i % 3 != 0), 7];
        Assert.Equal(new EditCounts(0, 1, 1000, 3000), EditDistance.Between<int>(reference, hypothesis));
    }

    [Fact]
    public void Short_sequences_do_not_allocate()
    {
        int[] a = [1, 2, 3, 4], b = [1, 3, 4, 5];
        EditDistance.Between<int>(a, b);
        long before = GC.GetAllocatedBytesForCurrentThread();
        EditDistance.Between<int>(a, b);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void A_character_is_a_code_point_and_a_word_what_white_space_separates()
    {
        Assert.Equal(new EditCounts(1, 0, 0, 3), EditDistance.BetweenCharacters("a😀b", "a😁b"));
        Assert.Equal(new EditCounts(1, 1, 0, 3), EditDistance.BetweenWords(" the  cat\tsat", "the Cat sat down"));
    }

    [Fact]
    public void A_corpus_is_rated_over_all_its_references_together()
    {
        (string, string)[] pairs = [("ab cd", "ab cd"), ("abcd", "abxd")];
        EditCounts characters = EditDistance.CharacterErrorRate(pairs), words = EditDistance.WordErrorRate(pairs);
        Assert.Equal((1.0 / 9, 1.0 / 3), (characters.Rate, words.Rate));
        Assert.Equal("11.11 % (1 substituted, 0 inserted, 0 deleted of 9)", characters.ToString());
        Assert.Equal(0, EditDistance.WordErrorRate([]).Rate);
        Assert.Equal(double.PositiveInfinity, EditDistance.BetweenWords("", "a").Rate);
    }

    private static IEnumerable<(int Substitutions, int Insertions, int Deletions)> Alignments(int[] reference, int[] hypothesis)
    {
        if (reference.Length == 0 || hypothesis.Length == 0)
        {
            return [(0, hypothesis.Length, reference.Length)];
        }

        int[] laterReference = reference[1..], laterHypothesis = hypothesis[1..];
        int replaced = reference[0] == hypothesis[0] ? 0 : 1;
        return Alignments(laterReference, laterHypothesis).Select(edits => edits with { Substitutions = edits.Substitutions + replaced })
            .Concat(Alignments(reference, laterHypothesis).Select(edits => edits with { Insertions = edits.Insertions + 1 }))
            .Concat(Alignments(laterReference, hypothesis).Select(edits => edits with { Deletions = edits.Deletions + 1 }));
    }
}
