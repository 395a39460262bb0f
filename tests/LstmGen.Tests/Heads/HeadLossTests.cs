using CsCheck;
using LstmGen.Kernels;

namespace LstmGen.Tests.Heads;

/// <summary>Losses of labels, distributions and quantiles, with their gradients by what the network says.</summary>
public sealed class HeadLossTests
{
    private static readonly Gen<(int Count, Random Random)> Sizes = Gen.Select(Gen.Int[1, 12], Gen.Int).Select((count, seed) => (count, new Random(seed)));

    [Fact]
    public void Labels_that_do_not_count_are_as_if_they_were_not_there()
    {
        float[] logits = [0.3f, -2f, 1.5f, 0.7f, -0.2f, 4f], gradient = new float[6], some = new float[4];
        float loss = new BinaryCrossEntropy([2f, 0.5f], 0.1f).Row(logits, [1f, -1f, 0f, 1f, -1f, 1f], gradient);

        // Without the two, in an order that leaves every label its weight: the first, the fourth, the third, the sixth.
        float expected = new BinaryCrossEntropy([2f, 0.5f], 0.1f).Row([0.3f, 0.7f, 1.5f, 4f], [1f, 1f, 0f, 1f], some);
        Assert.Equal(expected, loss, 1e-6f);
        Assert.Equal([some[0], 0f, some[2], some[1], 0f, some[3]], gradient);
        Assert.Equal(0f, new BinaryCrossEntropy().Row([3f, 1f], [-1f, -1f], some.AsSpan(0, 2)));
        Assert.Equal([0f, 0f], some[..2]);
    }

    [Fact]
    public void Binary_cross_entropy_is_that_of_the_formula() => Gen.Select(Sizes, Gen.Bool, Gen.Bool).Sample((size, weighted, smooth) =>
    {
        float[] logits = Draw(size.Random, 2 * size.Count, 6f), targets = [.. Draw(size.Random, logits.Length, 1f).Select(x => MathF.Max(0f, x))];
        float[] weights = weighted ? [.. Draw(size.Random, size.Count, 1f).Select(x => x + 1.5f)] : [];
        float smoothing = smooth ? size.Random.NextSingle() : 0f;
        double Formula(double[] x) => Enumerable.Range(0, x.Length).Average(i =>
        {
            double y = targets[i] * (1.0 - smoothing) + 0.5 * smoothing, p = 1 / (1 + Math.Exp(-x[i]));
            return -(weighted ? weights[i % size.Count] : 1) * y * Math.Log(p) - (1 - y) * Math.Log(1 - p);
        });
        float[] gradient = new float[logits.Length];
        float loss = new BinaryCrossEntropy(weights, smoothing).Row(logits, targets, gradient);
        Assert.Equal(Formula(Near.Wide(logits)), loss, 1e-5);
        Near.Equal(Near.Slopes(Near.Wide(logits), Formula), gradient, 1e-6);
    });

    [Fact]
    public void Sure_labels_keep_their_digits()
    {
        float[] gradient = new float[4];
        float loss = new BinaryCrossEntropy().Row([1e4f, -1e4f, 30f, -30f], [1f, 0f, 1f, 0f], gradient);
        Assert.Equal(Math.Exp(-30) / 2, loss, 1e-18);
        Assert.Equal(5e3f, new BinaryCrossEntropy().Row([1e4f, -1e4f], [0f, 0f], gradient.AsSpan(0, 2)));
        Assert.Equal([0.5f, 0f], gradient[..2]);
    }

    [Fact]
    public void Gaussian_likelihood_is_that_of_the_formula() => Sizes.Sample(size =>
    {
        const float Floor = 0.05f;
        float[] values = Draw(size.Random, 2 * size.Count, 4f), targets = new float[values.Length];
        for (int i = 0; i < targets.Length; i += 2) targets[i] = targets[i + 1] = values[i] + 3f * size.Random.NextSingle() - 1.5f;
        double Formula(double[] x) => Enumerable.Range(0, size.Count).Average(i =>
        {
            double spread = Floor + Math.Log(1 + Math.Exp(x[2 * i + 1])), error = targets[2 * i] - x[2 * i];
            return -Math.Log(Math.Exp(-error * error / (2 * spread * spread)) / (spread * Math.Sqrt(2 * Math.PI)));
        });
        float[] outputs = new float[values.Length], gradient = new float[values.Length];
        GaussianRow.Outputs(Floor, values, outputs);
        float loss = new GaussianLikelihood().Row(outputs, targets, gradient);
        GaussianRow.Gradient(values, gradient, gradient);
        double expected = Formula(Near.Wide(values));
        if (!double.IsFinite(expected)) return;
        double[] slopes = Near.Slopes(Near.Wide(values), Formula);
        Assert.Equal(expected, loss, 2e-6 * Math.Max(1, Math.Abs(expected)));
        Near.Equal(slopes, gradient, 2e-5 * Math.Max(1, slopes.Max(Math.Abs)));
    });

    [Fact]
    public void A_spread_never_falls_below_its_floor()
    {
        float[] outputs = new float[4];
        GaussianRow.Outputs(0.25f, [1f, -1e4f, -2f, 1e4f], outputs);
        Assert.Equal([1f, 0.25f, -2f, 10000.25f], outputs);
        Assert.False(float.IsFinite(new GaussianLikelihood().Row([0f, 0f], [1f, 1f], new float[2])));
    }

    [Fact]
    public void Quantiles_do_not_cross_and_their_loss_is_that_of_the_formula() => Gen.Select(Sizes, Gen.Int[1, 7]).Sample((size, count) =>
    {
        float[] quantiles = [.. Enumerable.Range(1, count).Select(i => (float)i / (count + 1))];
        float[] values = Draw(size.Random, size.Count * count, 3f), targets = new float[values.Length];
        for (int i = 0; i < targets.Length; i++) targets[i] = i % count == 0 ? 8f * size.Random.NextSingle() - 4f : targets[i - 1];
        double[] Outputs(double[] x) => [.. x.Chunk(count).SelectMany(v => Enumerable.Range(0, count).Select(j =>
            v[count / 2] + Enumerable.Range(count / 2 + 1, Math.Max(0, j - count / 2)).Sum(k => Math.Log(1 + Math.Exp(v[k])))
            - Enumerable.Range(j, Math.Max(0, count / 2 - j)).Sum(k => Math.Log(1 + Math.Exp(v[k])))))];
        double Formula(double[] x) => Outputs(x).Select((q, i) => (Error: targets[i] - q, Q: quantiles[i % count]))
            .Average(e => Math.Max(e.Q * e.Error, (e.Q - 1) * e.Error));
        float[] outputs = new float[values.Length], gradient = new float[values.Length];
        QuantileRow.Outputs(count, values, outputs);
        Near.Equal(Outputs(Near.Wide(values)), outputs, 5e-6);
        for (int i = 0; i < outputs.Length; i++) Assert.True(i % count == 0 || outputs[i] >= outputs[i - 1]);
        float loss = new Pinball(quantiles).Row(outputs, targets, gradient);
        QuantileRow.Gradient(count, values, gradient, gradient);
        Assert.Equal(Formula(Near.Wide(values)), loss, 1e-5);
        Near.Equal(Near.Slopes(Near.Wide(values), Formula, 1e-7), gradient, 2e-5);
    });

    [Fact]
    public void Quantiles_of_extreme_values_do_not_cross()
    {
        float[] outputs = new float[5];
        QuantileRow.Outputs(5, [-1e4f, 1e4f, 3f, -1e4f, 1e4f], outputs);
        Assert.Equal([-9997f, -9997f, 3f, 3f, 10003f], outputs);
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Throws<ArgumentException>(() => new BinaryCrossEntropy().Row([1f], [1.5f], new float[1]));
        Assert.Throws<ArgumentException>(() => new BinaryCrossEntropy().Row([1f], [float.NaN], new float[1]));
        Assert.Throws<ArgumentException>(() => new BinaryCrossEntropy().Row([1f], [0f, 1f], new float[1]));
        Assert.Throws<ArgumentException>(() => new BinaryCrossEntropy([1f, 2f]).Row(new float[3], new float[3], new float[3]));
        Assert.Throws<ArgumentException>(() => new BinaryCrossEntropy([-1f]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BinaryCrossEntropy(labelSmoothing: -0.1f));
        Assert.Throws<ArgumentException>(() => new GaussianLikelihood().Row(new float[3], new float[3], new float[3]));
        Assert.Throws<ArgumentException>(() => GaussianRow.Outputs(1f, new float[3], new float[3]));
        Assert.Throws<ArgumentException>(() => QuantileRow.Outputs(2, new float[3], new float[3]));
        Assert.Throws<ArgumentException>(() => QuantileRow.Gradient(2, new float[4], new float[4], new float[2]));
    }

    private static float[] Draw(Random random, int count, float size) =>
        [.. Enumerable.Range(0, count).Select(_ => size * (2f * random.NextSingle() - 1f))];
}
