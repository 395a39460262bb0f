namespace LstmGen.Metrics;

/// <summary>
/// Counts how often each true class was predicted as each class, and what follows from it: accuracy, precision, recall and F1 per class and on
/// average. Rows are true classes, columns predicted ones.
/// </summary>
/// <remarks>
/// The averages follow scikit-learn: <see cref="Macro"/> and <see cref="Weighted"/> run over the classes that occur among the true or the predicted
/// ones; a class that occurs in neither says nothing and is left out. A share whose denominator is 0 is 0 (zero_division=0).
/// Adding does not allocate.
/// </remarks>
public sealed partial class ConfusionMatrix
{
    /// <summary>The true class of a step that does not count, such as padding: −1.</summary>
    public const int IgnoreIndex = -1;

    private readonly long[] _counts;
    private readonly string[] _names;

    /// <param name="classes">Number of classes, at least 1; classes are 0 … classes − 1.</param>
    /// <param name="names">What the table calls them, one for each class; null for their numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no class.</exception>
    /// <exception cref="ArgumentException">There are not as many names as classes.</exception>
    public ConfusionMatrix(int classes, IReadOnlyList<string>? names = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        if (names is not null && names.Count != classes)
        {
            throw new ArgumentException($"Expected {classes} names, one for each class, found {names.Count}.", nameof(names));
        }

        Classes = classes;
        _counts = new long[checked(classes * classes)];
        _names = names is null ? ClassNames.Numbers(classes) : [.. names];
    }

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>Predictions counted, the ignored ones not among them.</summary>
    public long Count { get; private set; }

    /// <summary>Predictions left out because the true class was <see cref="IgnoreIndex"/>.</summary>
    public long Ignored { get; private set; }

    /// <summary>Predictions that were right.</summary>
    public long Correct { get; private set; }

    /// <summary>Right predictions / all predictions, 0 to 1; NaN when none was counted.</summary>
    public double Accuracy => (double)Correct / Count;

    /// <summary>How often a class was predicted as another, or as itself.</summary>
    /// <param name="actual">The true class.</param>
    /// <param name="predicted">The predicted class.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public long this[int actual, int predicted] => _counts[Check(actual, nameof(actual)) * Classes + Check(predicted, nameof(predicted))];

    /// <summary>The matrix of true and predicted classes.</summary>
    /// <param name="actual">True classes, or <see cref="IgnoreIndex"/>.</param>
    /// <param name="predicted">As many predicted classes.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="names">What the table calls them; null for their numbers.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a class is none.</exception>
    public static ConfusionMatrix Of(ReadOnlySpan<int> actual, ReadOnlySpan<int> predicted, int classes, IReadOnlyList<string>? names = null)
    {
        ConfusionMatrix matrix = new(classes, names);
        matrix.Add(actual, predicted);
        return matrix;
    }

    /// <summary>Counts one prediction.</summary>
    /// <param name="actual">The true class; <see cref="IgnoreIndex"/> leaves the prediction out, whatever it is.</param>
    /// <param name="predicted">The predicted class.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public void Add(int actual, int predicted)
    {
        if (actual == IgnoreIndex)
        {
            Ignored++;
            return;
        }

        _counts[Check(actual, nameof(actual)) * Classes + Check(predicted, nameof(predicted))]++;
        Correct += actual == predicted ? 1 : 0;
        Count++;
    }

    /// <summary>Counts predictions.</summary>
    /// <param name="actual">True classes, or <see cref="IgnoreIndex"/>.</param>
    /// <param name="predicted">As many predicted classes.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a class is none; nothing is counted then.</exception>
    public void Add(ReadOnlySpan<int> actual, ReadOnlySpan<int> predicted)
    {
        if (actual.Length != predicted.Length)
        {
            throw new ArgumentException($"Expected {actual.Length} predicted classes, one for each true one, found {predicted.Length}.", nameof(predicted));
        }

        for (int i = 0; i < actual.Length; i++)
        {
            if (actual[i] != IgnoreIndex)
            {
                Check(actual[i], nameof(actual));
                Check(predicted[i], nameof(predicted));
            }
        }

        for (int i = 0; i < actual.Length; i++)
        {
            Add(actual[i], predicted[i]);
        }
    }

    private int Check(int index, string name) =>
        (uint)index < (uint)Classes
            ? index
            : throw new ArgumentOutOfRangeException(name, index, $"Expected a class from 0 to {Classes - 1}, found {index}.");
}
