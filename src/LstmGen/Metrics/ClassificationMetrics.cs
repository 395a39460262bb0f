namespace LstmGen.Metrics;

/// <summary>
/// Measures of predicted classes and of the probabilities (or any scores that grow with them: logits do) behind them. What needs predicted classes
/// alone is in <see cref="ConfusionMatrix"/>; for labels that do not exclude each other see <see cref="MultiLabelMetrics"/>.
/// A true class of <see cref="ConfusionMatrix.IgnoreIndex"/> leaves its row out.
/// </summary>
public static class ClassificationMetrics
{
    /// <summary>Share of right predictions, 0 to 1; NaN when all are ignored.</summary>
    /// <param name="actual">True classes, or −1 where the prediction does not count.</param>
    /// <param name="predicted">As many predicted classes.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Accuracy(ReadOnlySpan<int> actual, ReadOnlySpan<int> predicted)
    {
        if (actual.Length != predicted.Length)
        {
            throw new ArgumentException($"Expected {actual.Length} predicted classes, one for each true one, found {predicted.Length}.", nameof(predicted));
        }

        long right = 0, count = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            count += actual[i] == ConfusionMatrix.IgnoreIndex ? 0 : 1;
            right += actual[i] != ConfusionMatrix.IgnoreIndex && actual[i] == predicted[i] ? 1 : 0;
        }

        return (double)right / count;
    }

    /// <summary>
    /// Share of rows whose true class is among the k most probable, 0 to 1; NaN when all are ignored. Of equally probable classes the lower number
    /// comes first, as in an argmax.
    /// </summary>
    /// <param name="actual">True classes, or −1 where the row does not count.</param>
    /// <param name="probabilities">Row by row, one value for each class.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="k">How many of the most probable classes count, 1 … classes.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, a class is none, or a probability is NaN.</exception>
    public static double TopKAccuracy(ReadOnlySpan<int> actual, ReadOnlySpan<float> probabilities, int classes, int k)
    {
        CheckRows(actual, probabilities, classes);
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, classes);
        long right = 0, count = 0;
        for (int row = 0; row < actual.Length; row++)
        {
            if (actual[row] != ConfusionMatrix.IgnoreIndex)
            {
                count++;
                right += RankOf(actual[row], probabilities.Slice(row * classes, classes)) < k ? 1 : 0;
            }
        }

        return (double)right / count;
    }

    /// <summary>
    /// Area under the ROC curve of two classes, 0 to 1: the probability that a row of class 1 has a higher score than one of class 0, ties counting
    /// half; by the rank statistic of Mann &amp; Whitney (1947). NaN when either class does not occur.
    /// </summary>
    /// <param name="actual">True classes 0 and 1, or −1 where the row does not count.</param>
    /// <param name="scores">As many scores of class 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, a class is neither 0 nor 1, or a score is NaN.</exception>
    public static double RocAuc(ReadOnlySpan<int> actual, ReadOnlySpan<float> scores)
    {
        CheckRows(actual, scores, 1, classes: 2);
        List<RankedScore> ranked = new(actual.Length);
        for (int i = 0; i < actual.Length; i++)
        {
            if (actual[i] != ConfusionMatrix.IgnoreIndex)
            {
                ranked.Add(new(scores[i], actual[i] == 1));
            }
        }

        return RankedScore.Auc(ranked);
    }

    /// <summary>
    /// Area under the ROC curve of several classes: the mean over the classes of the area of that class against all others ("one versus rest,
    /// macro"). Classes that do not occur, or that every row has, define no area and are left out; NaN when there is no other.
    /// </summary>
    /// <param name="actual">True classes, or −1 where the row does not count.</param>
    /// <param name="probabilities">Row by row, one value for each class.</param>
    /// <param name="classes">Number of classes, at least 2.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, a class is none, or a probability is NaN.</exception>
    public static double RocAuc(ReadOnlySpan<int> actual, ReadOnlySpan<float> probabilities, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        CheckRows(actual, probabilities, classes);
        List<RankedScore> ranked = new(actual.Length);
        double sum = 0;
        int defined = 0;
        for (int index = 0; index < classes; index++)
        {
            ranked.Clear();
            for (int row = 0; row < actual.Length; row++)
            {
                if (actual[row] != ConfusionMatrix.IgnoreIndex)
                {
                    ranked.Add(new(probabilities[row * classes + index], actual[row] == index));
                }
            }

            double area = RankedScore.Auc(ranked);
            sum += double.IsNaN(area) ? 0 : area;
            defined += double.IsNaN(area) ? 0 : 1;
        }

        return sum / defined;
    }

    private static int RankOf(int index, ReadOnlySpan<float> row)
    {
        int before = 0;
        for (int other = 0; other < row.Length; other++)
        {
            before += row[other] > row[index] || (row[other] == row[index] && other < index) ? 1 : 0;
        }

        return before;
    }

    private static void CheckRows(ReadOnlySpan<int> actual, ReadOnlySpan<float> scores, int columns, int? classes = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1, nameof(classes));
        if (scores.Length != (long)actual.Length * columns)
        {
            string expected = $"{(long)actual.Length * columns} values, {actual.Length} rows of {columns}";
            throw new ArgumentException($"Expected {expected}, found {scores.Length}.", columns == 1 ? nameof(scores) : "probabilities");
        }

        int last = (classes ?? columns) - 1;
        for (int i = 0; i < actual.Length; i++)
        {
            if (actual[i] != ConfusionMatrix.IgnoreIndex && (uint)actual[i] > (uint)last)
            {
                throw new ArgumentException($"Expected classes from 0 to {last}, or -1 to leave a row out, found {actual[i]} at {i}.", nameof(actual));
            }
        }

        RankedScore.CheckNumbers(scores, columns == 1 ? nameof(scores) : "probabilities");
    }
}
