using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LstmGen.Numerics;

namespace LstmGen.Kernels;

/// <summary>
/// The masks of dropout. A value is a function of its coordinates alone (seed, update, row of the batch, layer, block, place in the block), so
/// it is the same in any order, on any thread, at any vector width and tile height.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static class DropoutMask
{
    /// <summary>The largest mask that one call fills.</summary>
    public const int MaximumLength = 65_536;

    /// <summary>Blocks are numbered below this.</summary>
    public const int MaximumBlocks = 262_144;

    private const int Group = 16;
    private const int CountersPerBlockBits = 14;

    // Sets the counters of masks apart from those of RandomSource, which never reach this bit.
    private const uint Domain = 0x8000_0000;

    /// <summary>Fills a mask with 0 (with probability rate) and 1/(1 − rate).</summary>
    /// <param name="mask">Receives the values, at most <see cref="MaximumLength"/>.</param>
    /// <param name="rate">0 ≤ rate &lt; 1.</param>
    /// <param name="noise">The tile.</param>
    /// <param name="layer">The layer's number, below 2³¹.</param>
    /// <param name="row">The row in the tile.</param>
    /// <param name="block">Which part of the row's mask: for example the step. Below <see cref="MaximumBlocks"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument outside its range.</exception>
    public static void Fill(Span<float> mask, float rate, in TileNoise noise, uint layer, uint row, uint block = 0)
    {
        if (!(rate >= 0f && rate < 1f))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "The rate must be at least 0 and below 1.");
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(mask.Length, MaximumLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(layer, Domain);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(block, (uint)MaximumBlocks);
        Vector256<uint> threshold = Vector256.Create((uint)(rate * 4_294_967_296.0));
        Vector256<float> kept = Vector256.Create(1f / (1f - rate));
        uint counter = block << CountersPerBlockBits;
        while (mask.Length >= Group)
        {
            FillGroup(ref MemoryMarshal.GetReference(mask), counter, threshold, kept, noise, layer, row);
            mask = mask[Group..];
            counter += Group / 4;
        }

        if (!mask.IsEmpty)
        {
            Span<float> last = stackalloc float[Group];
            FillGroup(ref MemoryMarshal.GetReference(last), counter, threshold, kept, noise, layer, row);
            last[..mask.Length].CopyTo(mask);
        }
    }

    /// <summary>Sixteen values: word w of counter + b is value 4·w + b.</summary>
    private static void FillGroup(
        ref float mask, uint counter, Vector256<uint> threshold, Vector256<float> kept, in TileNoise noise, uint layer, uint row)
    {
        (Vector256<uint> lower, Vector256<uint> upper) =
            Philox.FourBlocks(counter, Domain | layer, unchecked(noise.FirstRow + row), noise.Step, noise.Key);
        (Vector256.GreaterThanOrEqual(lower, threshold).AsSingle() & kept).StoreUnsafe(ref mask);
        (Vector256.GreaterThanOrEqual(upper, threshold).AsSingle() & kept).StoreUnsafe(ref mask, 8);
    }
}
