namespace Translation;

/// <summary>What the user asked for.</summary>
internal sealed record TranslationOptions
{
    /// <summary>Epochs of a run that is to be quick rather than good.</summary>
    public const int QuickEpochs = 2;

    /// <summary>Pairs that such a run trains on.</summary>
    public const int QuickPairs = 600;

    /// <summary>Null: no training; the saved model translates.</summary>
    public FileInfo? Data { get; init; }

    public required DirectoryInfo Save { get; init; }

    /// <summary>Sentences to translate afterwards; empty: some that were held out.</summary>
    public required string[] Translate { get; init; }

    public required FileInfo Plot { get; init; }

    public required int Beam { get; init; }

    public required int Seed { get; init; }

    public required int Epochs { get; init; }

    public bool Quick { get; init; }
}
