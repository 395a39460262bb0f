using LstmGen.Checks;
using LstmGen.Metrics;
using LstmGen.Runtime;

namespace LstmGen;

/// <summary>Labels from what a [Sigmoid] puts out.</summary>
internal static class LabelAnswers
{
    /// <summary>Which labels have a probability above a threshold.</summary>
    public static void Above(SequenceModel model, ReadOnlySpan<float> window, int length, float threshold, Span<bool> labels)
    {
        ArgumentNullException.ThrowIfNull(model);
        CheckThreshold(threshold, nameof(threshold));
        Read(model, window, length, new ReadOnlySpan<float>(in threshold), labels);
    }

    /// <summary>Which labels have a probability above a threshold of their own.</summary>
    public static void Above(SequenceModel model, ReadOnlySpan<float> window, int length, ReadOnlySpan<float> thresholds, Span<bool> labels)
    {
        ArgumentNullException.ThrowIfNull(model);
        ModelDescription d = model.Description;
        if (thresholds.Length != d.Outputs)
        {
            throw new ArgumentException($"Expected {Words.Count(d.Outputs, "threshold")}, one per label of {d.Name}, but got {thresholds.Length}.", nameof(thresholds));
        }

        foreach (float threshold in thresholds)
        {
            CheckThreshold(threshold, nameof(thresholds));
        }

        Read(model, window, length, thresholds, labels);
    }

    /// <summary>Whether the one label has a probability above the threshold.</summary>
    public static bool IsAbove(SequenceModel model, ReadOnlySpan<float> window, int length, float threshold)
    {
        bool label = false;
        Above(model, window, length, threshold, new Span<bool>(ref label));
        return label;
    }

    /// <summary>Labels predicted beside the true ones.</summary>
    public static MultiLabelMetrics Evaluate(SequenceModel model, WindowDataset windows, MultiLabelMetrics metrics, int maxDegreeOfParallelism)
    {
        ArgumentNullException.ThrowIfNull(model);
        WindowAnswers.Read(model, windows, maxDegreeOfParallelism, (target, valid, answer) => metrics.Add(target[..answer.Length], answer));
        return metrics;
    }

    /// <summary>The head's binary cross-entropy, both sides of every label with the same share.</summary>
    public static BinaryCrossEntropy Balanced(SequenceModel model, WindowDataset windows)
    {
        ArgumentNullException.ThrowIfNull(model);
        int labels = model.Description.Outputs;
        double[] positives = new double[labels], negatives = new double[labels];
        WindowAnswers.ReadTargets(model, windows, (target, valid) =>
        {
            for (int i = 0; i < valid * labels; i++)
            {
                if (target[i] == -1f) continue;
                positives[i % labels] += target[i];
                negatives[i % labels] += 1f - target[i];
            }
        });
        float[] weights = [.. positives.Zip(negatives, (has, hasNot) => has > 0 && hasNot > 0 ? (float)(hasNot / has) : 1f)];
        return new(weights, ((BinaryCrossEntropy)model.Kernels.DefaultLoss).LabelSmoothing);
    }

    private static void Read(SequenceModel model, ReadOnlySpan<float> window, int length, ReadOnlySpan<float> thresholds, Span<bool> labels)
    {
        ModelDescription d = model.Description;
        AlignedBuffer rented = model.RentScratch(d.OutputSize);
        try
        {
            Span<float> probabilities = rented.Span[..d.OutputSize];
            model.Predict(window, length, probabilities);
            int valid = OutputRoom.ValidSteps(model, window, length) * d.Outputs;
            OutputRoom.Check(valid, d.OutputSize, labels.Length, nameof(labels));
            for (int i = 0; i < valid; i++)
            {
                labels[i] = probabilities[i] > thresholds[i % thresholds.Length];
            }

            labels[valid..].Clear();
        }
        finally
        {
            model.ReturnScratch(rented);
        }
    }

    private static void CheckThreshold(float threshold, string name)
    {
        if (!(threshold >= 0f && threshold <= 1f)) throw new ArgumentOutOfRangeException(name, threshold, "Expected a threshold from 0 to 1.");
    }
}
