using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LstmGen.Numerics;

namespace LstmGen.Kernels;

/// <summary>
/// Connectionist temporal classification (Graves, Fernández, Gomez &amp; Schmidhuber 2006): −log of the probability that the frames'
/// symbols, repeats joined and blanks dropped, are the labels.
/// </summary>
/// <remarks>
/// <para>Logits are n × symbols values, frame by frame, before the softmax; n is the number of valid frames. Nothing is allocated; a
/// workspace comes from the caller.</para>
/// <para>Lanes are the places of the labels with a blank before, between and after them. The forward pass is in log space, each frame
/// relative to its best place; backward it goes by the probability of the place before given the place after, whose sums are 1 however
/// small the labels' probability is.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static partial class CtcRow
{
    /// <summary>Floats of workspace for up to so many frames and labels: (3 · frames + 4) · (2 · labels + 1, up to the next multiple of 8, + 8).</summary>
    public static int WorkspaceLength(int frames, int labels) => checked((3 * frames + 4) * CtcTape.LineLength(labels));

    /// <summary>The frames that labels need: one each, and a blank between equal neighbours.</summary>
    public static int FramesNeeded(ReadOnlySpan<float> labels)
    {
        int frames = labels.Length;
        for (int i = 1; i < labels.Length; i++)
        {
            if (labels[i] == labels[i - 1]) frames++;
        }

        return frames;
    }

    /// <summary>What keeps a row from being a target: what is no label, or more labels than the frames have room for.</summary>
    /// <param name="symbols">The number of symbols, with the blank.</param>
    /// <param name="blank">Where the blank stands.</param>
    /// <param name="target">Labels, and −1 past the last.</param>
    /// <param name="frames">The frames there are; as many as labels may need where none is too few.</param>
    /// <returns>What was expected and what came, or null where the target fits.</returns>
    public static string? DescribeBadTarget(int symbols, Blank blank, ReadOnlySpan<float> target, int frames)
    {
        int empty = IndexOf(blank, symbols);
        ReadOnlySpan<float> labels = Labels(target);
        for (int i = 0; i < target.Length; i++)
        {
            if (i < labels.Length ? !HeadRows.IsIndex(target[i], symbols) || target[i] == empty : target[i] != -1f)
            {
                return FormattableString.Invariant(
                    $"expected labels from 0 to {symbols - 1} without the blank, {empty}, and −1 past the last one, but number {i} is {target[i]}");
            }
        }

        int needed = FramesNeeded(labels);
        return needed <= frames
            ? null
            : $"its {labels.Length} labels need at least {needed} steps, one each and a blank between equal neighbours, and it has {frames}; give it more, or write SkipImpossible = true";
    }

    /// <summary>The labels of a target: all before the first −1.</summary>
    public static ReadOnlySpan<float> Labels(ReadOnlySpan<float> target) => target[..HeadRows.Listed(target)];

    /// <summary>The loss of one row, and its gradient by the logits.</summary>
    /// <param name="symbols">The number of symbols, with the blank.</param>
    /// <param name="blank">Where the blank stands.</param>
    /// <param name="logits">n × symbols values.</param>
    /// <param name="labels">Symbols other than the blank, as whole numbers; may be empty.</param>
    /// <param name="gradient">Receives n × symbols values; empty where it is not wanted.</param>
    /// <param name="workspace">At least WorkspaceLength.</param>
    /// <param name="loss">In nats; ∞ where no alignment is possible.</param>
    /// <returns>False where no alignment is possible, most often because there are fewer frames than <see cref="FramesNeeded"/>: the
    /// gradient is then zero.</returns>
    /// <exception cref="ArgumentException">A length or a label does not fit.</exception>
    public static bool TryLoss(
        int symbols,
        Blank blank,
        ReadOnlySpan<float> logits,
        ReadOnlySpan<float> labels,
        Span<float> gradient,
        Span<float> workspace,
        out float loss)
    {
        int frames = HeadRows.Steps(logits.Length, symbols, nameof(logits));
        if (!gradient.IsEmpty) HeadRows.CheckLength(gradient.Length, logits.Length, nameof(gradient));
        int empty = IndexOf(blank, symbols);
        CheckLabels(labels, symbols, empty);
        loss = float.PositiveInfinity;
        if (FramesNeeded(labels) <= frames)
        {
            var tape = new CtcTape(frames, labels.Length, workspace);
            loss = (float)-Forward(symbols, empty, logits, labels, tape);
            if (!float.IsPositiveInfinity(loss))
            {
                if (!gradient.IsEmpty) Backward(symbols, empty, logits, labels, tape, gradient);
                return true;
            }
        }

        gradient.Clear();
        return false;
    }

    /// <summary>The symbol that is the blank.</summary>
    internal static int IndexOf(Blank blank, int symbols) => blank == Blank.First ? 0 : symbols - 1;

    /// <summary>Fills the tape, with the probabilities of the last places.</summary>
    /// <returns>The logarithm of the labels' probability.</returns>
    private static double Forward(int symbols, int empty, ReadOnlySpan<float> logits, ReadOnlySpan<float> labels, CtcTape tape)
    {
        tape.Prepare(labels);
        double total = 0;
        for (int frame = 0; frame < tape.Frames; frame++)
        {
            Gather(logits.Slice(frame * symbols, symbols), empty, labels, tape.Emission);
            Span<float> line = tape.Forward(frame);
            if (frame == 0)
            {
                line.Fill(float.NegativeInfinity);
                tape.Emission[..Math.Min(2, tape.Places)].CopyTo(line);
            }
            else
            {
                Extend(tape, frame);
            }

            float highest = HeadRows.Highest(line);
            if (float.IsNegativeInfinity(highest)) return highest;
            HeadRows.AddTo(line, -highest);
            total += highest;
        }

        return total + Close(tape);
    }

    /// <summary>The log-probability of the symbol of each place.</summary>
    private static void Gather(ReadOnlySpan<float> logits, int empty, ReadOnlySpan<float> labels, Span<float> emission)
    {
        (float highest, double sum) = SoftmaxRow.Normalizer(logits);
        float logSum = (float)DoubleMath.Log(sum);
        emission[0] = logits[empty] - highest - logSum;
        for (int i = 0; i < labels.Length; i++)
        {
            emission[2 * i + 1] = logits[(int)labels[i]] - highest - logSum;
            emission[2 * i + 2] = emission[0];
        }
    }

    /// <summary>One frame: each place from itself, from the one before, and from the label before where no blank has to be between.</summary>
    private static void Extend(CtcTape tape, int frame)
    {
        ref float before = ref MemoryMarshal.GetReference(tape.ForwardWithFront(frame - 1));
        ref float skips = ref MemoryMarshal.GetReference(tape.Skips);
        ref float emission = ref MemoryMarshal.GetReference(tape.Emission);
        ref float line = ref MemoryMarshal.GetReference(tape.Forward(frame));
        ref float highests = ref MemoryMarshal.GetReference(tape.Highest(frame));
        ref float sums = ref MemoryMarshal.GetReference(tape.Sums(frame));
        for (nuint i = 0; i < (nuint)tape.Padded; i += HeadRows.Lanes)
        {
            Vector256<float> stay = Vector256.LoadUnsafe(ref before, i + CtcTape.Front);
            Vector256<float> step = Vector256.LoadUnsafe(ref before, i + CtcTape.Front - 1);
            Vector256<float> skip = Vector256.LoadUnsafe(ref before, i + CtcTape.Front - 2) + Vector256.LoadUnsafe(ref skips, i);

            // The lowest finite number keeps −∞ − (−∞) out where nothing leads here.
            Vector256<float> highest = Vector256.Max(Vector256.Max(stay, step), Vector256.Max(skip, Vector256.Create(float.MinValue)));
            Vector256<float> sum = VectorMath.Exp(stay - highest) + VectorMath.Exp(step - highest) + VectorMath.Exp(skip - highest);
            (highest + VectorMath.Log(sum) + Vector256.LoadUnsafe(ref emission, i)).StoreUnsafe(ref line, i);
            highest.StoreUnsafe(ref highests, i);
            Vector256.Max(sum, Vector256<float>.One).StoreUnsafe(ref sums, i);
        }
    }

    /// <summary>The end: the last label or the blank after it.</summary>
    private static double Close(CtcTape tape)
    {
        Span<float> last = tape.Forward(tape.Frames - 1), probabilities = tape.Probabilities;
        probabilities.Clear();
        int first = Math.Max(0, tape.Places - 2);
        float highest = last[tape.Places - 1] > last[first] ? last[tape.Places - 1] : last[first];
        if (float.IsNegativeInfinity(highest)) return highest;
        double sum = 0;
        for (int place = first; place < tape.Places; place++)
        {
            probabilities[place] = VectorMath.Exp(last[place] - highest);
            sum += probabilities[place];
        }

        HeadRows.Scale(probabilities, (float)(1.0 / sum));
        return highest + DoubleMath.Log(sum);
    }

    private static void CheckLabels(ReadOnlySpan<float> labels, int symbols, int empty)
    {
        for (int i = 0; i < labels.Length; i++)
        {
            if (HeadRows.Index(labels[i], symbols, i, nameof(labels)) == empty)
            {
                throw new ArgumentException($"Expected labels other than the blank, {empty}, but number {i} is the blank.", nameof(labels));
            }
        }
    }
}
