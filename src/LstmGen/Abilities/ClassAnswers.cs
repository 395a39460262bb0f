using LstmGen.Kernels;
using LstmGen.Metrics;
using LstmGen.Runtime;

namespace LstmGen;

/// <summary>Classes from what a [Softmax] puts out, for the vector or for every step.</summary>
internal static class ClassAnswers
{
    /// <summary>The best class of the one output vector.</summary>
    public static int Best(SequenceModel model, ReadOnlySpan<float> window, int length)
    {
        ArgumentNullException.ThrowIfNull(model);
        int size = model.Description.OutputSize;
        AlignedBuffer rented = model.RentScratch(size);
        try
        {
            Span<float> logits = rented.Span[..size];
            model.PredictRaw(window, length, logits);
            return SoftmaxRow.Best(logits);
        }
        finally
        {
            model.ReturnScratch(rented);
        }
    }

    /// <summary>The best class of every valid step.</summary>
    public static void BestOfSteps(SequenceModel model, ReadOnlySpan<float> window, int length, Span<int> classes)
    {
        ArgumentNullException.ThrowIfNull(model);
        ModelDescription d = model.Description;
        AlignedBuffer rented = model.RentScratch(d.OutputSize);
        try
        {
            Span<float> logits = rented.Span[..d.OutputSize];
            model.PredictRaw(window, length, logits);
            int valid = OutputRoom.ValidSteps(model, window, length);
            OutputRoom.Check(valid, d.OutputSteps, classes.Length, nameof(classes));
            for (int step = 0; step < valid; step++)
            {
                classes[step] = SoftmaxRow.Best(logits.Slice(step * d.Outputs, d.Outputs));
            }

            classes[valid..].Fill(-1);
        }
        finally
        {
            model.ReturnScratch(rented);
        }
    }

    /// <summary>The best classes of the one output vector, with their probabilities.</summary>
    public static void Top(SequenceModel model, ReadOnlySpan<float> window, int length, Span<int> classes, Span<float> probabilities)
    {
        ArgumentNullException.ThrowIfNull(model);
        CheckK(model, classes.Length, nameof(classes));
        TrainingEngine.CheckLength(classes.Length, probabilities.Length, nameof(probabilities));
        int size = model.Description.OutputSize;
        AlignedBuffer rented = model.RentScratch(size);
        try
        {
            Span<float> all = rented.Span[..size];
            model.Predict(window, length, all);
            TopOf(all, classes, probabilities);
        }
        finally
        {
            model.ReturnScratch(rented);
        }
    }

    /// <summary>The best classes of every valid step, with their probabilities.</summary>
    public static void TopOfSteps(SequenceModel model, ReadOnlySpan<float> window, int length, int k, Span<int> classes, Span<float> probabilities)
    {
        ArgumentNullException.ThrowIfNull(model);
        ModelDescription d = model.Description;
        CheckK(model, k, nameof(k));
        TrainingEngine.CheckLength(classes.Length, probabilities.Length, nameof(probabilities));
        AlignedBuffer rented = model.RentScratch(d.OutputSize);
        try
        {
            Span<float> all = rented.Span[..d.OutputSize];
            model.Predict(window, length, all);
            int valid = OutputRoom.ValidSteps(model, window, length);
            OutputRoom.Check(valid * k, d.OutputSteps * k, classes.Length, nameof(classes));
            for (int step = 0; step < valid; step++)
            {
                TopOf(all.Slice(step * d.Outputs, d.Outputs), classes.Slice(step * k, k), probabilities.Slice(step * k, k));
            }

            classes[(valid * k)..].Fill(-1);
            probabilities[(valid * k)..].Clear();
        }
        finally
        {
            model.ReturnScratch(rented);
        }
    }

    /// <summary>Classes predicted beside the true ones.</summary>
    public static ClassificationReport Evaluate(SequenceModel model, WindowDataset windows, IReadOnlyList<string>? names, int maxDegreeOfParallelism)
    {
        ArgumentNullException.ThrowIfNull(model);
        int classes = model.Description.Outputs;
        var report = new ClassificationReport(classes, names);
        WindowAnswers.Read(model, windows, maxDegreeOfParallelism, (target, valid, answer) =>
        {
            for (int step = 0; step < valid; step++)
            {
                report.Add(WindowAnswers.ClassOf(target[step], classes, step), answer.Slice(step * classes, classes));
            }
        });
        return report;
    }

    /// <summary>The head's cross-entropy, every class with the same share.</summary>
    public static CrossEntropy Balanced(SequenceModel model, WindowDataset windows)
    {
        ArgumentNullException.ThrowIfNull(model);
        int classes = model.Description.Outputs;
        long[] counts = new long[classes];
        WindowAnswers.ReadTargets(model, windows, (target, valid) =>
        {
            for (int step = 0; step < valid; step++)
            {
                if (WindowAnswers.ClassOf(target[step], classes, step) is not ConfusionMatrix.IgnoreIndex and var index) counts[index]++;
            }
        });
        return new(classes, CrossEntropy.BalancedWeights(counts), ((CrossEntropy)model.Kernels.DefaultLoss).LabelSmoothing);
    }

    private static void TopOf(ReadOnlySpan<float> all, Span<int> classes, Span<float> probabilities)
    {
        SoftmaxRow.TopK(all, classes);
        for (int i = 0; i < classes.Length; i++)
        {
            probabilities[i] = all[classes[i]];
        }
    }

    private static void CheckK(SequenceModel model, int k, string name)
    {
        if (k < 1 || k > model.Description.Outputs)
        {
            throw new ArgumentOutOfRangeException(name, k, $"Expected 1 to {model.Description.Outputs} of the most probable classes of {model.Description.Name}.");
        }
    }
}
