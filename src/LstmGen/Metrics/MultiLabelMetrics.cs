using System.Globalization;

namespace LstmGen.Metrics;

/// <summary>
/// Counts of labels that do not exclude each other: each row has any number of them, each predicted by itself where its probability is above a
/// threshold. A target of −1 leaves that label of that row out.
/// </summary>
/// <remarks>A share whose denominator is 0 is 0 (scikit-learn's zero_division=0). Unlike classes, labels that never occur count in the averages.</remarks>
public sealed class MultiLabelMetrics
{
    private readonly string[] _names;
    private readonly float[] _thresholds;
    private readonly long[] _truePositives;
    private readonly long[] _falsePositives;
    private readonly long[] _falseNegatives;
    private readonly List<RankedScore>[] _scores;
    private long _wrong;
    private long _exact;

    /// <param name="labels">Number of labels, at least 1.</param>
    /// <param name="threshold">A label is predicted where its probability is greater than this.</param>
    /// <param name="names">What the table calls them, one for each label; null for their numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no label, or the threshold is NaN.</exception>
    /// <exception cref="ArgumentException">There are not as many names as labels.</exception>
    public MultiLabelMetrics(int labels, float threshold = 0.5f, IReadOnlyList<string>? names = null)
        : this(Repeated(labels, threshold), names)
    {
    }

    /// <param name="thresholds">One for each label: it is predicted where its probability is greater.</param>
    /// <param name="names">What the table calls them, one for each label; null for their numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no label, or a threshold is NaN.</exception>
    /// <exception cref="ArgumentException">There are not as many names as labels.</exception>
    public MultiLabelMetrics(ReadOnlySpan<float> thresholds, IReadOnlyList<string>? names = null)
    {
        int labels = thresholds.Length;
        ArgumentOutOfRangeException.ThrowIfLessThan(labels, 1, nameof(thresholds));
        foreach (float threshold in thresholds)
        {
            if (float.IsNaN(threshold)) throw new ArgumentOutOfRangeException(nameof(thresholds), threshold, "Expected a number, found NaN.");
        }

        if (names is not null && names.Count != labels)
        {
            throw new ArgumentException($"Expected {labels} names, one for each label, found {names.Count}.", nameof(names));
        }

        Labels = labels;
        _thresholds = thresholds.ToArray();
        _names = names is null ? ClassNames.Numbers(labels) : [.. names];
        _truePositives = new long[labels];
        _falsePositives = new long[labels];
        _falseNegatives = new long[labels];
        _scores = new List<RankedScore>[labels];
        for (int label = 0; label < labels; label++)
        {
            _scores[label] = [];
        }
    }

    /// <summary>Number of labels.</summary>
    public int Labels { get; }

    /// <summary>A label is predicted where its probability is greater than its threshold.</summary>
    public ReadOnlySpan<float> Thresholds => _thresholds;

    /// <summary>Rows with at least one label that counts.</summary>
    public long Rows { get; private set; }

    /// <summary>Decisions counted: one for each row and label.</summary>
    public long Count { get; private set; }

    /// <summary>Decisions left out because their target is −1.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Rows with every label right / rows, 0 to 1 ("exact match"); NaN without rows.</summary>
    public double SubsetAccuracy => (double)_exact / Rows;

    /// <summary>Wrong decisions / all decisions, 0 to 1; NaN without rows.</summary>
    public double HammingLoss => (double)_wrong / Count;

    /// <summary>Precision, recall and F1 over all labels taken together.</summary>
    public ClassScore Micro => ClassScore.Of(_truePositives.Sum(), _falsePositives.Sum(), _falseNegatives.Sum());

    /// <summary>The mean over all labels, each with the same weight.</summary>
    public ClassScore Macro => ClassScore.Macro(Enumerable.Range(0, Labels).Select(ScoreOf));

    /// <summary>Mean area under the ROC curve over the labels that have both kinds of rows; NaN when none has.</summary>
    public double MacroRocAuc
    {
        get
        {
            double[] areas = [.. Enumerable.Range(0, Labels).Select(RocAuc).Where(area => !double.IsNaN(area))];
            return areas.Sum() / areas.Length;
        }
    }

    /// <summary>Precision, recall and F1 of one label.</summary>
    /// <param name="label">The label, 0 … labels − 1.</param>
    public ClassScore ScoreOf(int label) => ClassScore.Of(_truePositives[Check(label)], _falsePositives[label], _falseNegatives[label]);

    /// <summary>Area under the ROC curve of one label, ties counting half; NaN when all rows have it or none has.</summary>
    /// <param name="label">The label, 0 … labels − 1.</param>
    public double RocAuc(int label) => RankedScore.Auc(_scores[Check(label)]);

    /// <summary>
    /// The threshold at which a label has the highest F1 on the rows counted: half-way between the least probability that shall be above it and the next below, of equals the
    /// highest. Choose it on other data than those that it is then measured on. 0.5 for a label that no row has.
    /// </summary>
    /// <param name="label">The label, 0 … labels − 1.</param>
    public float BestThreshold(int label)
    {
        RankedScore[] ranked = [.. _scores[Check(label)].OrderByDescending(score => score.Score)];
        long positives = ranked.LongCount(score => score.Positive), right = 0;
        (float best, double highest) = (0.5f, 0.0);
        for (int said = 1; said <= ranked.Length; said++)
        {
            right += ranked[said - 1].Positive ? 1 : 0;
            float least = ranked[said - 1].Score, next = said < ranked.Length ? ranked[said].Score : 0f;
            double f1 = 2.0 * right / (said + positives);
            if (least > next && f1 > highest)
            {
                // Between two neighbouring floats there is none, and the middle may round to the upper, which is not above itself.
                float middle = least / 2 + next / 2;
                (best, highest) = (middle < least ? middle : next, f1);
            }
        }

        return best;
    }

    /// <summary>Counts rows.</summary>
    /// <param name="actual">Row by row, one value for each label: 1 has it, 0 has not, −1 does not count.</param>
    /// <param name="probabilities">As many probabilities, in the same order.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, a target is another number, or a probability is NaN. Nothing is counted then.</exception>
    public void Add(ReadOnlySpan<float> actual, ReadOnlySpan<float> probabilities)
    {
        CheckValues(actual, probabilities);
        for (int start = 0; start < actual.Length; start += Labels)
        {
            AddRow(actual.Slice(start, Labels), probabilities.Slice(start, Labels));
        }
    }

    /// <summary>Precision, recall, F1 and support of every label, the averages, exact matches and Hamming loss.</summary>
    public override string ToString()
    {
        ScoreTable table = new(_names);
        for (int label = 0; label < Labels; label++)
        {
            table.Add(_names[label], ScoreOf(label));
        }

        table.Add("micro", Micro);
        table.Add("macro", Macro);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{table}exact {Figures.Fixed(SubsetAccuracy, 4)}, Hamming loss {Figures.Fixed(HammingLoss, 4)}, ROC AUC {Figures.Fixed(MacroRocAuc, 4)} over {Rows} rows{(LeftOut > 0 ? $", {LeftOut} ignored" : "")}");
    }

    private void AddRow(ReadOnlySpan<float> actual, ReadOnlySpan<float> probabilities)
    {
        int counted = 0, wrong = 0;
        for (int label = 0; label < Labels; label++)
        {
            if (actual[label] < 0)
            {
                LeftOut++;
                continue;
            }

            bool has = actual[label] == 1, said = probabilities[label] > _thresholds[label];
            _truePositives[label] += has && said ? 1 : 0;
            _falsePositives[label] += !has && said ? 1 : 0;
            _falseNegatives[label] += has && !said ? 1 : 0;
            _scores[label].Add(new(probabilities[label], has));
            wrong += has != said ? 1 : 0;
            counted++;
        }

        Count += counted;
        _wrong += wrong;
        Rows += counted > 0 ? 1 : 0;
        _exact += counted > 0 && wrong == 0 ? 1 : 0;
    }

    private void CheckValues(ReadOnlySpan<float> actual, ReadOnlySpan<float> probabilities)
    {
        if (actual.Length % Labels != 0)
        {
            throw new ArgumentException($"Expected whole rows of {Labels} targets, found {actual.Length}.", nameof(actual));
        }

        if (probabilities.Length != actual.Length)
        {
            throw new ArgumentException($"Expected {actual.Length} probabilities, one for each target, found {probabilities.Length}.", nameof(probabilities));
        }

        int bad = actual.IndexOfAnyExcept(0f, 1f, -1f);
        if (bad >= 0)
        {
            throw new ArgumentException($"Expected targets of 0, 1, or -1 to leave one out, found {actual[bad]} at {bad}.", nameof(actual));
        }

        RankedScore.CheckNumbers(probabilities, nameof(probabilities));
    }

    private static float[] Repeated(int labels, float threshold)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(labels, 1);
        if (float.IsNaN(threshold)) throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "Expected a number, found NaN.");
        float[] thresholds = new float[labels];
        Array.Fill(thresholds, threshold);
        return thresholds;
    }

    private int Check(int label) =>
        (uint)label < (uint)Labels
            ? label
            : throw new ArgumentOutOfRangeException(nameof(label), label, $"Expected a label from 0 to {Labels - 1}, found {label}.");
}
