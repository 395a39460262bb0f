using CsCheck;
using LongTimeLag;
using LstmGen.Numerics;

namespace LstmGen.Samples.Tests.LongTimeLag;

/// <summary>The sequences are the paper's: each is read back without what wrote it.</summary>
public sealed class SequenceTests
{
    private static readonly Gen<long> s_seeds = Gen.Long;

    [Theory]
    [InlineData("adding", 100)]
    [InlineData("adding-1000", 1_000)]
    [InlineData("multiplication", 100)]
    public void Two_steps_are_marked_and_their_values_asked_for(string name, int t) => s_seeds.Sample(
        seed =>
        {
            (float[] input, float[] target, int length) = Draw(name, seed);
            bool multiplies = name == "multiplication";
            (float Value, float Marker)[] pairs = [.. input.Chunk(2).Select(pair => (pair[0], pair[1]))];

            Assert.InRange(length, t, t + t / 10);
            Assert.All(pairs[length..], pair => Assert.Equal((0f, 0f), pair));
            Assert.All(pairs[..length], pair => Assert.InRange(pair.Value, multiplies ? 0f : -1f, 1f));
            int[] marked = [.. Enumerable.Range(0, length).Where(step => pairs[step].Marker == 1f)];
            Assert.Equal(2, marked.Length);
            Assert.InRange(marked[0], 0, 9);
            Assert.InRange(marked[1], 0, t / 2 - 2);
            Assert.Equal(-1f, pairs[length - 1].Marker);
            if (marked[0] == 0)
            {
                Assert.Equal(multiplies ? 1f : 0f, pairs[0].Value);
            }
            else
            {
                Assert.Equal(-1f, pairs[0].Marker);
            }

            Assert.All(
                Enumerable.Range(1, length - 2).Except(marked), step => Assert.Equal(0f, pairs[step].Marker));
            double one = pairs[marked[0]].Value;
            double other = pairs[marked[1]].Value;
            Assert.Equal(multiplies ? one * other : 0.5 + (one + other) / 4, target[0], tolerance: 1e-6);
        },
        iter: 300);

    [Theory]
    [InlineData("order-2", new[] { 10, 50 })]
    [InlineData("order-3", new[] { 10, 33, 66 })]
    public void The_class_is_the_order_of_x_and_y(string name, int[] positions) => s_seeds.Sample(
        seed =>
        {
            (float[] input, float[] target, int length) = Draw(name, seed);
            float[][] steps = [.. input.Chunk(8)];
            Assert.InRange(length, 100, 110);
            Assert.All(steps[..length], step => Assert.Equal((1, 7), (step.Count(value => value == 1f), step.Count(value => value == 0f))));
            Assert.All(steps[length..], step => Assert.DoesNotContain(1f, step));
            string text = string.Concat(steps[..length].Select(step => "abcdXYEB"[Array.IndexOf(step, 1f)]));

            Assert.Equal('E', text[0]);
            Assert.Equal('B', text[^1]);
            int[] found = [.. Enumerable.Range(0, length).Where(step => text[step] is 'X' or 'Y')];
            Assert.Equal(positions.Length, found.Length);
            Assert.All(found.Zip(positions), pair => Assert.InRange(pair.First, pair.Second, pair.Second + 10));
            Assert.All(text[1..^1].Where(symbol => symbol is not ('X' or 'Y')), symbol => Assert.Contains(symbol, "abcd"));
            string[] classes = positions.Length == 2
                ? ["XX", "XY", "YX", "YY"]
                : ["XXX", "XXY", "XYX", "XYY", "YXX", "YXY", "YYX", "YYY"];
            Assert.Equal(string.Concat(found.Select(step => text[step])), classes[(int)target[0]]);
        },
        iter: 300);

    [Theory]
    [InlineData("BTBTXSETE", true)]
    [InlineData("BPBPVVEPE", true)]
    [InlineData("BTBTSXXTVVETE", true)]
    [InlineData("BPBTSSSXXTTVPSEPE", true)]
    [InlineData("BTBPVPXVPXVPXVVETE", true)]
    [InlineData("BPBTXSETE", false)]
    [InlineData("BTBPVVEPE", false)]
    [InlineData("BTBPTVPXTVPXTVVPSETE", false)]
    [InlineData("BTBPTVPXTTVVSETE", false)]
    [InlineData("BTBTXSET", false)]
    [InlineData("BTBTXSETEE", false)]
    public void The_grammar_is_rebers(string text, bool legal)
    {
        int node = 0;
        foreach (char symbol in text)
        {
            node = node < 0 ? node : ReberGrammar.Follow(node, Enumerable.Range(0, ReberGrammar.Symbols).Single(i => ReberGrammar.Name(i) == symbol));
        }

        Assert.Equal(legal, node == ReberGrammar.End);
    }

    [Fact]
    public void Strings_are_drawn_from_the_grammar_with_even_odds()
    {
        RandomSource random = new(1);
        string[] strings = [.. Enumerable.Range(0, 4_000).Select(_ => ReberGrammar.Text(ReberGrammar.Draw(random)))];
        Assert.All(strings, text => Assert.Matches("^B(TB(T(S*X(XT*VPS*)?.*S|.*V)|P.*)ET|PB.*EP)E$", text));
        Assert.Equal(9, strings.Min(text => text.Length));
        Assert.InRange(strings.Count(text => text[1] == 'T'), 1_880, 2_120);

        // The shortest strings are one in 32 each: two choices at the start, T or P, X or S and S or X; P, V and V.
        Assert.InRange(strings.Count(text => text == "BTBTXSETE"), 180, 320);
    }

    [Fact]
    public void Test_strings_were_not_trained_on()
    {
        ReberTask task = (ReberTask)LagTasks.All.Single(task => task.Name == "reber");
        SequenceModel model = task.Create(1);
        ITrialData data = task.Begin(model, new RandomSource(1), new RandomSource(2));
        HashSet<string> trained = [.. Enumerable.Range(0, 5_000).Select(_ => Text(data.Draw))];
        HashSet<string> fresh = [.. Enumerable.Range(0, 1_000).Select(_ => Text(data.DrawFresh))];
        Assert.InRange(trained.Count, 100, 256);
        Assert.Empty(trained.Intersect(fresh));

        string Text(Writer write)
        {
            float[] input = new float[model.Description.InputSize];
            float[] target = new float[model.Description.TargetSize];
            int length = write(input, target);
            Assert.All(target[length..], symbol => Assert.Equal(-1f, symbol));
            int[] symbols = [.. input.Chunk(7).Take(length).Select(step => Array.IndexOf(step, 1f))];
            Assert.Equal(symbols[1..], target[..(length - 1)].Select(symbol => (int)symbol));
            return ReberGrammar.Text([.. symbols, (int)target[length - 1]]);
        }
    }

    [Fact]
    public void One_symbol_that_may_not_follow_makes_a_string_wrong()
    {
        LagTask task = LagTasks.All.Single(task => task.Name == "reber");
        int[] symbols = [.. "BTBTXSETE".Select(name => "BTPSXVE".IndexOf(name))];
        float[] input = new float[(ReberGrammar.MostSymbols - 1) * 7];
        float[] target = new float[ReberGrammar.MostSymbols - 1];
        int length = ReberTask.Write(symbols, input, target);
        float[] output = new float[input.Length];
        string[] next = ["TP", "B", "TP", "SX", "XS", "E", "T", "E"];
        next[1] = "B";
        for (int step = 0; step < length; step++)
        {
            foreach (char symbol in next[step])
            {
                output[step * 7 + "BTPSXVE".IndexOf(symbol)] = 0.1f;
            }
        }

        Assert.Equal(0, task.Error(input, length, target, output));
        output[1 * 7 + 6] = 0.1f;
        Assert.Equal(1, task.Error(input, length, target, output));
    }

    [Fact]
    public void Recent_errors_are_those_of_the_last2000() => Gen.Select(Gen.Int[0, 3], Gen.Double[0.0, 0.004], s_seeds).Sample(
        (mostWrong, share, seed) =>
        {
            RandomSource random = new(seed);
            RecentErrors recent = new(0.04, mostWrong, meanBelow: 0.0101);
            List<double> all = [];
            for (int i = 0; i < 700; i++)
            {
                double[] batch = [.. Enumerable.Range(0, 8).Select(_ => random.NextDouble() < share ? 0.04 : 0.02 * random.NextDouble())];
                all.AddRange(batch);
                double[] last = [.. all.TakeLast(2_000)];
                bool expected = last.Length == 2_000 && last.Count(error => error >= 0.04) <= mostWrong && last.Average() < 0.0101;
                Assert.Equal(expected, recent.Add(batch));
            }
        },
        iter: 10);

    private static (float[] Input, float[] Target, int Length) Draw(string name, long seed)
    {
        LagTask task = LagTasks.All.Single(task => task.Name == name);
        SequenceModel model = task.Create(1);

        // What was there before must not matter.
        float[] input = new float[model.Description.InputSize];
        float[] target = new float[model.Description.TargetSize];
        Array.Fill(input, 7f);
        Array.Fill(target, 7f);
        int length = task.Begin(model, new RandomSource(seed), new RandomSource(0)).Draw(input, target);
        return (input, target, length);
    }
}
