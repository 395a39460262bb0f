using CsCheck;
using LstmGen.Kernels;

namespace LstmGen.Tests.Heads;

public sealed class CrossEntropyTests
{
    private sealed record Case(int Classes, float[] Logits, float[] Targets, float[] Weights, float Smoothing);

    /// <summary>Steps of classes, some of which do not count, with and without weights and smoothing.</summary>
    private static readonly Gen<Case> Cases = Gen.Select(Gen.Int[2, 20], Gen.Int[1, 6], Gen.Bool, Gen.Bool, Gen.Int).Select((classes, steps, weighted, smooth, seed) =>
    {
        var random = new Random(seed);
        return new Case(
            classes,
            [.. Enumerable.Range(0, classes * steps).Select(_ => 8f * random.NextSingle() - 4f)],
            [.. Enumerable.Range(0, steps).Select(_ => (float)random.Next(-1, classes))],
            weighted ? [.. Enumerable.Range(0, classes).Select(_ => 0.1f + 2f * random.NextSingle())] : [],
            smooth ? 0.9f * random.NextSingle() : 0f);
    });

    [Fact]
    public void The_weighted_mean_is_PyTorchs() => Cases.Sample(c =>
    {
        float[] gradient = new float[c.Logits.Length];
        float mean = CrossEntropyRow.WeightedMean(c.Classes, c.Logits, c.Targets, c.Weights, c.Smoothing, gradient);
        double[] logits = Near.Wide(c.Logits);
        double Expected(double[] x)
        {
            (double sum, double weight, _) = Formula(c, x);
            return weight == 0 ? 0 : sum / weight;
        }

        Assert.Equal(Expected(logits), mean, 1e-5);
        Near.Equal(Near.Slopes(logits, Expected), gradient, 2e-6);
    });

    [Fact]
    public void The_loss_of_a_row_is_the_mean_over_the_steps_that_count() => Cases.Sample(c =>
    {
        float[] gradient = new float[c.Logits.Length];
        float mean = new CrossEntropy(c.Classes, c.Weights, c.Smoothing).Row(c.Logits, c.Targets, gradient);
        double[] logits = Near.Wide(c.Logits);
        double Expected(double[] x)
        {
            (double sum, _, int counted) = Formula(c, x);
            return counted == 0 ? 0 : sum / counted;
        }

        Assert.Equal(Expected(logits), mean, 2e-5);
        Near.Equal(Near.Slopes(logits, Expected), gradient, 4e-6);
    });

    [Fact]
    public void Balanced_weights_make_both_means_the_same()
    {
        float[] weights = CrossEntropy.BalancedWeights([1, 3, 2]);
        Near.Equal([2, 2.0 / 3, 1], weights, 1e-7);
        float[] targets = [1f, 0f, 1f, 2f, 2f, 1f], logits = [.. Enumerable.Range(0, 18).Select(i => i * 7 % 5 - 2f)];
        float expected = CrossEntropyRow.WeightedMean(3, logits, targets, weights, 0f, default);
        Assert.Equal(expected, new CrossEntropy(3, weights).Row(logits, targets, new float[18]), 1e-6);
        Assert.Equal([0f, 1f], CrossEntropy.BalancedWeights([0, 4]).Select(weight => weight == 0 ? 0f : 2 * weight));
    }

    [Fact]
    public void Steps_that_do_not_count_have_no_loss_and_no_gradient()
    {
        float[] gradient = [1f, 1f, 1f, 1f];
        Assert.Equal(0f, new CrossEntropy(2).Row([1f, 2f, 3f, 4f], [-1f, -1f], gradient));
        Assert.All(gradient, value => Assert.Equal(0f, value));
        Assert.Equal(0f, CrossEntropyRow.WeightedMean(2, [1f, 2f], [1f], [1f, 0f], 0f, gradient.AsSpan(0, 2)));
    }

    [Fact]
    public void A_sure_answer_keeps_its_digits_and_a_wrong_number_poisons()
    {
        float[] gradient = new float[2];
        Assert.Equal(Math.Exp(-20), new CrossEntropy(2).Row([20f, 0f], [0f], gradient), 1e-14);
        Assert.Equal(2e4f, new CrossEntropy(2).Row([-1e4f, 1e4f], [0f], gradient));
        Assert.Equal([-1f, 1f], gradient);
        Assert.True(float.IsNaN(new CrossEntropy(2).Row([float.NaN, 0f], [1f], gradient)));
    }

    [Fact]
    public void Arguments_are_checked()
    {
        var loss = new CrossEntropy(3);
        Assert.Throws<ArgumentException>(() => loss.Row(new float[3], [3f], new float[3]));
        Assert.Throws<ArgumentException>(() => loss.Row(new float[3], [0.5f], new float[3]));
        Assert.Throws<ArgumentException>(() => loss.Row(new float[3], [-2f], new float[3]));
        Assert.Throws<ArgumentException>(() => loss.Row(new float[3], [float.NaN], new float[3]));
        Assert.Throws<ArgumentException>(() => loss.Row(new float[3], [0f, 1f], new float[3]));
        Assert.Throws<ArgumentException>(() => loss.Row(new float[4], [0f], new float[4]));
        Assert.Throws<ArgumentException>(() => loss.Row(new float[3], [0f], new float[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CrossEntropy(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CrossEntropy(2, labelSmoothing: 1f));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CrossEntropy(2, labelSmoothing: float.NaN));
        Assert.Throws<ArgumentException>(() => new CrossEntropy(2, [1f]));
        Assert.Throws<ArgumentException>(() => new CrossEntropy(2, [1f, -1f]));
        Assert.Throws<ArgumentException>(() => new CrossEntropy(2, [0f, 0f]));
        Assert.Throws<ArgumentException>(() => CrossEntropy.BalancedWeights([0, 0]));
        Assert.Throws<ArgumentException>(() => CrossEntropy.BalancedWeights([1, -1]));
    }

    /// <summary>PyTorch's documentation, written out: smoothed losses and the weights of the targets, each added up.</summary>
    private static (double Sum, double Weight, int Counted) Formula(Case c, double[] logits)
    {
        double sum = 0, weight = 0;
        int counted = 0;
        for (int step = 0; step < c.Targets.Length; step++)
        {
            int target = (int)c.Targets[step];
            if (target < 0) continue;
            double[] x = logits[(step * c.Classes)..((step + 1) * c.Classes)];
            double logSum = Math.Log(x.Sum(Math.Exp));
            double Weight(int k) => c.Weights.Length == 0 ? 1 : c.Weights[k];
            double likelihood = Weight(target) * (logSum - x[target]);
            double smooth = Enumerable.Range(0, c.Classes).Sum(k => Weight(k) * (logSum - x[k]));
            sum += (1.0 - c.Smoothing) * likelihood + (double)c.Smoothing / c.Classes * smooth;
            weight += Weight(target);
            counted++;
        }

        return (sum, weight, counted);
    }
}
