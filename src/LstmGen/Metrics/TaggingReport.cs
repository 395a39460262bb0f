namespace LstmGen.Metrics;

/// <summary>How well a tagger does on windows: tag by tag, and, where its tags have names such as B-PER, span by span.</summary>
/// <remarks>Made by <c>EvaluateTags</c> of a model with [Crf].</remarks>
public sealed class TaggingReport
{
    private readonly IReadOnlyList<string>? _names;

    internal TaggingReport(int tags, IReadOnlyList<string>? names, bool spans)
    {
        Confusion = new ConfusionMatrix(tags, names);
        Spans = spans ? new SpanF1() : null;
        _names = names;
    }

    /// <summary>How often each true tag was predicted as each tag; precision, recall and F1 of each.</summary>
    public ConfusionMatrix Confusion { get; }

    /// <summary>Precision, recall and F1 of whole spans, as CoNLL measures them; null where the names of the tags are none of O, B-, I-, E- and S-.</summary>
    public SpanF1? Spans { get; }

    /// <summary>Steps counted.</summary>
    public long Count => Confusion.Count;

    /// <summary>Steps left out because their target is −1.</summary>
    public long LeftOut => Confusion.Ignored;

    /// <summary>Share of steps whose tag is right, 0 to 1; NaN when none was counted.</summary>
    public double Accuracy => Confusion.Accuracy;

    /// <summary>The spans' scores where there are some, else those of the tags.</summary>
    public override string ToString() => Spans is null ? Confusion.ToString() : Spans + (LeftOut > 0 ? FormattableString.Invariant($", {LeftOut} ignored") : "");

    internal void Add(ReadOnlySpan<int> actual, ReadOnlySpan<int> predicted)
    {
        Confusion.Add(actual, predicted);
        Spans?.Add(actual, predicted, _names!);
    }
}
