using CsCheck;
using LstmGen.Kernels;

namespace LstmGen.Tests.Heads;

/// <summary>Tags of −1: the loss is that of all sequences that have the other tags, by brute force.</summary>
public sealed class CrfPartialTests
{
    private static readonly Gen<(CrfCase Case, float[] Targets)> s_partial = Gen.Select(CrfCase.Small(Real), Gen.Int).Select((crf, seed) => (crf, Hide(crf, seed)));

    private static readonly Gen<(CrfCase Case, float[] Targets)> s_constrained = Gen.Select(CrfCase.Constrained(Real), Gen.Int).Select((crf, seed) => (crf, Hide(crf, seed)));

    [Fact]
    public void The_loss_is_that_of_all_sequences_with_the_known_tags() => s_partial.Sample(drawn =>
    {
        (bool possible, float loss, _) = Loss(drawn.Case, drawn.Targets);
        Assert.True(possible);
        Assert.Equal(Oracle(drawn.Case.Oracle, drawn.Targets), loss, 2e-5);
    });

    [Fact]
    public void The_gradient_is_that_of_central_differences() => s_partial.Sample(
        drawn =>
        {
            CrfOracle oracle = drawn.Case.Oracle;
            double[] expected = [.. new[] { oracle.Start, oracle.End, oracle.Transitions, oracle.Emissions }.SelectMany(values => Near.Slopes(values, _ => Oracle(oracle, drawn.Targets)))];
            Near.Equal(expected, Loss(drawn.Case, drawn.Targets).Gradient, 4e-6);
        },
        iter: 60);

    [Fact]
    public void Constraints_hold_where_tags_are_not_known() => s_constrained.Sample(drawn =>
    {
        (bool possible, float loss, _) = Loss(drawn.Case, drawn.Targets);
        double expected = Oracle(drawn.Case.Oracle, drawn.Targets);
        bool fits = drawn.Targets.All(tag => tag == -1f) || double.IsFinite(expected);
        Assert.Equal(fits, LinearChainCrf.DescribeBadTarget(drawn.Case.Tags, drawn.Case.Oracle.Constraints, drawn.Targets) is null);
        Assert.Equal(fits, possible);
        if (double.IsFinite(expected)) Assert.Equal(expected, loss, 2e-5);
    });

    [Fact]
    public void No_known_tag_is_no_loss()
    {
        CrfCase crf = CrfCase.Of(3, 4, Real, new Random(1));
        (bool possible, float loss, float[] gradient) = Loss(crf, [-1f, -1f, -1f, -1f]);
        Assert.True(possible);
        Assert.Equal(0f, loss);
        Assert.All(gradient, value => Assert.Equal(0f, value));
    }

    [Fact]
    public void What_is_no_tag_is_named()
    {
        Assert.Contains("step 1 is 3 (classes are counted from 0", LinearChainCrf.DescribeBadTarget(3, null, [1f, 3f]), StringComparison.Ordinal);
        Assert.Contains("step 0 is -2", LinearChainCrf.DescribeBadTarget(3, null, [-2f, 1f]), StringComparison.Ordinal);
        Assert.Null(LinearChainCrf.DescribeBadTarget(3, null, [-1f, 1f]));
    }

    private static float Real(Random random) => (float)(random.NextDouble() * 6 - 3);

    private static float[] Hide(CrfCase crf, int seed)
    {
        var random = new Random(seed);
        float[] targets = crf.Targets;
        for (int i = 0; i < targets.Length; i++)
        {
            if (random.Next(2) == 0) targets[i] = -1f;
        }

        return targets;
    }

    private static double Oracle(CrfOracle oracle, float[] targets)
    {
        if (targets.All(tag => tag == -1f)) return 0;
        double known = oracle.Paths().Where(path => path.Zip(targets).All(pair => pair.Second == -1f || pair.First == pair.Second)).Sum(path => Math.Exp(oracle.Score(path)));
        return oracle.LogZ() - Math.Log(known);
    }

    private static (bool Possible, float Loss, float[] Gradient) Loss(CrfCase crf, float[] targets)
    {
        float[] emissions = new float[crf.Emissions.Length], packed = new float[LinearChainCrf.PackedGradientLength(crf.Tags)];
        Array.Fill(emissions, float.NaN);
        bool possible = LinearChainCrf.TryLoss(crf.Tags, crf.Packed, crf.Emissions, targets, emissions, 1f, packed, crf.Workspace, out float loss);
        float[] start = new float[crf.Tags], end = new float[crf.Tags], transitions = new float[crf.Tags * crf.Tags];
        LinearChainCrf.Unpack(packed, start, end, transitions);
        return (possible, loss, [.. start, .. end, .. transitions, .. emissions]);
    }
}
