using System.Globalization;

namespace LstmGen.Metrics;

/// <summary>
/// Precision, recall and F1 of spans: a span is right when its type, its start and its end are (the measure of CoNLL-2000 and CoNLL-2003).
/// <see cref="TagSpans"/> says how tags are read.
/// </summary>
/// <remarks>Add every sentence by itself: no span goes over the end of one.</remarks>
public sealed class SpanF1
{
    private readonly SortedDictionary<string, Counts> _types = new(StringComparer.Ordinal);
    private long _steps;
    private long _rightSteps;

    /// <summary>The types found among the true and the predicted spans, in ordinal order.</summary>
    public IReadOnlyCollection<string> Types => _types.Keys;

    /// <summary>Share of steps whose tag is right, 0 to 1; NaN without steps. It says little where most tags are O.</summary>
    public double TagAccuracy => (double)_rightSteps / _steps;

    /// <summary>Over all spans taken together: the score that papers quote.</summary>
    public ClassScore Micro => ClassScore.Of(
        _types.Values.Sum(counts => counts.Right),
        _types.Values.Sum(counts => counts.Predicted - counts.Right),
        _types.Values.Sum(counts => counts.Actual - counts.Right));

    /// <summary>The mean over the types found, each with the same weight.</summary>
    public ClassScore Macro => ClassScore.Macro(_types.Values.Select(counts => counts.Score));

    /// <summary>The score of one type; all 0 for a type that was not found.</summary>
    /// <param name="type">For example "location", of "B-location".</param>
    public ClassScore ScoreOf(string type) => _types.TryGetValue(type, out Counts? counts) ? counts.Score : default;

    /// <summary>Counts a sentence.</summary>
    /// <param name="actual">The true tags.</param>
    /// <param name="predicted">As many predicted ones.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a tag cannot be read; nothing is counted then.</exception>
    public void Add(ReadOnlySpan<string> actual, ReadOnlySpan<string> predicted)
    {
        CheckLengths(actual.Length, predicted.Length);
        HashSet<TagSpan> actualSpans = [.. TagSpans.Read(actual)];
        List<TagSpan> predictedSpans = TagSpans.Read(predicted);
        foreach (TagSpan span in actualSpans)
        {
            CountsOf(span.Type).Actual++;
        }

        foreach (TagSpan span in predictedSpans)
        {
            CountsOf(span.Type).Predicted++;
            CountsOf(span.Type).Right += actualSpans.Contains(span) ? 1 : 0;
        }

        _steps += actual.Length;
        for (int i = 0; i < actual.Length; i++)
        {
            _rightSteps += actual[i] == predicted[i] ? 1 : 0;
        }
    }

    /// <summary>Counts a sentence given by the numbers of its tags.</summary>
    /// <param name="actual">The true tags; steps with <see cref="ConfusionMatrix.IgnoreIndex"/>, such as padding, are left out of both sequences.</param>
    /// <param name="predicted">As many predicted ones.</param>
    /// <param name="names">The tag of each number: "O", "B-location", …</param>
    /// <exception cref="ArgumentException">The lengths differ, or a number or its tag is none; nothing is counted then.</exception>
    public void Add(ReadOnlySpan<int> actual, ReadOnlySpan<int> predicted, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        CheckLengths(actual.Length, predicted.Length);
        List<string> actualTags = [], predictedTags = [];
        for (int i = 0; i < actual.Length; i++)
        {
            if (actual[i] != ConfusionMatrix.IgnoreIndex)
            {
                actualTags.Add(NameOf(actual[i], names, i, nameof(actual)));
                predictedTags.Add(NameOf(predicted[i], names, i, nameof(predicted)));
            }
        }

        Add([.. actualTags], [.. predictedTags]);
    }

    /// <summary>A table of every type and the averages.</summary>
    public override string ToString()
    {
        ScoreTable table = new(_types.Keys);
        foreach ((string type, Counts counts) in _types)
        {
            table.Add(type, counts.Score);
        }

        table.Add("micro", Micro);
        table.Add("macro", Macro);
        return string.Create(CultureInfo.InvariantCulture, $"{table}tag accuracy {Figures.Fixed(TagAccuracy, 4)} over {_steps} steps");
    }

    private static void CheckLengths(int actual, int predicted)
    {
        if (actual != predicted)
        {
            throw new ArgumentException($"Expected {actual} predicted tags, one for each true one, found {predicted}.", nameof(predicted));
        }
    }

    private static string NameOf(int tag, IReadOnlyList<string> names, int step, string argument) =>
        (uint)tag < (uint)names.Count
            ? names[tag]
            : throw new ArgumentException($"Expected a tag from 0 to {names.Count - 1}, found {tag} at step {step}.", argument);

    private Counts CountsOf(string type)
    {
        if (!_types.TryGetValue(type, out Counts? counts))
        {
            _types.Add(type, counts = new());
        }

        return counts;
    }

    private sealed class Counts
    {
        public long Actual { get; set; }

        public long Predicted { get; set; }

        public long Right { get; set; }

        public ClassScore Score => ClassScore.Of(Right, Predicted - Right, Actual - Right);
    }
}
