using System.ComponentModel;
using LstmGen.Decoding;
using LstmGen.Numerics;

namespace LstmGen.Kernels;

/// <summary>
/// A linear-chain conditional random field (Lafferty, McCallum &amp; Pereira 2001) over rows of emissions. The score of tags y₁…yₙ is
/// start[y₁] + Σ emission[t, yₜ] + Σ transition[yₜ, yₜ₊₁] + end[yₙ]; their probability is e^score / Z.
/// </summary>
/// <remarks>
/// <para>Emissions are n × tags values, step by step; n is the number of valid steps. Nothing is allocated; a workspace comes from the caller.</para>
/// <para>Scores are packed in lines of <see cref="Stride"/> floats: one per tag that a transition leaves, the start scores, the end scores,
/// and the transitions again, one line per tag that they reach. Their gradient is packed in the last order: one line per tag that a
/// transition reaches, start, end. Padding and what is forbidden are −∞, so that no kernel asks.</para>
/// <para>The forward pass is in log space, each step relative to its best tag. Backward it goes by p(yₜ | yₜ₊₁), whose columns add up to 1
/// whatever the size of the scores, instead of a difference of large logarithms. Lanes are the tags of the step that is being worked out;
/// sums over the tags of its neighbour run in their order; the sum over the last tags is that of <see cref="Reductions"/>.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static partial class LinearChainCrf
{
    private const int Lanes = HeadRows.Lanes;

    /// <summary>Floats in a padded line of tags: the next multiple of 8.</summary>
    public static int Stride(int tags) => HeadRows.Padded(tags);

    /// <summary>Floats in the packed scores, (2 · tags + 2) · Stride.</summary>
    public static int PackedLength(int tags) => checked((2 * tags + 2) * Stride(tags));

    /// <summary>Floats in the packed gradient by the scores, (tags + 2) · Stride.</summary>
    public static int PackedGradientLength(int tags) => checked((tags + 2) * Stride(tags));

    /// <summary>Floats of workspace for up to so many steps, (3 · steps + 4) · Stride.</summary>
    public static int WorkspaceLength(int tags, int steps) => checked((3 * steps + 4) * Stride(tags));

    /// <summary>Packs the scores.</summary>
    /// <param name="start">tags values.</param>
    /// <param name="end">tags values.</param>
    /// <param name="transitions">tags × tags values, [from, to].</param>
    /// <param name="constraints">What is allowed, or null where everything is.</param>
    /// <param name="packed">Receives PackedLength values.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static void Pack(
        ReadOnlySpan<float> start, ReadOnlySpan<float> end, ReadOnlySpan<float> transitions, TagConstraints? constraints, Span<float> packed)
    {
        int tags = start.Length, stride = Stride(tags);
        HeadRows.CheckLength(end.Length, tags, nameof(end));
        HeadRows.CheckLength(transitions.Length, tags * tags, nameof(transitions));
        HeadRows.CheckLength(packed.Length, PackedLength(tags), nameof(packed));
        if (constraints is not null) HeadRows.CheckLength(constraints.Count, tags, nameof(constraints));
        packed.Fill(float.NegativeInfinity);
        for (int from = 0; from < tags; from++)
        {
            for (int to = 0; to < tags; to++)
            {
                if (constraints?.Allows(from, to) == false) continue;
                packed[from * stride + to] = packed[(tags + 2 + to) * stride + from] = transitions[from * tags + to];
            }

            if (constraints?.AllowsStart(from) ?? true) packed[tags * stride + from] = start[from];
            if (constraints?.AllowsEnd(from) ?? true) packed[(tags + 1) * stride + from] = end[from];
        }
    }

    /// <summary>Brings a packed gradient into the order of the parameters.</summary>
    /// <param name="packedGradient">PackedGradientLength values.</param>
    /// <param name="start">Receives tags values.</param>
    /// <param name="end">Receives tags values.</param>
    /// <param name="transitions">Receives tags × tags values.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static void Unpack(ReadOnlySpan<float> packedGradient, Span<float> start, Span<float> end, Span<float> transitions)
    {
        int tags = start.Length, stride = Stride(tags);
        HeadRows.CheckLength(end.Length, tags, nameof(end));
        HeadRows.CheckLength(transitions.Length, tags * tags, nameof(transitions));
        HeadRows.CheckLength(packedGradient.Length, PackedGradientLength(tags), nameof(packedGradient));
        for (int from = 0; from < tags; from++)
        {
            for (int to = 0; to < tags; to++)
            {
                transitions[from * tags + to] = packedGradient[to * stride + from];
            }
        }

        packedGradient.Slice(tags * stride, tags).CopyTo(start);
        packedGradient.Slice((tags + 1) * stride, tags).CopyTo(end);
    }

    /// <summary>The score of one sequence of tags, added up in double; −∞ where it is forbidden.</summary>
    /// <param name="tags">The number of tags.</param>
    /// <param name="packed">The packed scores.</param>
    /// <param name="emissions">n × tags values.</param>
    /// <param name="path">n tags.</param>
    /// <exception cref="ArgumentException">A length or a tag does not fit.</exception>
    public static double Score(int tags, ReadOnlySpan<float> packed, ReadOnlySpan<float> emissions, ReadOnlySpan<int> path)
    {
        int stride = Stride(tags), steps = CheckRow(tags, packed, emissions);
        HeadRows.CheckLength(path.Length, steps, nameof(path));
        double score = packed[tags * stride + HeadRows.Index(path[0], tags, 0, nameof(path))];
        for (int step = 0; step < steps; step++)
        {
            int tag = HeadRows.Index(path[step], tags, step, nameof(path));
            if (step > 0) score += packed[path[step - 1] * stride + tag];
            score += emissions[step * tags + tag];
        }

        return score + packed[(tags + 1) * stride + path[^1]];
    }

    private static int CheckRow(int tags, ReadOnlySpan<float> packed, ReadOnlySpan<float> emissions)
    {
        HeadRows.CheckLength(packed.Length, PackedLength(tags), nameof(packed));
        return HeadRows.Steps(emissions.Length, tags, nameof(emissions));
    }
}
