using System.ComponentModel;
using LstmGen.Runtime;

namespace LstmGen;

// Losses of heads whose weights come from the targets they shall train on. Called by generated members.
public abstract partial class SequenceModel
{
    /// <summary>Called by generated code: the head's cross-entropy, every class with the same share.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected CrossEntropy BalancedCrossEntropy(WindowDataset windows)
    {
        int classes = Description.Outputs;
        long[] counts = new long[classes];
        EvaluateTargets(windows, (target, valid) =>
        {
            for (int step = 0; step < valid; step++)
            {
                if (ClassOf(target[step], classes, step) is not ConfusionMatrix.IgnoreIndex and var index) counts[index]++;
            }
        });
        return new(classes, CrossEntropy.BalancedWeights(counts), ((CrossEntropy)Kernels.DefaultLoss).LabelSmoothing);
    }

    /// <summary>Called by generated code: the head's binary cross-entropy, both sides of every label with the same share.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected BinaryCrossEntropy BalancedBinaryCrossEntropy(WindowDataset windows)
    {
        int labels = Description.Outputs;
        double[] positives = new double[labels], negatives = new double[labels];
        EvaluateTargets(windows, (target, valid) =>
        {
            for (int i = 0; i < valid * labels; i++)
            {
                if (target[i] == -1f) continue;
                positives[i % labels] += target[i];
                negatives[i % labels] += 1f - target[i];
            }
        });
        float[] weights = [.. positives.Zip(negatives, (has, hasNot) => has > 0 && hasNot > 0 ? (float)(hasNot / has) : 1f)];
        return new(weights, ((BinaryCrossEntropy)Kernels.DefaultLoss).LabelSmoothing);
    }

    /// <summary>Goes through the targets, window by window, with the valid steps of each output.</summary>
    private void EvaluateTargets(WindowDataset windows, TargetSteps read) => EvaluateBlocks(
        windows, 1, static (_, _) => { },
        (window, _, target) => read(target, Kernels.OutputLength(windows.InputOf(window), windows.LengthOf(window))));

    private delegate void TargetSteps(ReadOnlySpan<float> target, int valid);
}
