using LstmGen.Runtime;

namespace LstmGen;

// What heads add to prediction: classes, tags and labels. Called by generated members, with constants.
public abstract partial class SequenceModel
{
    /// <summary>Called by generated code: the best class of the one output vector.</summary>
    protected int ClassifyWindow(ReadOnlySpan<float> window, int length)
    {
        AlignedBuffer rented = RentScratch(Description.OutputSize);
        try
        {
            Span<float> logits = rented.Span[..Description.OutputSize];
            PredictRaw(window, length, logits);
            return SoftmaxRow.Best(logits);
        }
        finally
        {
            ReturnScratch(rented);
        }
    }

    /// <summary>Called by generated code: the best class of every valid step.</summary>
    protected void ClassifySteps(ReadOnlySpan<float> window, int length, Span<int> classes)
    {
        ModelDescription d = Description;
        AlignedBuffer rented = RentScratch(d.OutputSize);
        try
        {
            Span<float> logits = rented.Span[..d.OutputSize];
            PredictRaw(window, length, logits);
            int valid = Kernels.OutputLength(window, length);
            CheckRoom(valid, d.OutputSteps, classes.Length, nameof(classes));
            for (int step = 0; step < valid; step++)
            {
                classes[step] = SoftmaxRow.Best(logits.Slice(step * d.Outputs, d.Outputs));
            }

            classes[valid..].Fill(-1);
        }
        finally
        {
            ReturnScratch(rented);
        }
    }

    /// <summary>Called by generated code: the best classes of the one output vector, with their probabilities.</summary>
    protected void ClassifyTop(ReadOnlySpan<float> window, int length, Span<int> classes, Span<float> probabilities)
    {
        TrainingEngine.CheckLength(classes.Length, probabilities.Length, nameof(probabilities));
        AlignedBuffer rented = RentScratch(Description.OutputSize);
        try
        {
            Span<float> all = rented.Span[..Description.OutputSize];
            Predict(window, length, all);
            SoftmaxRow.TopK(all, classes);
            for (int i = 0; i < classes.Length; i++)
            {
                probabilities[i] = all[classes[i]];
            }
        }
        finally
        {
            ReturnScratch(rented);
        }
    }

    /// <summary>Called by generated code: the best sequence of tags.</summary>
    protected void TagWindow(ReadOnlySpan<float> window, int length, int tags, int scores, Span<int> path)
    {
        ModelDescription d = Description;
        AlignedBuffer rented = RentScratch(d.OutputSize + LinearChainCrf.WorkspaceLength(tags, d.OutputSteps));
        try
        {
            Span<float> emissions = rented.Span[..d.OutputSize];
            PredictRaw(window, length, emissions);
            int valid = Kernels.OutputLength(window, length);
            CheckRoom(valid, d.OutputSteps, path.Length, nameof(tags));
            LinearChainCrf.TryDecode(
                tags, Packed.Slice(scores, LinearChainCrf.PackedLength(tags)), emissions[..(valid * tags)], path[..valid], rented.Span[d.OutputSize..], out _);
            path[valid..].Fill(-1);
        }
        finally
        {
            ReturnScratch(rented);
        }
    }

    /// <summary>Called by generated code: the probability of each tag at each step.</summary>
    protected void TagMarginals(ReadOnlySpan<float> window, int length, int tags, int scores, Span<float> probabilities)
    {
        ModelDescription d = Description;
        AlignedBuffer rented = RentScratch(d.OutputSize + LinearChainCrf.WorkspaceLength(tags, d.OutputSteps));
        try
        {
            Span<float> emissions = rented.Span[..d.OutputSize];
            PredictRaw(window, length, emissions);
            int valid = Kernels.OutputLength(window, length) * tags;
            CheckRoom(valid, d.OutputSize, probabilities.Length, nameof(probabilities));
            LinearChainCrf.TryMarginals(
                tags, Packed.Slice(scores, LinearChainCrf.PackedLength(tags)), emissions[..valid], probabilities[..valid], rented.Span[d.OutputSize..]);
            probabilities[valid..].Clear();
        }
        finally
        {
            ReturnScratch(rented);
        }
    }

    /// <summary>Called by generated code: the labels of the likeliest alignment.</summary>
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

    /// <summary>Called by generated code: the likeliest labels by beam search.</summary>
    protected int TranscribeWindow(ReadOnlySpan<float> window, int length, CtcBeamDecoder decoder)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        ModelDescription d = Description;
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

    /// <summary>Refuses a span that holds neither the valid steps nor all.</summary>
    private static void CheckRoom(int valid, int all, int length, string name)
    {
        if (length != valid && length != all)
        {
            string expected = valid == all ? $"{all}" : $"{valid}, for the valid steps, or {all}, for all,";
            throw new ArgumentException($"A length of {expected} is expected; {length} came.", name);
        }
    }
}
