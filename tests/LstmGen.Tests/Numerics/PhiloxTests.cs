using System.Runtime.Intrinsics;
using CsCheck;
using LstmGen.Numerics;

namespace LstmGen.Tests.Numerics;

public sealed class PhiloxTests
{
    /// <summary>The published known-answer vectors of Random123 for philox4x32 with 10 rounds.</summary>
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(~0u, ~0u, ~0u, ~0u, ~0u, ~0u, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(
        0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u,
        0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Gives_the_published_vectors(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint w0, uint w1, uint w2, uint w3)
    {
        PhiloxBlock block = Philox.Block(new(c0, c1, c2, c3), k0 | ((ulong)k1 << 32));
        Assert.Equal(new(w0, w1, w2, w3), block);
    }

    [Fact]
    public void Four_blocks_at_a_time_are_the_same_four_blocks() =>
        Gen.Select(Gen.UInt, Gen.UInt, Gen.UInt, Gen.UInt, Gen.ULong).Sample((c0, c1, c2, c3, key) =>
        {
            (Vector256<uint> lower, Vector256<uint> upper) = Philox.FourBlocks(c0, c1, c2, c3, key);
            for (uint b = 0; b < 4; b++)
            {
                PhiloxBlock expected = Philox.Block(new(unchecked(c0 + b), c1, c2, c3), key);
                PhiloxBlock actual = new(lower[(int)b], lower[(int)b + 4], upper[(int)b], upper[(int)b + 4]);
                Assert.Equal(expected, actual);
            }
        });
}
