using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LstmGen.Numerics;

namespace LstmGen.Kernels;

public static partial class CtcRow
{
    /// <summary>From the last frame to the first: the softmax of the logits less the probability of each symbol given the labels.</summary>
    private static void Backward(
        int symbols, int empty, ReadOnlySpan<float> logits, ReadOnlySpan<float> labels, CtcTape tape, Span<float> gradient)
    {
        for (int frame = tape.Frames - 1; frame >= 0; frame--)
        {
            if (frame < tape.Frames - 1) Return(tape, frame);
            Span<float> slopes = gradient.Slice(frame * symbols, symbols);
            SoftmaxRow.Probabilities(logits.Slice(frame * symbols, symbols), slopes);
            Span<float> probabilities = tape.Probabilities;
            float blanks = probabilities[0];
            for (int i = 0; i < labels.Length; i++)
            {
                slopes[(int)labels[i]] -= probabilities[2 * i + 1];
                blanks += probabilities[2 * i + 2];
            }

            slopes[empty] -= blanks;
        }
    }

    /// <summary>One frame back: what stays, what steps on and what skips a blank, from each place.</summary>
    private static void Return(CtcTape tape, int frame)
    {
        Divide(tape, frame + 1);
        ref float line = ref MemoryMarshal.GetReference(tape.Forward(frame));
        ref float skips = ref MemoryMarshal.GetReference(tape.Skips);
        ref float highests = ref MemoryMarshal.GetReference(tape.Highest(frame + 1));
        ref float quotients = ref MemoryMarshal.GetReference(tape.Quotients);
        ref float probabilities = ref MemoryMarshal.GetReference(tape.Probabilities);
        for (nuint i = 0; i < (nuint)tape.Padded; i += HeadRows.Lanes)
        {
            Vector256<float> here = Vector256.LoadUnsafe(ref line, i);
            Vector256<float> stay = VectorMath.Exp(here - Vector256.LoadUnsafe(ref highests, i)) * Vector256.LoadUnsafe(ref quotients, i);
            Vector256<float> step = VectorMath.Exp(here - Vector256.LoadUnsafe(ref highests, i + 1)) * Vector256.LoadUnsafe(ref quotients, i + 1);
            Vector256<float> over = here + Vector256.LoadUnsafe(ref skips, i + 2);
            Vector256<float> skip = VectorMath.Exp(over - Vector256.LoadUnsafe(ref highests, i + 2)) * Vector256.LoadUnsafe(ref quotients, i + 2);
            (stay + step + skip).StoreUnsafe(ref probabilities, i);
        }
    }

    private static void Divide(CtcTape tape, int frame)
    {
        ref float probabilities = ref MemoryMarshal.GetReference(tape.Probabilities);
        ref float sums = ref MemoryMarshal.GetReference(tape.Sums(frame));
        ref float quotients = ref MemoryMarshal.GetReference(tape.Quotients);
        for (nuint i = 0; i < (nuint)tape.Padded; i += HeadRows.Lanes)
        {
            (Vector256.LoadUnsafe(ref probabilities, i) / Vector256.LoadUnsafe(ref sums, i)).StoreUnsafe(ref quotients, i);
        }
    }
}
