namespace NamedEntities;

/// <summary>What the user asked for.</summary>
internal sealed record EntityOptions
{
    /// <summary>Epochs of a run that is to be quick rather than good.</summary>
    public const int QuickEpochs = 4;

    /// <summary>Sentences of such a run.</summary>
    public const int QuickSentences = 1_200;

    /// <summary>Sentences to train on; null where a saved model is used.</summary>
    public FileInfo? Data { get; init; }

    /// <summary>Sentences to judge the models by, which training never sees.</summary>
    public FileInfo? Dev { get; init; }

    /// <summary>A saved model to use, instead of training.</summary>
    public FileInfo? Model { get; init; }

    public required FileInfo Save { get; init; }

    public required int Seed { get; init; }

    /// <summary>At most.</summary>
    public required int Epochs { get; init; }

    public bool Quick { get; init; }

    /// <summary>Sentences to tag; none for those on the input.</summary>
    public required string[] Sentences { get; init; }
}
