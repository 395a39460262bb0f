namespace TextGeneration;

/// <summary>What the user asked for.</summary>
internal sealed record TextOptions
{
    /// <summary>Characters that a run learns from which is to be quick rather than good.</summary>
    public const int QuickCharacters = 60_000;

    /// <summary>A text to learn from; null where a saved model is used.</summary>
    public FileInfo? Data { get; init; }

    /// <summary>A saved model to use, instead of training one.</summary>
    public FileInfo? Model { get; init; }

    public required FileInfo Save { get; init; }

    public required int Epochs { get; init; }

    public required int Seed { get; init; }

    public bool Quick { get; init; }

    /// <summary>What the text that is written begins with.</summary>
    public required string Beginning { get; init; }

    /// <summary>Characters to write.</summary>
    public required int Length { get; init; }

    public required double Temperature { get; init; }

    public required int TopK { get; init; }

    public required double TopP { get; init; }
}
