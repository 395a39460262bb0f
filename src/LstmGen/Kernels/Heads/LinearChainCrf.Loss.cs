using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LstmGen.Decoding;
using LstmGen.Numerics;

namespace LstmGen.Kernels;

public static partial class LinearChainCrf
{
    /// <summary>The negative log-likelihood of one row, log Z − score, and its gradient.</summary>
    /// <param name="tags">The number of tags.</param>
    /// <param name="packed">The packed scores.</param>
    /// <param name="emissions">n × tags values.</param>
    /// <param name="targets">n tags, as whole numbers, or −1 for a step whose tag is not known.</param>
    /// <param name="emissionGradients">Receives n × tags values, not scaled; empty where no gradient is wanted.</param>
    /// <param name="scale">What the row's loss counts in the loss of the batch.</param>
    /// <param name="packedGradient">PackedGradientLength values: the gradient by the scores, times the scale, is added. Empty where none is wanted.</param>
    /// <param name="workspace">At least WorkspaceLength for n steps.</param>
    /// <param name="loss">At least 0; ∞ where the target is impossible.</param>
    /// <returns>False where constraints forbid the target: the emissions' gradient is then zero, and nothing is added to the scores'.</returns>
    /// <exception cref="ArgumentException">A length or a target does not fit.</exception>
    public static bool TryLoss(
        int tags,
        ReadOnlySpan<float> packed,
        ReadOnlySpan<float> emissions,
        ReadOnlySpan<float> targets,
        Span<float> emissionGradients,
        float scale,
        Span<float> packedGradient,
        Span<float> workspace,
        out float loss)
    {
        int steps = CheckRow(tags, packed, emissions);
        CheckTargets(targets, steps, tags);
        if (!emissionGradients.IsEmpty) HeadRows.CheckLength(emissionGradients.Length, emissions.Length, nameof(emissionGradients));
        if (!packedGradient.IsEmpty) HeadRows.CheckLength(packedGradient.Length, PackedGradientLength(tags), nameof(packedGradient));
        var tape = new CrfTape(tags, steps, workspace);
        if (targets.Contains(CrossEntropyRow.Ignored))
        {
            return TryPartialLoss(tags, packed, emissions, targets, emissionGradients, scale, packedGradient, tape, out loss);
        }

        double logZ = Forward(tags, packed, emissions, tape, out double last);
        loss = double.IsNegativeInfinity(logZ) ? float.PositiveInfinity : (float)NegativeLogLikelihood(packed, targets, tape, last);
        if (float.IsPositiveInfinity(loss))
        {
            emissionGradients.Clear();
            return false;
        }

        if (emissionGradients.IsEmpty && packedGradient.IsEmpty) return true;
        Backward(tags, packed, tape, emissionGradients, scale, packedGradient, steps);
        Subtract(tags, targets, emissionGradients, scale, packedGradient);
        return true;
    }

    /// <summary>The probability of each tag at each step, given the whole row.</summary>
    /// <param name="tags">The number of tags.</param>
    /// <param name="packed">The packed scores.</param>
    /// <param name="emissions">n × tags values.</param>
    /// <param name="marginals">Receives n × tags values; each step adds up to 1.</param>
    /// <param name="workspace">At least WorkspaceLength for n steps.</param>
    /// <returns>False where no sequence of this length is allowed; the marginals are then zero.</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static bool TryMarginals(
        int tags, ReadOnlySpan<float> packed, ReadOnlySpan<float> emissions, Span<float> marginals, Span<float> workspace)
    {
        int steps = CheckRow(tags, packed, emissions);
        HeadRows.CheckLength(marginals.Length, emissions.Length, nameof(marginals));
        var tape = new CrfTape(tags, steps, workspace);
        if (double.IsNegativeInfinity(Forward(tags, packed, emissions, tape, out _)))
        {
            marginals.Clear();
            return false;
        }

        Backward(tags, packed, tape, marginals, scale: 0f, default, steps);
        return true;
    }

    /// <summary>−log p(yₙ) − Σ log p(yₜ | yₜ₊₁): sums of numbers that are not below zero, so that nothing cancels.</summary>
    private static double NegativeLogLikelihood(ReadOnlySpan<float> packed, ReadOnlySpan<float> targets, CrfTape tape, double last)
    {
        double loss = last - tape.Closing[(int)targets[^1]];
        for (int step = targets.Length - 1; step > 0; step--)
        {
            int before = (int)targets[step - 1], to = (int)targets[step];
            float score = packed[before * tape.Stride + to] + tape.Forward(step - 1)[before];
            loss += (double)tape.Highest(step)[to] - score + DoubleMath.Log(tape.Sums(step)[to]);
        }

        return loss;
    }

    /// <summary>From the last step to the first: marginals, and the expected number of each start, transition and end.</summary>
    private static void Backward(
        int tags, ReadOnlySpan<float> packed, CrfTape tape, Span<float> marginals, float scale, Span<float> packedGradient, int steps, float share = 0f)
    {
        int stride = tape.Stride;
        if (!packedGradient.IsEmpty) AddScaled(packedGradient.Slice((tags + 1) * stride, stride), tape.Marginals, scale);
        for (int step = steps - 1; step > 0; step--)
        {
            if (!marginals.IsEmpty) Take(tape.Marginals[..tags], marginals.Slice(step * tags, tags), share);
            Divide(tape.Marginals, tape.Sums(step), tape.Quotients);
            Pairs(packed[((tags + 2) * stride)..], tape, step, tags, scale, packedGradient);
        }

        if (!marginals.IsEmpty) Take(tape.Marginals[..tags], marginals[..tags], share);
        if (!packedGradient.IsEmpty) AddScaled(packedGradient.Slice(tags * stride, stride), tape.Marginals, scale);
    }

    /// <summary>p(yₜ, yₜ₊₁) of all pairs: their sums over the next tag are the marginals of the tag before.</summary>
    private static void Pairs(ReadOnlySpan<float> packed, CrfTape tape, int step, int tags, float scale, Span<float> packedGradient)
    {
        ref float transitions = ref MemoryMarshal.GetReference(packed);
        ref float gradient = ref MemoryMarshal.GetReference(packedGradient);
        ref float line = ref MemoryMarshal.GetReference(tape.Forward(step - 1));
        ref float marginals = ref MemoryMarshal.GetReference(tape.Marginals);
        ReadOnlySpan<float> highest = tape.Highest(step)[..tags], quotients = tape.Quotients[..tags];
        bool add = !packedGradient.IsEmpty;
        for (nuint from = 0; from < (nuint)tape.Stride; from += Lanes)
        {
            Vector256<float> before = Vector256.LoadUnsafe(ref line, from), sum = Vector256<float>.Zero;
            nuint at = from;
            for (int to = 0; to < highest.Length; to++)
            {
                Vector256<float> exponent = Vector256.LoadUnsafe(ref transitions, at) + before - Vector256.Create(highest[to]);
                Vector256<float> pair = VectorMath.Exp(exponent) * quotients[to];
                sum += pair;
                if (add)
                {
                    Vector256.FusedMultiplyAdd(pair, Vector256.Create(scale), Vector256.LoadUnsafe(ref gradient, at)).StoreUnsafe(ref gradient, at);
                }

                at += (nuint)tape.Stride;
            }

            sum.StoreUnsafe(ref marginals, from);
        }
    }

    /// <summary>What the target itself counts.</summary>
    private static void Subtract(int tags, ReadOnlySpan<float> targets, Span<float> emissionGradients, float scale, Span<float> packedGradient)
    {
        int stride = Stride(tags);
        for (int step = 0; step < targets.Length; step++)
        {
            int tag = (int)targets[step];
            if (!emissionGradients.IsEmpty) emissionGradients[step * tags + tag] -= 1f;
            if (!packedGradient.IsEmpty) packedGradient[step == 0 ? tags * stride + tag : tag * stride + (int)targets[step - 1]] -= scale;
        }

        if (!packedGradient.IsEmpty) packedGradient[(tags + 1) * stride + (int)targets[^1]] -= scale;
    }

    /// <summary>What keeps a row from being a target: what is no tag, or stands where the constraints forbid it.</summary>
    /// <param name="tags">The number of tags.</param>
    /// <param name="constraints">Null where all is allowed.</param>
    /// <param name="target">The valid steps of one row, −1 where a step does not count.</param>
    /// <returns>What was expected and what came, or null where the target fits.</returns>
    public static string? DescribeBadTarget(int tags, TagConstraints? constraints, ReadOnlySpan<float> target)
    {
        for (int step = 0; step < target.Length; step++)
        {
            if (target[step] != CrossEntropyRow.Ignored && !HeadRows.IsIndex(target[step], tags))
            {
                return FormattableString.Invariant(
                    $"expected tags from 0 to {tags - 1}, or −1 where a step does not count, but step {step} is {target[step]}{CrossEntropyRow.HintFor(target[step], tags)}");
            }
        }

        return constraints is null ? null : target.Contains(CrossEntropyRow.Ignored) ? DescribeImpossible(tags, constraints, target) : DescribeForbidden(constraints, target);
    }

    private static string? DescribeForbidden(TagConstraints constraints, ReadOnlySpan<float> target)
    {
        for (int step = 0; step < target.Length; step++)
        {
            int tag = (int)target[step];
            if (step == 0 ? !constraints.AllowsStart(tag) : !constraints.Allows((int)target[step - 1], tag))
            {
                string place = step == 0 ? "be the first" : $"follow tag {(int)target[step - 1]}";
                return $"by the head's scheme of chunks tag {tag} cannot {place}, at step {step}; correct it, or leave Scheme out";
            }

            if (step == target.Length - 1 && !constraints.AllowsEnd(tag))
            {
                return $"by the head's scheme of chunks tag {tag} cannot be the last, at step {step}; correct it, or leave Scheme out";
            }
        }

        return null;
    }

    private static void CheckTargets(ReadOnlySpan<float> targets, int steps, int tags)
    {
        HeadRows.CheckLength(targets.Length, steps, nameof(targets));
        for (int step = 0; step < steps; step++)
        {
            if (targets[step] != CrossEntropyRow.Ignored) HeadRows.Index(targets[step], tags, step, nameof(targets));
        }
    }

    private static void Divide(ReadOnlySpan<float> dividends, ReadOnlySpan<float> divisors, Span<float> quotients)
    {
        ref float uppers = ref MemoryMarshal.GetReference(dividends);
        ref float lowers = ref MemoryMarshal.GetReference(divisors);
        ref float results = ref MemoryMarshal.GetReference(quotients);
        for (nuint i = 0; i < (nuint)quotients.Length; i += Lanes)
        {
            (Vector256.LoadUnsafe(ref uppers, i) / Vector256.LoadUnsafe(ref lowers, i)).StoreUnsafe(ref results, i);
        }
    }

    private static void AddScaled(Span<float> sums, ReadOnlySpan<float> values, float scale)
    {
        ref float results = ref MemoryMarshal.GetReference(sums);
        ref float terms = ref MemoryMarshal.GetReference(values);
        for (nuint i = 0; i < (nuint)sums.Length; i += Lanes)
        {
            Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref terms, i), Vector256.Create(scale), Vector256.LoadUnsafe(ref results, i))
                .StoreUnsafe(ref results, i);
        }
    }
}
