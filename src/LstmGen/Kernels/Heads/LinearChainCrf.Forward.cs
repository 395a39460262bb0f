using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LstmGen.Numerics;

namespace LstmGen.Kernels;

public static partial class LinearChainCrf
{
    /// <summary>log Z: the logarithm of Σ e^score over all allowed sequences; −∞ where none is allowed.</summary>
    /// <param name="tags">The number of tags.</param>
    /// <param name="packed">The packed scores.</param>
    /// <param name="emissions">n × tags values.</param>
    /// <param name="workspace">At least WorkspaceLength for n steps.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static double LogPartition(int tags, ReadOnlySpan<float> packed, ReadOnlySpan<float> emissions, Span<float> workspace)
    {
        int steps = CheckRow(tags, packed, emissions);
        return Forward(tags, packed, emissions, new CrfTape(tags, steps, workspace), out _);
    }

    /// <summary>Fills the tape, with the marginals of the last step, and with what each last tag weighs with its end.</summary>
    /// <param name="tags">The number of tags.</param>
    /// <param name="packed">The packed scores.</param>
    /// <param name="emissions">n × tags values.</param>
    /// <param name="tape">For n steps.</param>
    /// <param name="last">What the last step adds.</param>
    /// <param name="known">n tags: only sequences that have them count; −1 where any tag does. Empty where all do.</param>
    /// <returns>log Z. Where it is −∞ the tape is not complete.</returns>
    private static double Forward(
        int tags, ReadOnlySpan<float> packed, ReadOnlySpan<float> emissions, CrfTape tape, out double last, ReadOnlySpan<float> known = default)
    {
        int stride = tape.Stride, steps = emissions.Length / tags;
        tape.Emission.Clear();
        double total = 0;
        for (int step = 0; step < steps; step++)
        {
            emissions.Slice(step * tags, tags).CopyTo(tape.Emission);
            if (!known.IsEmpty && known[step] != CrossEntropyRow.Ignored) Keep(tape.Emission[..tags], (int)known[step]);
            Span<float> line = tape.Forward(step);
            if (step == 0)
            {
                Add(packed.Slice(tags * stride, stride), tape.Emission, line);
            }
            else
            {
                Extend(tags, packed, tape, step);
            }

            float highest = HeadRows.Highest(line);
            if (float.IsNegativeInfinity(highest)) return last = highest;
            HeadRows.AddTo(line, -highest);
            total += highest;
        }

        last = Close(packed.Slice((tags + 1) * stride, stride), tape, steps - 1);
        return total + last;
    }

    /// <summary>Forbids all tags of a step but one.</summary>
    private static void Keep(Span<float> emission, int tag)
    {
        float kept = emission[tag];
        emission.Fill(float.NegativeInfinity);
        emission[tag] = kept;
    }

    /// <summary>One step: what each tag gets from all tags before it.</summary>
    private static void Extend(int tags, ReadOnlySpan<float> packed, CrfTape tape, int step)
    {
        ref float transitions = ref MemoryMarshal.GetReference(packed);
        ref float emission = ref MemoryMarshal.GetReference(tape.Emission);
        ref float line = ref MemoryMarshal.GetReference(tape.Forward(step));
        ref float highests = ref MemoryMarshal.GetReference(tape.Highest(step));
        ref float allSums = ref MemoryMarshal.GetReference(tape.Sums(step));
        ReadOnlySpan<float> previous = tape.Forward(step - 1)[..tags];
        for (nuint to = 0; to < (nuint)tape.Stride; to += Lanes)
        {
            // The lowest finite number keeps −∞ − (−∞) out where no tag leads here.
            Vector256<float> highest = Vector256.Create(float.MinValue);
            nuint at = to;
            foreach (float before in previous)
            {
                highest = Vector256.Max(highest, Vector256.LoadUnsafe(ref transitions, at) + Vector256.Create(before));
                at += (nuint)tape.Stride;
            }

            Vector256<float> sum = Vector256<float>.Zero;
            at = to;
            foreach (float before in previous)
            {
                sum += VectorMath.Exp(Vector256.LoadUnsafe(ref transitions, at) + Vector256.Create(before) - highest);
                at += (nuint)tape.Stride;
            }

            (highest + VectorMath.Log(sum) + Vector256.LoadUnsafe(ref emission, to)).StoreUnsafe(ref line, to);
            highest.StoreUnsafe(ref highests, to);
            Vector256.Max(sum, Vector256<float>.One).StoreUnsafe(ref allSums, to);
        }
    }

    /// <summary>The end scores.</summary>
    private static double Close(ReadOnlySpan<float> end, CrfTape tape, int last)
    {
        Span<float> marginals = tape.Marginals;
        Add(end, tape.Forward(last), tape.Closing);
        float highest = HeadRows.Highest(tape.Closing);
        if (float.IsNegativeInfinity(highest)) return highest;
        ref float scores = ref MemoryMarshal.GetReference(tape.Closing);
        ref float weights = ref MemoryMarshal.GetReference(marginals);
        for (nuint i = 0; i < (nuint)marginals.Length; i += Lanes)
        {
            VectorMath.Exp(Vector256.LoadUnsafe(ref scores, i) - Vector256.Create(highest)).StoreUnsafe(ref weights, i);
        }

        double sum = Reductions.Sum(marginals);
        HeadRows.Scale(marginals, (float)(1.0 / sum));
        return highest + DoubleMath.Log(sum);
    }

    private static void Add(ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<float> sum)
    {
        ref float lefts = ref MemoryMarshal.GetReference(left);
        ref float rights = ref MemoryMarshal.GetReference(right);
        ref float sums = ref MemoryMarshal.GetReference(sum);
        for (nuint i = 0; i < (nuint)sum.Length; i += Lanes)
        {
            (Vector256.LoadUnsafe(ref lefts, i) + Vector256.LoadUnsafe(ref rights, i)).StoreUnsafe(ref sums, i);
        }
    }
}
