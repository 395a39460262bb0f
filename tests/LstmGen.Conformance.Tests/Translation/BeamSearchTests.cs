using CsCheck;
using LstmGen.Decoding;
using LstmGen.Runtime;

namespace LstmGen.Conformance.Translation;

/// <summary>Beam search over decoders whose every step is a table drawn at random, against all translations there are.</summary>
public sealed class BeamSearchTests
{
    /// <summary>A decoder whose logits depend on all tokens before: its state is a hash of them.</summary>
    private struct DrawnSteps(int seed, float sharpness) : IDecoderSteps
    {
        public readonly void Step(Span<float> state, int token, Span<float> logits)
        {
            // Small enough for a float to hold exactly.
            int hash = (int)(((uint)state[0] * 31 + (uint)token + 1) % 1_000_003);
            state[0] = hash;
            var random = new Random(unchecked(seed * 7919 + hash));
            foreach (ref float logit in logits)
            {
                logit = random.NextSingle() * sharpness;
            }
        }
    }

    private sealed record Translation(int[] Tokens, double LogProbability, double Score);

    private static readonly Gen<(int Seed, int Steps, int Vocabulary, double Alpha, float Sharpness)> s_cases =
        Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[1, 4], Gen.Int[2, 4], Gen.Int[0, 2].Select(i => i * 0.6), Gen.Int[1, 4].Select(i => (float)i));

    [Fact]
    public void A_wide_beam_finds_what_exhaustive_search_finds() => s_cases.Sample(c =>
    {
        List<Translation> all = All(c.Seed, Decoder(c.Steps, c.Vocabulary), c.Alpha, c.Sharpness);
        var beam = new BeamSearch(all.Count) { LengthPenalty = c.Alpha };
        Run(beam, c.Seed, c.Sharpness, Decoder(c.Steps, c.Vocabulary));
        Assert.Equal(all.Count, beam.Count);
        Assert.Equal(1.0, Enumerable.Range(0, beam.Count).Sum(rank => Math.Exp(beam.LogProbability(rank))), 1e-6);
        Translation[] ranked = [.. all.OrderByDescending(translation => translation.Score)];
        for (int rank = 0; rank < ranked.Length; rank++)
        {
            Assert.Equal(ranked[rank].Tokens, beam.Tokens(rank));
            Assert.Equal(ranked[rank].LogProbability, beam.LogProbability(rank), 1e-6);
            Assert.Equal(ranked[rank].Score, beam.Score(rank), 1e-6);
        }
    }, iter: 300);

    [Fact]
    public void A_width_of_one_is_greedy() => s_cases.Sample(c =>
    {
        DecoderDescription decoder = Decoder(c.Steps, c.Vocabulary);
        var steps = new DrawnSteps(c.Seed, c.Sharpness);
        float[] state = [0], logits = new float[c.Vocabulary];
        var greedy = new List<int>();
        for (int token = decoder.Start; greedy.Count < c.Steps;)
        {
            steps.Step(state, token, logits);
            token = Array.IndexOf(logits, logits.Max());
            if (token == decoder.Stop) break;
            greedy.Add(token);
        }

        var beam = new BeamSearch(1) { LengthPenalty = c.Alpha };
        Run(beam, c.Seed, c.Sharpness, decoder);
        Assert.Equal(1, beam.Count);
        Assert.Equal(greedy, beam.Tokens(0).ToArray());
    });

    /// <summary>Whatever the width: what is found exists, with its probability, once, best first.</summary>
    [Fact]
    public void What_any_beam_finds_is_there() => Gen.Select(s_cases, Gen.Int[1, 6]).Sample((c, width) =>
    {
        List<Translation> all = All(c.Seed, Decoder(c.Steps, c.Vocabulary), c.Alpha, c.Sharpness);
        var beam = new BeamSearch(width) { LengthPenalty = c.Alpha };
        Run(beam, c.Seed, c.Sharpness, Decoder(c.Steps, c.Vocabulary));
        Assert.InRange(beam.Count, 1, width);
        for (int rank = 0; rank < beam.Count; rank++)
        {
            int[] tokens = beam.Tokens(rank).ToArray();
            Translation found = Assert.Single(all, translation => translation.Tokens.SequenceEqual(tokens));
            Assert.Equal(found.LogProbability, beam.LogProbability(rank), 1e-6);
            Assert.True(rank == 0 || beam.Score(rank) <= beam.Score(rank - 1));
        }

        Assert.Equal(beam.Count, Enumerable.Range(0, beam.Count).Select(rank => string.Join(',', beam.Tokens(rank).ToArray())).Distinct().Count());
    });

    [Fact]
    public void A_search_serves_decoders_of_any_size()
    {
        var beam = new BeamSearch(3);
        foreach ((int steps, int vocabulary) in new[] { (4, 4), (2, 3), (4, 4), (6, 9) })
        {
            var fresh = new BeamSearch(3);
            Run(beam, 8, 4, Decoder(steps, vocabulary));
            Run(fresh, 8, 4, Decoder(steps, vocabulary));
            Assert.Equal(fresh.Tokens(0).ToArray(), beam.Tokens(0).ToArray());
            Assert.Equal(fresh.Score(0), beam.Score(0));
        }
    }

    [Fact]
    public void What_is_out_of_range_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("width", () => new BeamSearch(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BeamSearch(2) { LengthPenalty = -0.1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new BeamSearch(2) { LengthPenalty = double.NaN });
        ArgumentOutOfRangeException none = Assert.Throws<ArgumentOutOfRangeException>("rank", () => new BeamSearch(2).Score(0));
        Assert.Contains("found 0 translations", none.Message, StringComparison.Ordinal);
    }

    private static DecoderDescription Decoder(int steps, int vocabulary) => new(steps, vocabulary, 0, 1, 0, 1, 0, 0, 0);

    private static void Run(BeamSearch beam, int seed, float sharpness, DecoderDescription decoder)
    {
        var steps = new DrawnSteps(seed, sharpness);
        beam.Run(decoder, ref steps, [0f]);
    }

    /// <summary>Every translation: each that stops, and each that fills all steps.</summary>
    private static List<Translation> All(int seed, DecoderDescription decoder, double alpha, float sharpness)
    {
        var all = new List<Translation>();
        var steps = new DrawnSteps(seed, sharpness);
        Go([], [0f], decoder.Start, 0.0);
        return all;

        void Go(int[] tokens, float[] state, int token, double sum)
        {
            float[] next = [.. state], logits = new float[decoder.Vocabulary];
            steps.Step(next, token, logits);
            for (int choice = 0; choice < logits.Length; choice++)
            {
                double total = sum + OracleTranslator.LogProbability([.. logits.Select(logit => (double)logit)], choice);
                int[] longer = choice == decoder.Stop ? tokens : [.. tokens, choice];
                if (choice == decoder.Stop || longer.Length == decoder.Steps)
                {
                    all.Add(new(longer, total, total / Math.Pow((5.0 + tokens.Length + 1) / 6, alpha)));
                }
                else
                {
                    Go(longer, next, choice, total);
                }
            }
        }
    }
}
