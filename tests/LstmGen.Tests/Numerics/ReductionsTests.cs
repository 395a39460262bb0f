using CsCheck;
using LstmGen.Numerics;

namespace LstmGen.Tests.Numerics;

public sealed class ReductionsTests
{
    private static readonly Gen<float> Value = Gen.OneOf(Gen.Float[-1f, 1f], Gen.Float[-1e30f, 1e30f], Gen.Float[-1e-40f, 1e-40f]);

    [Fact]
    public void Every_width_gives_the_same_bits() => Gen.Select(Value.Array[0, 100], Value.Array[100]).Sample((x, more) =>
    {
        float[] y = more[..x.Length];
        long sum = Bits(Reductions.SumScalar(x));
        Assert.Equal(sum, Bits(Reductions.Sum128(x)));
        Assert.Equal(sum, Bits(Reductions.Sum256(x)));
        Assert.Equal(sum, Bits(Reductions.Sum512(x)));
        Assert.Equal(sum, Bits(Reductions.Sum(x)));
        long dot = Bits(Reductions.DotScalar(x, y));
        Assert.Equal(dot, Bits(Reductions.Dot128(x, y)));
        Assert.Equal(dot, Bits(Reductions.Dot256(x, y)));
        Assert.Equal(dot, Bits(Reductions.Dot512(x, y)));
        Assert.Equal(dot, Bits(Reductions.Dot(x, y)));
        Assert.Equal(Bits(Reductions.DotScalar(x, x)), Bits(Reductions.SumOfSquares(x)));
    });

    /// <summary>The definition, written out: lane i mod 16, then the tree.</summary>
    [Fact]
    public void The_order_is_sixteen_lanes_and_one_tree() => Gen.Double[-1.0, 1.0].Array[0, 70].Sample(x =>
    {
        double[] lanes = new double[16];
        double[] fused = new double[16];
        for (int i = 0; i < x.Length; i++)
        {
            lanes[i % 16] += (float)x[i];
            fused[i % 16] = Math.FusedMultiplyAdd(x[i], x[^(i + 1)], fused[i % 16]);
        }

        static double Pair(double[] v, int i) => v[i] + v[i + 8];
        static double Four(double[] v, int i) => Pair(v, i) + Pair(v, i + 4);
        static double Eight(double[] v, int i) => Four(v, i) + Four(v, i + 2);
        static double All(double[] v) => Eight(v, 0) + Eight(v, 1);
        Assert.Equal(Bits(All(lanes)), Bits(Reductions.Sum([.. x.Select(value => (float)value)])));
        Assert.Equal(Bits(All(fused)), Bits(Reductions.Dot(x, [.. x.Reverse()])));
    });

    [Fact]
    public void Is_close_to_the_exact_sum() => Gen.Int[-1_000_000, 1_000_000].Array[0, 500].Sample(whole =>
    {
        float[] x = [.. whole.Select(value => (float)value)];
        Assert.Equal(whole.Sum(value => (long)value), Reductions.Sum(x));
        Assert.Equal((double)whole.Sum(value => (long)value * value), Reductions.SumOfSquares(x));
    });

    [Fact]
    public void Lengths_must_agree() => Assert.Throws<ArgumentException>(() => Reductions.Dot(new float[3], new float[4]));

    private static long Bits(double x) => BitConverter.DoubleToInt64Bits(x);
}
