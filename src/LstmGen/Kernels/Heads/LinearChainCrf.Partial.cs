using LstmGen.Decoding;

namespace LstmGen.Kernels;

// Rows some of whose tags are not known: what counts is the probability of those that are, summed over all tags of the others (Tsuboi et al. 2008).
public static partial class LinearChainCrf
{
    /// <summary>log Z − log of the sum over all sequences that have the known tags, and its gradient. Rows without a known tag have the loss 0.</summary>
    private static bool TryPartialLoss(
        int tags, ReadOnlySpan<float> packed, ReadOnlySpan<float> emissions, ReadOnlySpan<float> targets, Span<float> emissionGradients, float scale,
        Span<float> packedGradient, CrfTape tape, out float loss)
    {
        loss = 0f;
        emissionGradients.Clear();
        if (targets.IndexOfAnyExcept(CrossEntropyRow.Ignored) < 0) return true;
        double known = Forward(tags, packed, emissions, tape, out _, targets);
        if (double.IsNegativeInfinity(known))
        {
            loss = float.PositiveInfinity;
            return false;
        }

        bool backward = !emissionGradients.IsEmpty || !packedGradient.IsEmpty;
        if (backward) Backward(tags, packed, tape, emissionGradients, -scale, packedGradient, targets.Length, share: -1f);
        double all = Forward(tags, packed, emissions, tape, out _);
        if (backward) Backward(tags, packed, tape, emissionGradients, scale, packedGradient, targets.Length, share: 1f);

        // What rounding leaves where every sequence has the known tags.
        loss = double.IsNaN(all - known) ? float.NaN : (float)Math.Max(0, all - known);
        return true;
    }

    /// <summary>Writes values, or adds a share of them.</summary>
    private static void Take(ReadOnlySpan<float> values, Span<float> to, float share)
    {
        if (share == 0f)
        {
            values.CopyTo(to);
            return;
        }

        for (int i = 0; i < values.Length; i++)
        {
            to[i] += share * values[i];
        }
    }

    /// <summary>Whether the constraints leave no sequence that has the known tags.</summary>
    private static string? DescribeImpossible(int tags, TagConstraints constraints, ReadOnlySpan<float> target)
    {
        if (target.IndexOfAnyExcept(CrossEntropyRow.Ignored) < 0) return null;
        bool[] reached = new bool[tags], next = new bool[tags];
        for (int step = 0; step < target.Length; step++)
        {
            for (int tag = 0; tag < tags; tag++)
            {
                next[tag] = (target[step] == CrossEntropyRow.Ignored || target[step] == tag)
                    && (step == 0 ? constraints.AllowsStart(tag) : IsReached(tag))
                    && (step < target.Length - 1 || constraints.AllowsEnd(tag));
            }

            if (Array.IndexOf(next, true) < 0)
            {
                return $"by the head's scheme of chunks no sequence has the tags that are known, up to step {step}; correct them, or leave Scheme out";
            }

            (reached, next) = (next, reached);
        }

        return null;

        bool IsReached(int tag)
        {
            for (int from = 0; from < tags; from++)
            {
                if (reached[from] && constraints.Allows(from, tag)) return true;
            }

            return false;
        }
    }
}
