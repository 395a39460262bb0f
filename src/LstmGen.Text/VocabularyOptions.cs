namespace LstmGen.Text;

/// <summary>Which tokens a <see cref="Vocabulary"/> takes in. The special tokens come first, in the order below, those that are null left out.</summary>
public sealed record VocabularyOptions
{
    /// <summary>How often a token must occur to be taken in, at least 1. 1 unless set.</summary>
    public int MinimumCount { get; init; } = 1;

    /// <summary>The most tokens, the special ones among them; the rarest are left out, and of equally rare ones the last in ordinal order. No limit unless set.</summary>
    public int? MaximumSize { get; init; }

    /// <summary>What fills a sequence up: id 0 unless null.</summary>
    public string? Padding { get; init; } = "<pad>";

    /// <summary>What stands for every token that was not taken in: id 1, after padding, unless null. Without one such a token is an error.</summary>
    public string? Unknown { get; init; } = "<unk>";

    /// <summary>What begins a sequence, for example "&lt;s&gt;"; none unless set.</summary>
    public string? Start { get; init; }

    /// <summary>What ends a sequence, for example "&lt;/s&gt;"; none unless set.</summary>
    public string? End { get; init; }

    /// <summary>No special tokens: for the classes and tags that a model tells apart, numbered from 0.</summary>
    public static VocabularyOptions Labels { get; } = new() { Padding = null, Unknown = null };

    /// <summary>The special tokens there are, in the order of their ids.</summary>
    internal string[] Specials => [.. new[] { Padding, Unknown, Start, End }.OfType<string>()];

    internal void Check()
    {
        if (MinimumCount < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(MinimumCount), MinimumCount, $"Expected at least 1, found {MinimumCount}.");
        }

        string[] specials = Specials;
        if (MaximumSize is { } size && size <= specials.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(MaximumSize), size, $"Expected room for more than the {specials.Length} special tokens, found {size}.");
        }

        if (specials.Contains("") || specials.Distinct(StringComparer.Ordinal).Count() < specials.Length)
        {
            throw new ArgumentException($"Expected special tokens that differ and are not empty, found {string.Join(", ", specials.Select(token => $"'{token}'"))}.");
        }
    }
}
