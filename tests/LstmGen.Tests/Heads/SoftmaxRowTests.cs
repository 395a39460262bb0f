using CsCheck;
using LstmGen.Kernels;
using LstmGen.Numerics;
using LstmGen.Tests.Numerics;

namespace LstmGen.Tests.Heads;

public sealed class SoftmaxRowTests
{
    private static readonly Gen<float[]> Row = Gen.Float[-20f, 20f].Array[1, 50];

    [Fact]
    public void Probabilities_are_those_of_the_formula() => Row.Sample(logits =>
    {
        double[] exponentials = [.. logits.Select(x => Math.Exp(x))];
        double sum = exponentials.Sum();
        float[] probabilities = new float[logits.Length], logarithms = new float[logits.Length];
        SoftmaxRow.Probabilities(logits, probabilities);
        SoftmaxRow.LogProbabilities(logits, logarithms);
        for (int i = 0; i < logits.Length; i++)
        {
            Assert.Equal(1.0, probabilities[i] / (exponentials[i] / sum), 4e-6);
            Assert.Equal(Math.Log(exponentials[i] / sum), logarithms[i], 1e-5);
        }
    });

    /// <summary>The sum is that of Reductions over the exponentials.</summary>
    [Fact]
    public void The_order_of_the_sum_is_that_of_reductions() => Row.Sample(logits =>
    {
        float highest = logits.Max();
        (float shift, double sum) = SoftmaxRow.Normalizer(logits);
        Assert.Equal(highest, shift);
        Assert.Equal(Reductions.Sum([.. logits.Select(x => VectorMath.Exp(x - highest))]), sum);
    });

    [Fact]
    public void Huge_logits_are_fine()
    {
        float[] probabilities = new float[3];
        SoftmaxRow.Probabilities([1e4f, -1e4f, 1e4f], probabilities);
        Assert.Equal([0.5f, 0f, 0.5f], probabilities);
        SoftmaxRow.LogProbabilities([3e38f, -3e38f, 3e38f], probabilities);
        Assert.Equal(-MathF.Log(2), probabilities[0], 1e-6);
        Assert.Equal(float.NegativeInfinity, probabilities[1]);
    }

    [Fact]
    public void A_wrong_number_poisons_all()
    {
        foreach (int at in new[] { 0, 7, 8, 16, 17 })
        {
            float[] row = new float[18];
            row[at] = float.NaN;
            SoftmaxRow.Probabilities(row, row);
            Assert.All(row, value => Assert.True(float.IsNaN(value)));
        }
    }

    [Fact]
    public void Sigmoids_are_those_of_the_formula() => Row.Sample(logits =>
    {
        float[] probabilities = new float[logits.Length];
        SoftmaxRow.Sigmoids(logits, probabilities);
        Near.Equal([.. logits.Select(x => 1 / (1 + Math.Exp(-x)))], probabilities, 2e-7);
    });

    [Fact]
    public void The_largest_come_first_and_equals_in_their_order() =>
        Gen.Select(Gen.Int[0, 6].Array[1, 40], Gen.Int[0, 40]).Sample((whole, count) =>
        {
            float[] values = [.. whole.Select(value => (float)value)];
            int[] places = new int[Math.Min(count, values.Length)];
            SoftmaxRow.TopK(values, places);
            int[] expected = [.. Enumerable.Range(0, values.Length).OrderByDescending(i => values[i])];
            Assert.Equal(expected[..places.Length], places);
            Assert.Equal(expected[0], SoftmaxRow.Best(values));
        });

    [Fact]
    public void Lengths_and_numbers_are_checked()
    {
        Assert.Throws<ArgumentException>(() => SoftmaxRow.Probabilities([], []));
        Assert.Throws<ArgumentException>(() => SoftmaxRow.Probabilities(new float[2], new float[3]));
        Assert.Throws<ArgumentException>(() => SoftmaxRow.Sigmoids(new float[2], new float[3]));
        Assert.Throws<ArgumentException>(() => SoftmaxRow.TopK(new float[2], new int[3]));
        Assert.Throws<ArgumentException>(() => SoftmaxRow.TopK([1f, float.NaN], new int[1]));
        Assert.Throws<ArgumentException>(() => SoftmaxRow.Best([]));
        Assert.Throws<ArgumentException>(() => SoftmaxRow.Best([1f, float.NaN]));
    }

    /// <summary>The same on every machine and at every vector width.</summary>
    [Fact]
    public void Bits_are_fixed()
    {
        var bits = new List<float>();
        for (int size = 1; size < 40; size++)
        {
            var random = new RandomSource(size);
            float[] row = [.. Enumerable.Range(0, size).Select(_ => 20f * random.NextSingle() - 10f)], result = new float[size];
            SoftmaxRow.Probabilities(row, result);
            bits.AddRange(result);
            SoftmaxRow.LogProbabilities(row, result);
            bits.AddRange(result);
            SoftmaxRow.Sigmoids(row, result);
            bits.AddRange(result);
        }

        Assert.Equal("B2C5436AA8B1D539", Floats.Fingerprint(bits.ToArray()));
    }
}
