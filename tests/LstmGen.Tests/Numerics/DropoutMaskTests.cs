using CsCheck;
using LstmGen.Kernels;
using LstmGen.Numerics;

namespace LstmGen.Tests.Numerics;

public sealed class DropoutMaskTests
{
    [Fact]
    public void Every_value_follows_from_its_coordinates() =>
        Gen.Select(Gen.Int[0, 100], Gen.ULong, Gen.UInt, Gen.UInt[0, 40], Gen.UInt[0, 3], Gen.UInt[0, 99_999]).Sample(
            (length, seed, step, layer, row, block) =>
            {
                TileNoise noise = new(seed, step, FirstRow: 8);
                float[] mask = new float[length];
                DropoutMask.Fill(mask, 0.25f, noise, layer, row, block);
                for (int i = 0; i < length; i++)
                {
                    uint counter = (block << 14) + (uint)(i / 16 * 4 + i % 4);
                    PhiloxBlock words = Philox.Block(new(counter, 0x8000_0000 | layer, 8 + row, step), seed);
                    uint word = (i / 4 % 4) switch { 0 => words.Word0, 1 => words.Word1, 2 => words.Word2, _ => words.Word3 };
                    Assert.Equal(word >= 0x4000_0000 ? 1f / 0.75f : 0f, mask[i]);
                }
            });

    [Fact]
    public void The_row_of_the_batch_counts_and_not_the_tile()
    {
        float[] one = new float[50];
        float[] other = new float[50];
        DropoutMask.Fill(one, 0.5f, new(1, 2, FirstRow: 4), layer: 0, row: 3);
        DropoutMask.Fill(other, 0.5f, new(1, 2, FirstRow: 6), layer: 0, row: 1);
        Assert.Equal(one, other);
        DropoutMask.Fill(other, 0.5f, new(1, 2, FirstRow: 6), layer: 0, row: 2);
        Assert.NotEqual(one, other);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(0.1f)]
    [InlineData(0.5f)]
    [InlineData(0.9f)]
    public void The_share_of_zeros_is_the_rate(float rate)
    {
        float[] mask = new float[65_536];
        DropoutMask.Fill(mask, rate, new(11, 0, 0), 0, 0);
        double zeros = mask.Count(value => value == 0f) / 65_536.0;
        Assert.InRange(zeros, rate - 0.008, rate + 0.008);
        Assert.All(mask, value => Assert.True(value == 0f || value == 1f / (1f - rate)));
    }

    [Fact]
    public void Refuses_what_is_out_of_range()
    {
        Assert.Throws<ArgumentOutOfRangeException>("rate", () => DropoutMask.Fill(new float[1], 1f, default, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>("rate", () => DropoutMask.Fill(new float[1], float.NaN, default, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>("mask.Length", () => DropoutMask.Fill(new float[65_537], 0.5f, default, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>("block", () => DropoutMask.Fill(new float[1], 0.5f, default, 0, 0, 262_144));
        Assert.Throws<ArgumentOutOfRangeException>("layer", () => DropoutMask.Fill(new float[1], 0.5f, default, 0x8000_0000, 0));
    }
}
