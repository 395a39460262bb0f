using CsCheck;
using LstmGen.Decoding;
using LstmGen.Kernels;

namespace LstmGen.Tests.Heads;

public sealed class CtcBeamTests
{
    [Fact]
    public void A_wide_beam_finds_every_sequence_and_its_probability() => CtcCase.Small(3f).Sample(ctc =>
    {
        Dictionary<string, double> expected = CtcOracle.Sequences(Near.Wide(ctc.Logits), ctc.Symbols, ctc.BlankIndex);
        var decoder = new CtcBeamDecoder(ctc.Symbols, ctc.Frames, width: 600, ctc.Blank);
        Assert.Equal(expected.Count, decoder.Decode(ctc.Logits));
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), Ranks(decoder).Select(rank => Key(decoder, rank)).Order(StringComparer.Ordinal));
        foreach (int rank in Ranks(decoder))
        {
            Assert.Equal(Math.Log(expected[Key(decoder, rank)]), decoder.LogProbability(rank), 1e-5);
        }

        AssertDescending(decoder);
    }, iter: 60);

    /// <summary>A narrow beam leaves alignments out, never counts one twice, and finds no sequence twice.</summary>
    [Fact]
    public void A_narrow_beam_stays_below_the_truth() => Gen.Select(CtcCase.Small(2f), Gen.Int[1, 6]).Sample((ctc, width) =>
    {
        Dictionary<string, double> expected = CtcOracle.Sequences(Near.Wide(ctc.Logits), ctc.Symbols, ctc.BlankIndex);
        var decoder = new CtcBeamDecoder(ctc.Symbols, ctc.Frames, width, ctc.Blank);
        Assert.Equal(Math.Min(width, decoder.Decode(ctc.Logits)), decoder.Count);
        Assert.Equal(decoder.Count, Ranks(decoder).Select(rank => Key(decoder, rank)).Distinct().Count());
        foreach (int rank in Ranks(decoder))
        {
            Assert.True(decoder.LogProbability(rank) <= Math.Log(expected[Key(decoder, rank)]) + 1e-5);
        }

        AssertDescending(decoder);
    });

    /// <summary>On longer rows a sequence that fell out of the beam comes back while longer ones stayed: it must meet them, not be doubled.</summary>
    [Fact]
    public void Sequences_stay_distinct_on_long_rows() => Gen.Select(Gen.Int[3, 6], Gen.Int[3, 12], Gen.Int).Sample((symbols, width, seed) =>
    {
        CtcCase ctc = CtcCase.Of(symbols, 20, 0, Blank.First, 3f, new Random(seed));
        var decoder = new CtcBeamDecoder(symbols, 20, width);
        decoder.Decode(ctc.Logits);
        Assert.Equal(width, Ranks(decoder).Select(rank => Key(decoder, rank)).Distinct().Count());
        foreach (int rank in Ranks(decoder))
        {
            double exact = -CtcOracle.Loss(Near.Wide(ctc.Logits), symbols, 0, decoder.Labels(rank).ToArray());
            Assert.True(decoder.LogProbability(rank) <= exact + 1e-4, $"{decoder.LogProbability(rank)} is above {exact}");
        }
    });

    /// <summary>The example of the literature: each frame prefers the blank, and yet one label is likelier than none.</summary>
    [Fact]
    public void Sums_of_alignments_beat_the_best_alignment()
    {
        float[] logits = [MathF.Log(0.6f), MathF.Log(0.4f), MathF.Log(0.6f), MathF.Log(0.4f)];
        Assert.Equal(0, CtcRow.Greedy(2, Blank.First, logits, new int[2]));
        var decoder = new CtcBeamDecoder(2, 2, width: 4);
        Assert.Equal(2, decoder.Decode(logits));
        Assert.Equal([1], decoder.Labels(0).ToArray());
        Assert.Equal(Math.Log(0.64), decoder.LogProbability(0), 1e-6);
        Assert.Equal(Math.Log(0.36), decoder.LogProbability(1), 1e-6);
    }

    [Fact]
    public void A_decoder_forgets_the_row_before()
    {
        CtcCase first = CtcCase.Of(5, 9, 0, Blank.Last, 2f, new Random(1)), second = CtcCase.Of(5, 6, 0, Blank.Last, 2f, new Random(2));
        var decoder = new CtcBeamDecoder(5, 9, 7, Blank.Last);
        decoder.Decode(second.Logits);
        (string, double)[] fresh = [.. Ranks(decoder).Select(rank => (Key(decoder, rank), decoder.LogProbability(rank)))];
        decoder.Decode(first.Logits);
        decoder.Decode(second.Logits);
        Assert.Equal(fresh, Ranks(decoder).Select(rank => (Key(decoder, rank), decoder.LogProbability(rank))));
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "+infinity")]
    [InlineData(float.NegativeInfinity, "-infinity")]
    public void A_logit_that_is_no_number_is_named_and_changes_nothing(float bad, string name)
    {
        CtcCase row = CtcCase.Of(5, 9, 0, Blank.Last, 2f, new Random(1));
        var decoder = new CtcBeamDecoder(5, 9, 7, Blank.Last);
        decoder.Decode(row.Logits);
        (string, double)[] before = [.. Ranks(decoder).Select(rank => (Key(decoder, rank), decoder.LogProbability(rank)))];
        row.Logits[22] = bad;
        Assert.Contains($"symbol 2 in frame 4 is {name}", Assert.Throws<ArgumentException>(() => decoder.Decode(row.Logits)).Message, StringComparison.Ordinal);
        Assert.Equal(before, Ranks(decoder).Select(rank => (Key(decoder, rank), decoder.LogProbability(rank))));
    }

    [Theory]
    [InlineData(float.MaxValue)]
    [InlineData(1e30f)]
    public void Logits_of_any_size_are_decoded(float size)
    {
        var decoder = new CtcBeamDecoder(3, 2, 8);
        Assert.True(decoder.Decode([size, -size, 0f, -size, size, 0f]) > 0);
        Assert.Equal([1], decoder.Labels(0).ToArray());
        Assert.Equal(0.0, decoder.LogProbability(0), 1e-6);
        Assert.All(Ranks(decoder), rank => Assert.False(double.IsNaN(decoder.LogProbability(rank))));
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new CtcBeamDecoder(1, 5, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CtcBeamDecoder(5, 0, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CtcBeamDecoder(5, 5, 0));
        var decoder = new CtcBeamDecoder(3, 2, 4);
        Assert.Throws<ArgumentOutOfRangeException>(() => decoder.LogProbability(0));
        Assert.Throws<ArgumentException>(() => decoder.Decode(new float[9]));
        Assert.Throws<ArgumentException>(() => decoder.Decode(new float[4]));
        Assert.Throws<ArgumentException>(() => decoder.Decode([]));
        decoder.Decode(new float[6]);
        Assert.Throws<ArgumentOutOfRangeException>(() => decoder.Labels(4));
    }

    private static IEnumerable<int> Ranks(CtcBeamDecoder decoder) => Enumerable.Range(0, decoder.Count);

    private static string Key(CtcBeamDecoder decoder, int rank) => CtcOracle.Key(decoder.Labels(rank).ToArray());

    private static void AssertDescending(CtcBeamDecoder decoder)
    {
        foreach (int rank in Ranks(decoder).Skip(1)) Assert.True(decoder.LogProbability(rank) <= decoder.LogProbability(rank - 1));
    }
}
