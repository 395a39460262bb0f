using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LstmGen.Kernels;

public static partial class LinearChainCrf
{
    /// <summary>
    /// The sequence of the highest score (Viterbi 1967). Among equals the last tag is the lowest, then the last but one, and so on to the first.
    /// </summary>
    /// <param name="tags">The number of tags.</param>
    /// <param name="packed">The packed scores.</param>
    /// <param name="emissions">n × tags values.</param>
    /// <param name="path">Receives n tags.</param>
    /// <param name="workspace">At least WorkspaceLength for n steps.</param>
    /// <param name="score">Its score; −∞ where no sequence is allowed, NaN where an emission is NaN.</param>
    /// <returns>False where no sequence of this length is allowed; the path is then all −1.</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static bool TryDecode(
        int tags, ReadOnlySpan<float> packed, ReadOnlySpan<float> emissions, Span<int> path, Span<float> workspace, out double score)
    {
        int steps = CheckRow(tags, packed, emissions), stride = Stride(tags);
        HeadRows.CheckLength(path.Length, steps, nameof(path));
        var tape = new CrfTape(tags, steps, workspace);
        Climb(tags, packed, emissions, tape);
        Add(packed.Slice((tags + 1) * stride, stride), tape.Forward(steps - 1), tape.Closing);
        float highest = HeadRows.Highest(tape.Closing);
        if (float.IsNegativeInfinity(highest))
        {
            path.Fill(-1);
            score = highest;
            return false;
        }

        int tag = Math.Max(0, tape.Closing.IndexOf(highest));
        for (int step = steps - 1; step > 0; step--)
        {
            path[step] = tag;
            tag = (int)tape.Highest(step)[tag];
        }

        path[0] = tag;
        score = float.IsNaN(highest) ? highest : Score(tags, packed, emissions, path);
        return true;
    }

    /// <summary>The best score of each tag at each step, less that of the step's best tag, and where it came from.</summary>
    private static void Climb(int tags, ReadOnlySpan<float> packed, ReadOnlySpan<float> emissions, CrfTape tape)
    {
        int stride = tape.Stride, steps = emissions.Length / tags;
        tape.Emission.Clear();
        for (int step = 0; step < steps; step++)
        {
            emissions.Slice(step * tags, tags).CopyTo(tape.Emission);
            Span<float> line = tape.Forward(step);
            if (step == 0)
            {
                Add(packed.Slice(tags * stride, stride), tape.Emission, line);
            }
            else
            {
                Best(packed, tape.Forward(step - 1)[..tags], line, tape.Highest(step));
                Add(tape.Emission, line, line);
            }

            float highest = HeadRows.Highest(line);
            if (!float.IsNegativeInfinity(highest)) HeadRows.AddTo(line, -highest);
        }
    }

    /// <summary>For each tag the best of what comes in, and the lowest tag that it comes from.</summary>
    private static void Best(ReadOnlySpan<float> packed, ReadOnlySpan<float> previous, Span<float> line, Span<float> sources)
    {
        ref float transitions = ref MemoryMarshal.GetReference(packed);
        ref float scores = ref MemoryMarshal.GetReference(line);
        ref float origins = ref MemoryMarshal.GetReference(sources);
        for (nuint to = 0; to < (nuint)line.Length; to += Lanes)
        {
            Vector256<float> best = Vector256.Create(float.NegativeInfinity);
            Vector256<float> source = Vector256<float>.Zero;
            nuint at = to;
            for (int from = 0; from < previous.Length; from++)
            {
                Vector256<float> score = Vector256.LoadUnsafe(ref transitions, at) + Vector256.Create(previous[from]);
                source = Vector256.ConditionalSelect(Vector256.GreaterThan(score, best), Vector256.Create((float)from), source);
                best = Vector256.Max(best, score);
                at += (nuint)line.Length;
            }

            best.StoreUnsafe(ref scores, to);
            source.StoreUnsafe(ref origins, to);
        }
    }
}
