using CsCheck;
using LstmGen.Decoding;

namespace LstmGen.Tests.Heads;

public sealed class TokenSamplerTests
{
    private static readonly Gen<float[]> s_probabilities = Gen.Int[0, 20].Array[1, 12].Where(counts => counts.Any(count => count > 0))
        .Select(counts => counts.Select(count => count / (float)counts.Sum()).ToArray());

    [Fact]
    public void Tokens_come_as_often_as_the_rule_says() => Gen.Select(s_probabilities, Gen.Double[0.3, 2.5], Gen.Int[0, 6], Gen.Double[0.2, 1.0], Gen.Long)
        .Sample((probabilities, temperature, k, p, seed) =>
        {
            double[] expected = Rule(probabilities, temperature, k, p);
            TokenSampler sampler = new(seed) { Temperature = temperature, TopK = k, TopP = p };
            const int draws = 4_000;
            int[] counts = new int[probabilities.Length];
            for (int i = 0; i < draws; i++)
            {
                counts[sampler.Next(probabilities)]++;
            }

            for (int i = 0; i < counts.Length; i++)
            {
                // Six standard deviations, and none at all of what cannot come.
                double deviation = Math.Sqrt(draws * expected[i] * (1.0 - expected[i]));
                Assert.InRange(counts[i], draws * expected[i] - 6.0 * deviation - 1e-6, draws * expected[i] + 6.0 * deviation + 1e-6);
            }
        }, iter: 150);

    [Fact]
    public void The_greedy_one_takes_the_largest_and_the_first_among_equals()
    {
        Assert.Equal(1, TokenSampler.Greedy().Next([0.2f, 0.4f, 0.4f]));
        Assert.Equal(1, new TokenSampler { TopK = 1, Temperature = 5.0 }.Next([0.2f, 0.4f, 0.4f]));
        Assert.Equal(1, new TokenSampler { Temperature = 1e-9 }.Next([0.2f, 0.41f, 0.4f]));
        Assert.Equal(2, new TokenSampler { TopP = 1e-9 }.Next([0.2f, 0.3f, 0.5f]));
    }

    [Fact]
    public void Nothing_below_zero_is_nothing()
    {
        float[] probabilities = [-0f, 0.5f, 0.3f, -0f, 0.2f], same = [0f, 0.5f, 0.3f, 0f, 0.2f];
        TokenSampler one = new(3) { TopK = 2 }, two = new(3) { TopK = 2 };
        int[] drawn = [.. Enumerable.Range(0, 200).Select(_ => one.Next(probabilities))];
        Assert.Equal([1, 2], drawn.Distinct().Order());
        Assert.Equal(Enumerable.Range(0, 200).Select(_ => two.Next(same)), drawn);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(-1e-30f)]
    public void A_refused_draw_changes_nothing(float bad)
    {
        float[] probabilities = [0.1f, 0.2f, 0.3f, 0.4f];
        TokenSampler one = new(3) { TopK = 3 }, undisturbed = new(3) { TopK = 3 };
        for (int i = 0; i < 20; i++)
        {
            Assert.Contains("number 2 is", Assert.Throws<ArgumentException>(() => one.Next([0.5f, 0.4f, bad, 0.1f])).Message, StringComparison.Ordinal);
            Assert.Equal(undisturbed.Next(probabilities), one.Next(probabilities));
        }
    }

    [Fact]
    public void The_same_seed_draws_the_same_tokens()
    {
        float[] probabilities = [0.1f, 0.2f, 0.3f, 0.4f];
        TokenSampler one = new(3), same = new(3), other = new(4);
        int[] drawn = [.. Enumerable.Range(0, 50).Select(_ => one.Next(probabilities))];
        Assert.Equal(drawn, Enumerable.Range(0, 50).Select(_ => same.Next(probabilities)));
        Assert.NotEqual(drawn, Enumerable.Range(0, 50).Select(_ => other.Next(probabilities)));
    }

    [Fact]
    public void What_cannot_be_drawn_from_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new TokenSampler().Next([]));
        Assert.Throws<ArgumentException>(() => new TokenSampler().Next([0f, 0f]));
        Assert.Contains("number 1 is -1", Assert.Throws<ArgumentException>(() => new TokenSampler().Next([1f, -1f])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => TokenSampler.Greedy().Next([1f, float.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenSampler { Temperature = -0.1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenSampler { TopK = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenSampler { TopP = 0.0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenSampler { TopP = 1.1 });
    }

    /// <summary>The probabilities after temperature, top-k and top-p, straight from their definitions.</summary>
    private static double[] Rule(float[] probabilities, double temperature, int k, double p)
    {
        int[] order = [.. Enumerable.Range(0, probabilities.Length).OrderByDescending(i => probabilities[i]).ThenBy(i => i)];
        int most = k == 0 ? order.Length : Math.Min(k, order.Length);
        double[] weights = [.. probabilities.Select(value => Math.Pow(value, 1.0 / temperature))];
        double sum = order.Take(most).Sum(i => weights[i]), reached = 0.0;
        List<int> kept = [];
        foreach (int i in order.Take(most))
        {
            kept.Add(i);
            reached += weights[i];
            if (reached >= p * sum * (1 + 1e-12) || (p < 1.0 && reached >= p * sum)) break;
        }

        double all = kept.Sum(i => weights[i]);
        return [.. Enumerable.Range(0, probabilities.Length).Select(i => kept.Contains(i) ? weights[i] / all : 0.0)];
    }
}
