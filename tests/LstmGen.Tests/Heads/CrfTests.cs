using CsCheck;
using LstmGen.Kernels;
using LstmGen.Numerics;
using LstmGen.Tests.Numerics;

namespace LstmGen.Tests.Heads;

public sealed class CrfTests
{
    [Fact]
    public void The_partition_sum_is_that_of_all_sequences() => CrfCase.Small(Real).Sample(
        crf => Assert.Equal(crf.Oracle.LogZ(), crf.LogPartition(), 1e-5));

    [Fact]
    public void The_loss_is_that_of_all_sequences() => CrfCase.Small(Real).Sample(crf =>
    {
        (bool possible, float loss, _) = crf.Loss();
        Assert.True(possible);
        Assert.Equal(crf.Oracle.Loss(crf.Path), loss, 1e-5);
        Assert.Equal(crf.Oracle.Score(crf.Path), LinearChainCrf.Score(crf.Tags, crf.Packed, crf.Emissions, crf.Path), 1e-12);
    });

    [Fact]
    public void The_gradient_is_that_of_central_differences() => CrfCase.Small(Real).Sample(
        crf => Near.Equal(crf.Oracle.Gradient(crf.Path), crf.Loss().Gradient, 2e-6), iter: 60);

    [Fact]
    public void Marginals_are_those_of_all_sequences() => CrfCase.Small(Real).Sample(crf => Near.Equal(crf.Oracle.Marginals(), crf.Marginals().Values, 2e-6));

    [Fact]
    public void The_best_sequence_is_found_and_ties_go_to_the_lowest_tag() => CrfCase.Small(Whole).Sample(crf =>
    {
        (bool possible, int[] path, double score) = crf.Decode();
        int[] best = crf.Oracle.Best();
        Assert.True(possible);
        Assert.Equal(best, path);
        Assert.Equal(crf.Oracle.Score(best), score);
    });

    [Fact]
    public void Constraints_leave_the_allowed_sequences() => CrfCase.Constrained(Whole).Sample(crf =>
    {
        double logZ = crf.Oracle.LogZ();
        (bool possible, int[] path, double score) = crf.Decode();
        (bool some, float[] marginals) = crf.Marginals();
        (bool target, float loss, float[] gradient) = crf.Loss();
        Assert.Equal(!double.IsNegativeInfinity(logZ), possible);
        Assert.Equal(possible, some);
        Assert.Equal(crf.Oracle.Constraints!.Allows(crf.Path), target);
        if (possible)
        {
            Assert.Equal(logZ, crf.LogPartition(), 1e-5);
            Assert.Equal(crf.Oracle.Best(), path);
            Near.Equal(crf.Oracle.Marginals(), marginals, 2e-6);
        }
        else
        {
            Assert.Equal(double.NegativeInfinity, crf.LogPartition());
            Assert.Equal(double.NegativeInfinity, score);
            Assert.All(path, tag => Assert.Equal(-1, tag));
            Assert.All(marginals, value => Assert.Equal(0f, value));
        }

        if (target)
        {
            Assert.Equal(crf.Oracle.Loss(crf.Path), loss, 1e-5);
        }
        else
        {
            Assert.Equal(float.PositiveInfinity, loss);
            Assert.All(gradient, value => Assert.Equal(0f, value));
        }
    });

    [Fact]
    public void Gradients_under_constraints_are_those_of_central_differences() => CrfCase.Constrained(Real).Where(crf => crf.Loss().Possible).Sample(
        crf => Near.Equal(crf.Oracle.Gradient(crf.Path), crf.Loss().Gradient, 2e-6), iter: 60);

    /// <summary>More tags than one vector holds, more steps than can be enumerated: each step's marginals and gradients have known sums.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 30)]
    [InlineData(7, 1)]
    [InlineData(8, 50)]
    [InlineData(9, 200)]
    [InlineData(17, 1000)]
    public void Probabilities_add_up(int tags, int steps)
    {
        CrfCase crf = CrfCase.Of(tags, steps, Real, new Random(tags));
        (_, float[] marginals) = crf.Marginals();
        for (int step = 0; step < steps; step++)
        {
            Assert.Equal(1.0, marginals.Skip(step * tags).Take(tags).Sum(value => (double)value), 1e-4);
        }

        (_, float loss, float[] gradient) = crf.Loss();
        double score = LinearChainCrf.Score(tags, crf.Packed, crf.Emissions, crf.Path);
        Assert.Equal(crf.LogPartition() - score, loss, 1e-6 * Math.Max(1, Math.Abs(crf.LogPartition())));
        Assert.Equal(0.0, gradient.Take(tags).Sum(value => (double)value), 1e-4);
        Assert.Equal(0.0, gradient.Skip(2 * tags).Take(tags * tags).Sum(value => (double)value), 4e-6 * steps + 1e-6);
    }

    [Fact]
    public void Huge_scores_stay_finite() => CrfCase.Small(random => random.NextSingle() * 2e4f - 1e4f).Sample(crf =>
    {
        (bool possible, float loss, float[] gradient) = crf.Loss();
        Assert.True(possible);
        Assert.Equal(crf.Oracle.Loss(crf.Path), loss, 0.02);
        Assert.True(loss >= 0f);
        Assert.All(gradient, value => Assert.InRange(value, -1.001f * crf.Path.Length, 1.001f * crf.Path.Length));
        Assert.Equal(crf.Oracle.LogZ(), crf.LogPartition(), 0.02);
    });

    [Fact]
    public void A_sure_target_costs_nothing()
    {
        float[] emissions = [50f, 0f, 0f, 0f, 60f, 0f];
        float[] packed = new float[LinearChainCrf.PackedLength(3)];
        LinearChainCrf.Pack(new float[3], new float[3], new float[9], null, packed);
        Assert.True(LinearChainCrf.TryLoss(
            3, packed, emissions, [0f, 1f], new float[6], 1f, default, new float[LinearChainCrf.WorkspaceLength(3, 2)], out float loss));
        Assert.InRange(loss, 0f, 1e-20f);
    }

    [Fact]
    public void The_gradient_by_the_scores_is_scaled_and_added_and_the_emissions_gradient_is_neither()
    {
        CrfCase crf = CrfCase.Of(4, 6, Real, new Random(3));
        float[] once = new float[LinearChainCrf.PackedGradientLength(4)], twice = new float[once.Length], emissions = new float[24], again = new float[24];
        LinearChainCrf.TryLoss(4, crf.Packed, crf.Emissions, crf.Targets, emissions, 1f, once, crf.Workspace, out _);
        LinearChainCrf.TryLoss(4, crf.Packed, crf.Emissions, crf.Targets, again, 0.25f, twice, crf.Workspace, out _);
        LinearChainCrf.TryLoss(4, crf.Packed, crf.Emissions, crf.Targets, default, 0.25f, twice, crf.Workspace, out _);
        Assert.Equal(emissions, again);
        Near.Equal([.. once.Select(value => 0.5 * value)], twice, 1e-6);
    }

    [Fact]
    public void A_wrong_number_poisons_the_loss_and_the_score()
    {
        CrfCase crf = CrfCase.Of(3, 4, Real, new Random(5));
        crf.Emissions[4] = float.NaN;
        Assert.True(float.IsNaN(crf.Loss().Loss));
        Assert.True(double.IsNaN(crf.Decode().Score));
        Assert.True(double.IsNaN(crf.LogPartition()));
    }

    [Fact]
    public void Lengths_and_targets_are_checked()
    {
        CrfCase crf = CrfCase.Of(3, 4, Real, new Random(5));
        float[] targets = [0f, 1f, 2f, 3f], workspace = crf.Workspace;
        ArgumentException refused = Assert.Throws<ArgumentException>(
            () => LinearChainCrf.TryLoss(3, crf.Packed, crf.Emissions, targets, default, 1f, default, workspace, out _));
        Assert.Contains("from 0 to 2, but number 3 is 3", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => LinearChainCrf.TryLoss(3, crf.Packed, crf.Emissions, [0f, 0.5f, 0f, 0f], default, 1f, default, workspace, out _));
        Assert.Throws<ArgumentException>(() => LinearChainCrf.TryLoss(3, crf.Packed, crf.Emissions, [0f], default, 1f, default, workspace, out _));
        Assert.Throws<ArgumentException>(() => LinearChainCrf.LogPartition(3, crf.Packed, [], workspace));
        Assert.Throws<ArgumentException>(() => LinearChainCrf.LogPartition(3, crf.Packed, new float[4], workspace));
        Assert.Throws<ArgumentException>(() => LinearChainCrf.LogPartition(2, crf.Packed, crf.Emissions, workspace));
        Assert.Throws<ArgumentException>(() => LinearChainCrf.LogPartition(3, crf.Packed, crf.Emissions, new float[100]));
        Assert.Throws<ArgumentException>(
            () => LinearChainCrf.TryLoss(3, crf.Packed, crf.Emissions, crf.Targets, default, 1f, new float[crf.Packed.Length], workspace, out _));
        Assert.Throws<ArgumentException>(() => LinearChainCrf.TryDecode(3, crf.Packed, crf.Emissions, new int[3], workspace, out _));
    }

    /// <summary>The same on every machine and at every vector width.</summary>
    [Fact]
    public void Bits_are_fixed()
    {
        var bits = new List<float>();
        foreach (int tags in new[] { 1, 5, 9, 21 })
        {
            var random = new RandomSource(tags);
            CrfCase crf = CrfCase.Of(tags, [.. Enumerable.Range(0, 12).Select(step => step % tags)], () => 6f * random.NextSingle() - 3f);
            (_, float loss, float[] gradient) = crf.Loss(0.3f);
            bits.AddRange([loss, .. gradient, .. crf.Marginals().Values, (float)crf.Decode().Score, (float)crf.LogPartition()]);
        }

        Assert.Equal("8B8EF05FF8317328", Floats.Fingerprint(bits.ToArray()));
    }

    private static float Real(Random random) => 6f * random.NextSingle() - 3f;

    /// <summary>Few whole numbers: sums are exact, and many sequences share the best score.</summary>
    private static float Whole(Random random) => random.Next(-1, 2);
}
