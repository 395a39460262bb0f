using System.Globalization;
using System.Runtime.InteropServices;
using LstmGen.Kernels;

namespace LstmGen.Metrics;

/// <summary>
/// How well a classifier does on windows: the confusion matrix with what follows from it, and measures of the probabilities behind. A step whose target is −1,
/// or that is past its window's length, counts nowhere.
/// </summary>
/// <remarks>Made by <c>EvaluateClasses</c> of a model with [Softmax]. It keeps the probabilities of every step counted, one float for each class.</remarks>
public sealed class ClassificationReport
{
    private readonly List<int> _actual = [];
    private readonly List<float> _probabilities = [];

    internal ClassificationReport(int classes, IReadOnlyList<string>? names) => Confusion = new ConfusionMatrix(classes, names);

    /// <summary>How often each true class was predicted as each class; precision, recall and F1 of each.</summary>
    public ConfusionMatrix Confusion { get; }

    /// <summary>Steps counted.</summary>
    public long Count => Confusion.Count;

    /// <summary>Steps left out because their target is −1.</summary>
    public long LeftOut => Confusion.Ignored;

    /// <summary>Right predictions / all predictions, 0 to 1; NaN when none was counted.</summary>
    public double Accuracy => Confusion.Accuracy;

    /// <summary>Matthews' correlation coefficient, −1 to 1: 0 is no better than chance, whatever the shares of the classes. 0 where only one class is true or predicted.</summary>
    public double Mcc => Confusion.Mcc;

    /// <summary>Precision, recall and F1 over all decisions taken together: with one class for each step all three are the accuracy.</summary>
    public ClassScore Micro => Confusion.Micro;

    /// <summary>The mean over the classes that occur, each with the same weight.</summary>
    public ClassScore Macro => Confusion.Macro;

    /// <summary>The mean over the classes that occur, weighted by how often they truly do.</summary>
    public ClassScore Weighted => Confusion.Weighted;

    /// <summary>
    /// Area under the ROC curve, 0 to 1: of class 1 against class 0 where there are two, else the mean over the classes of each against all others. NaN where only
    /// one class occurs.
    /// </summary>
    public double RocAuc => Confusion.Classes == 2
        ? ClassificationMetrics.RocAuc(Actual, Scores(1))
        : ClassificationMetrics.RocAuc(Actual, Probabilities, Confusion.Classes);

    private ReadOnlySpan<int> Actual => CollectionsMarshal.AsSpan(_actual);

    private ReadOnlySpan<float> Probabilities => CollectionsMarshal.AsSpan(_probabilities);

    /// <summary>Share of steps whose true class is among the k most probable, 0 to 1; NaN when none was counted.</summary>
    /// <param name="k">How many of the most probable classes count, 1 … classes.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many classes.</exception>
    public double TopKAccuracy(int k) => ClassificationMetrics.TopKAccuracy(Actual, Probabilities, Confusion.Classes, k);

    /// <summary>Area under the ROC curve of one class against all others, 0 to 1; NaN where every step has it, or none.</summary>
    /// <param name="index">The class.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double RocAucOf(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Confusion.Classes);
        return ClassificationMetrics.RocAuc([.. _actual.Select(actual => actual == index ? 1 : 0)], Scores(index));
    }

    /// <summary>The confusion matrix, the scores of every class, and the area under the ROC curve.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Confusion}, ROC AUC {Figures.Fixed(RocAuc, 4)}");

    internal void Add(int actual, ReadOnlySpan<float> probabilities)
    {
        Confusion.Add(actual, actual == ConfusionMatrix.IgnoreIndex ? 0 : SoftmaxRow.Best(probabilities));
        if (actual == ConfusionMatrix.IgnoreIndex)
        {
            return;
        }

        _actual.Add(actual);
        _probabilities.AddRange(probabilities);
    }

    private float[] Scores(int index)
    {
        float[] scores = new float[_actual.Count];
        for (int row = 0; row < scores.Length; row++)
        {
            scores[row] = _probabilities[row * Confusion.Classes + index];
        }

        return scores;
    }
}
