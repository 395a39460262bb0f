using System.ComponentModel;
using LstmGen.Runtime;

namespace LstmGen;

// What heads add to prediction: classes and labels. Called by generated members, with constants.
public abstract partial class SequenceModel
{
    /// <summary>Called by generated code: the best class of the one output vector.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
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
    [EditorBrowsable(EditorBrowsableState.Never)]
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
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void ClassifyTop(ReadOnlySpan<float> window, int length, Span<int> classes, Span<float> probabilities)
    {
        CheckK(classes.Length, nameof(classes));
        TrainingEngine.CheckLength(classes.Length, probabilities.Length, nameof(probabilities));
        AlignedBuffer rented = RentScratch(Description.OutputSize);
        try
        {
            Span<float> all = rented.Span[..Description.OutputSize];
            Predict(window, length, all);
            TopOf(all, classes, probabilities);
        }
        finally
        {
            ReturnScratch(rented);
        }
    }

    /// <summary>Called by generated code: the best classes of every valid step, with their probabilities.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void ClassifyTopSteps(ReadOnlySpan<float> window, int length, int k, Span<int> classes, Span<float> probabilities)
    {
        ModelDescription d = Description;
        CheckK(k, nameof(k));
        TrainingEngine.CheckLength(classes.Length, probabilities.Length, nameof(probabilities));
        AlignedBuffer rented = RentScratch(d.OutputSize);
        try
        {
            Span<float> all = rented.Span[..d.OutputSize];
            Predict(window, length, all);
            int valid = Kernels.OutputLength(window, length);
            CheckRoom(valid * k, d.OutputSteps * k, classes.Length, nameof(classes));
            for (int step = 0; step < valid; step++)
            {
                TopOf(all.Slice(step * d.Outputs, d.Outputs), classes.Slice(step * k, k), probabilities.Slice(step * k, k));
            }

            classes[(valid * k)..].Fill(-1);
            probabilities[(valid * k)..].Clear();
        }
        finally
        {
            ReturnScratch(rented);
        }
    }

    /// <summary>Called by generated code: which labels have a probability above a threshold.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void LabelWindow(ReadOnlySpan<float> window, int length, float threshold, Span<bool> labels)
    {
        CheckThreshold(threshold, nameof(threshold));
        Label(window, length, new ReadOnlySpan<float>(in threshold), labels);
    }

    /// <summary>Called by generated code: which labels have a probability above a threshold of their own.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void LabelWindow(ReadOnlySpan<float> window, int length, ReadOnlySpan<float> thresholds, Span<bool> labels)
    {
        if (thresholds.Length != Description.Outputs)
        {
            throw new ArgumentException(
                $"{Description.Name} has {Count(Description.Outputs, "label")}: as many thresholds are expected; {thresholds.Length} came.", nameof(thresholds));
        }

        foreach (float threshold in thresholds)
        {
            CheckThreshold(threshold, nameof(thresholds));
        }

        Label(window, length, thresholds, labels);
    }

    /// <summary>Called by generated code: whether the one label has a probability above the threshold.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected bool LabelOf(ReadOnlySpan<float> window, int length, float threshold)
    {
        bool label = false;
        LabelWindow(window, length, threshold, new Span<bool>(ref label));
        return label;
    }

    private void Label(ReadOnlySpan<float> window, int length, ReadOnlySpan<float> thresholds, Span<bool> labels)
    {
        ModelDescription d = Description;
        AlignedBuffer rented = RentScratch(d.OutputSize);
        try
        {
            Span<float> probabilities = rented.Span[..d.OutputSize];
            Predict(window, length, probabilities);
            int valid = Kernels.OutputLength(window, length) * d.Outputs;
            CheckRoom(valid, d.OutputSize, labels.Length, nameof(labels));
            for (int i = 0; i < valid; i++)
            {
                labels[i] = probabilities[i] > thresholds[i % thresholds.Length];
            }

            labels[valid..].Clear();
        }
        finally
        {
            ReturnScratch(rented);
        }
    }

    private static void CheckThreshold(float threshold, string name)
    {
        if (!(threshold >= 0f && threshold <= 1f)) throw new ArgumentOutOfRangeException(name, threshold, "A threshold from 0 to 1 is expected.");
    }

    private static void TopOf(ReadOnlySpan<float> all, Span<int> classes, Span<float> probabilities)
    {
        SoftmaxRow.TopK(all, classes);
        for (int i = 0; i < classes.Length; i++)
        {
            probabilities[i] = all[classes[i]];
        }
    }

    private void CheckK(int k, string name)
    {
        if (k < 1 || k > Description.Outputs)
        {
            throw new ArgumentOutOfRangeException(name, k, $"1 to {Description.Outputs} of the most probable classes of {Description.Name} are expected.");
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
