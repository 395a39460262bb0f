using CsCheck;
using LstmGen.Numerics;

namespace LstmGen.Tests.Numerics;

public sealed class RandomSourceTests
{
    [Fact]
    public void Starts_with_the_published_vector_of_counter_and_key_zero()
    {
        RandomSource random = new(0);
        uint[] words = [random.NextUInt32(), random.NextUInt32(), random.NextUInt32(), random.NextUInt32()];
        Assert.Equal([0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u], words);
    }

    [Fact]
    public void Restart_repeats_the_stream()
    {
        RandomSource random = new(7, 3);
        double[] first = [random.NextNormal(), random.NextSingle(), random.NextInt32(10)];
        random.Restart(7, 3);
        double[] second = [random.NextNormal(), random.NextSingle(), random.NextInt32(10)];
        Assert.Equal(first, second);
        random.Restart(7, 4);
        Assert.NotEqual(first[0], random.NextNormal());
    }

    [Fact]
    public void Uniforms_stay_in_their_range()
    {
        RandomSource random = new(1);
        double sum = 0;
        for (int i = 0; i < 100_000; i++)
        {
            float single = random.NextSingle();
            double number = random.NextDouble();
            Assert.InRange(single, 0f, 0.99999994f);
            Assert.InRange(number, 0.0, 0.9999999999999999);
            sum += single + number;
        }

        // The sum of 200,000 has mean 100,000 and deviation √(200,000/12) = 129.
        Assert.InRange(sum, 100_000 - 5 * 129, 100_000 + 5 * 129);
    }

    [Fact]
    public void Whole_numbers_are_equally_likely()
    {
        RandomSource random = new(2);
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++)
        {
            counts[random.NextInt32(7)]++;
        }

        // χ² with 6 degrees of freedom is above 27.9 once in 10,000 seeds; the seed is fixed.
        Assert.InRange(counts.Sum(count => (count - 10_000.0) * (count - 10_000.0) / 10_000.0), 0.0, 27.9);
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextInt32(0));
    }

    [Fact]
    public void Large_limits_are_not_biased()
    {
        // With a limit of 3·2²⁹ a plain product would hit every third value twice as often as the others.
        RandomSource random = new(3);
        int[] counts = new int[3];
        for (int i = 0; i < 90_000; i++)
        {
            counts[random.NextInt32(1_610_612_736) % 3]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 29_300, 30_700));
    }

    [Fact]
    public void Normals_have_the_moments_of_a_normal()
    {
        const int Count = 200_000;
        RandomSource random = new(4);
        double sum = 0, squares = 0, fourths = 0, within = 0;
        for (int i = 0; i < Count; i++)
        {
            double x = random.NextNormal();
            sum += x;
            squares += x * x;
            fourths += x * x * x * x;
            within += Math.Abs(x) < 1.0 ? 1 : 0;
        }

        Assert.InRange(sum / Count, -0.01, 0.01);
        Assert.InRange(squares / Count, 0.985, 1.015);
        Assert.InRange(fourths / Count, 2.9, 3.1);
        Assert.InRange(within / Count, 0.6777, 0.6877);
    }

    [Fact]
    public void Shuffle_keeps_every_item() => Gen.Select(Gen.Int[0, 200], Gen.Long).Sample((length, seed) =>
    {
        int[] items = [.. Enumerable.Range(0, length)];
        new RandomSource(seed).Shuffle(items);
        Assert.Equal(Enumerable.Range(0, length), items.Order());
    });

    [Fact]
    public void Shuffle_gives_every_order_equally_often()
    {
        RandomSource random = new(5);
        Dictionary<(int, int, int), int> counts = [];
        for (int i = 0; i < 60_000; i++)
        {
            int[] items = [0, 1, 2];
            random.Shuffle(items);
            counts[(items[0], items[1], items[2])] = counts.GetValueOrDefault((items[0], items[1], items[2])) + 1;
        }

        Assert.Equal(6, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 9_500, 10_500));
    }
}
