using System.ComponentModel;
using LstmGen.Runtime;

namespace LstmGen;

// What heads over sequences of labels add to prediction: tags and transcripts. Called by generated members, with constants.
public abstract partial class SequenceModel
{
    /// <summary>Called by generated code: the best sequence of tags.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void TagWindow(ReadOnlySpan<float> window, int length, int tags, int scores, Span<int> path)
    {
        ModelDescription d = Description;
        AlignedBuffer rented = RentScratch(d.OutputSize + LinearChainCrf.WorkspaceLength(tags, d.OutputSteps));
        using Reading reading = BeginReading();
        try
        {
            while (reading.Next())
            {
                Span<float> emissions = rented.Span[..d.OutputSize];
                PredictRaw(window, length, emissions);
                int valid = Kernels.OutputLength(window, length);
                CheckRoom(valid, d.OutputSteps, path.Length, nameof(tags));
                LinearChainCrf.TryDecode(
                    tags, Packed.Slice(scores, LinearChainCrf.PackedLength(tags)), emissions[..(valid * tags)], path[..valid], rented.Span[d.OutputSize..], out _);
                path[valid..].Fill(-1);
            }
        }
        finally
        {
            ReturnScratch(rented);
        }
    }

    /// <summary>Called by generated code: the best sequence of tags as a target, which the scheme of a CRF then allows.</summary>
    /// <returns>False where it allows no sequence of this length.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected bool TagTarget(ReadOnlySpan<float> window, int tags, int scores, Span<float> target)
    {
        int[] path = new int[target.Length];
        TagWindow(window, Description.LookBack, tags, scores, path);
        for (int step = 0; step < path.Length; step++) target[step] = path[step];
        return path[0] >= 0;
    }

    /// <summary>Called by generated code: the probability of each tag at each step.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void TagMarginals(ReadOnlySpan<float> window, int length, int tags, int scores, Span<float> probabilities)
    {
        ModelDescription d = Description;
        AlignedBuffer rented = RentScratch(d.OutputSize + LinearChainCrf.WorkspaceLength(tags, d.OutputSteps));
        using Reading reading = BeginReading();
        try
        {
            while (reading.Next())
            {
                Span<float> emissions = rented.Span[..d.OutputSize];
                PredictRaw(window, length, emissions);
                int valid = Kernels.OutputLength(window, length) * tags;
                CheckRoom(valid, d.OutputSize, probabilities.Length, nameof(probabilities));
                LinearChainCrf.TryMarginals(
                    tags, Packed.Slice(scores, LinearChainCrf.PackedLength(tags)), emissions[..valid], probabilities[..valid], rented.Span[d.OutputSize..]);
                probabilities[valid..].Clear();
            }
        }
        finally
        {
            ReturnScratch(rented);
        }
    }

    /// <summary>Called by generated code: the labels of the likeliest alignment.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected int TranscribeWindow(ReadOnlySpan<float> window, int length, int symbols, Blank blank, Span<int> labels)
    {
        ModelDescription d = Description;
        AlignedBuffer rented = RentScratch(d.OutputSize);
        try
        {
            Span<float> logits = rented.Span[..d.OutputSize];
            PredictRaw(window, length, logits);
            return CtcRow.Greedy(symbols, blank, logits[..(Kernels.OutputLength(window, length) * symbols)], labels);
        }
        finally
        {
            ReturnScratch(rented);
        }
    }

    /// <summary>Called by generated code: no labels as a target of CTC, which every window is long enough for.</summary>
    /// <returns>True.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected static bool NoLabels(Span<float> target)
    {
        target.Fill(-1f);
        return true;
    }

    /// <summary>Called by generated code: the likeliest labels by beam search.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected int TranscribeWindow(ReadOnlySpan<float> window, int length, Blank blank, CtcBeamDecoder decoder)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        ModelDescription d = Description;
        if (decoder.Symbols != d.Outputs || decoder.Frames < d.OutputSteps || decoder.Blank != blank)
        {
            throw new ArgumentException(
                $"{d.Name} wants a decoder for {d.Outputs} symbols, {d.OutputSteps} frames and Blank.{blank}; one for {decoder.Symbols}, {decoder.Frames} and Blank.{decoder.Blank} came. CreateBeamDecoder makes the right one.",
                nameof(decoder));
        }

        AlignedBuffer rented = RentScratch(d.OutputSize);
        try
        {
            Span<float> logits = rented.Span[..d.OutputSize];
            PredictRaw(window, length, logits);
            return decoder.Decode(logits[..(Kernels.OutputLength(window, length) * d.Outputs)]);
        }
        finally
        {
            ReturnScratch(rented);
        }
    }
}
