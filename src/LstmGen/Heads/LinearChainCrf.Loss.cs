using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LstmGen.Numerics;

namespace LstmGen.Runtime;

public static partial class LinearChainCrf
{
    /// <summary>The negative log-likelihood of one row, log Z − score, and its gradient.</summary>
    /// <param name="tags">The number of tags.</param>
    /// <param name="packed">The packed scores.</param>
    /// <param name="emissions">n × tags values.</param>
    /// <param name="targets">n tags, as whole numbers.</param>
    /// <param name="emissionGradients">Receives n × tags values, not scaled; empty where no gradient is wanted.</param>
    /// <param name="scale">What the row's loss counts in the loss of the batch.</param>
    /// <param name="packedGradient">PackedLength values: the gradient by the scores, times the scale, is added. Empty where none is wanted.</param>
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
        if (!packedGradient.IsEmpty) HeadRows.CheckLength(packedGradient.Length, packed.Length, nameof(packedGradient));
        var tape = new CrfTape(tags, steps, workspace);
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
        double loss = last - tape.Scratch[(int)targets[^1]];
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
        int tags, ReadOnlySpan<float> packed, CrfTape tape, Span<float> marginals, float scale, Span<float> packedGradient, int steps)
    {
        int stride = tape.Stride;
        if (!packedGradient.IsEmpty) AddScaled(packedGradient.Slice((tags + 1) * stride, stride), tape.Marginals, scale);
        for (int step = steps - 1; step > 0; step--)
        {
            if (!marginals.IsEmpty) tape.Marginals[..tags].CopyTo(marginals.Slice(step * tags, tags));
            Divide(tape.Marginals, tape.Sums(step), tape.Quotients);
            tape.Marginals.Clear();
            for (int from = 0; from < tags; from++)
            {
                Pairs(packed.Slice(from * stride, stride), tape.Forward(step - 1)[from], tape.Highest(step), tape.Quotients, tape.Scratch);
                tape.Marginals[from] = (float)Reductions.Sum(tape.Scratch);
                if (!packedGradient.IsEmpty) AddScaled(packedGradient.Slice(from * stride, stride), tape.Scratch, scale);
            }
        }

        if (!marginals.IsEmpty) tape.Marginals[..tags].CopyTo(marginals[..tags]);
        if (!packedGradient.IsEmpty) AddScaled(packedGradient.Slice(tags * stride, stride), tape.Marginals, scale);
    }

    /// <summary>p(yₜ = from, yₜ₊₁) for every next tag.</summary>
    private static void Pairs(
        ReadOnlySpan<float> transitions, float forward, ReadOnlySpan<float> highest, ReadOnlySpan<float> quotients, Span<float> pairs)
    {
        ref float scores = ref MemoryMarshal.GetReference(transitions);
        ref float best = ref MemoryMarshal.GetReference(highest);
        ref float factors = ref MemoryMarshal.GetReference(quotients);
        ref float results = ref MemoryMarshal.GetReference(pairs);
        for (nuint to = 0; to < (nuint)pairs.Length; to += Lanes)
        {
            Vector256<float> exponent = Vector256.LoadUnsafe(ref scores, to) + Vector256.Create(forward) - Vector256.LoadUnsafe(ref best, to);
            (VectorMath.Exp(exponent) * Vector256.LoadUnsafe(ref factors, to)).StoreUnsafe(ref results, to);
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
            if (!packedGradient.IsEmpty) packedGradient[(step == 0 ? tags : (int)targets[step - 1]) * stride + tag] -= scale;
        }

        if (!packedGradient.IsEmpty) packedGradient[(tags + 1) * stride + (int)targets[^1]] -= scale;
    }

    private static void CheckTargets(ReadOnlySpan<float> targets, int steps, int tags)
    {
        HeadRows.CheckLength(targets.Length, steps, nameof(targets));
        for (int step = 0; step < steps; step++)
        {
            HeadRows.Index(targets[step], tags, step, nameof(targets));
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
