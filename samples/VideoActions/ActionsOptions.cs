namespace VideoActions;

/// <summary>What the user asked for.</summary>
internal sealed record ActionsOptions
{
    /// <summary>What to train for: <see cref="ActionsCommand.Tasks"/>.</summary>
    public required string Task { get; init; }

    /// <summary>The folder of the data.</summary>
    public required DirectoryInfo Data { get; init; }

    /// <summary>Where the trained model goes.</summary>
    public required FileInfo Save { get; init; }

    /// <summary>Where the picture goes.</summary>
    public required FileInfo Plot { get; init; }

    /// <summary>A file that the outcomes are added to, or null.</summary>
    public FileInfo? Results { get; init; }

    /// <summary>The seed of the first training.</summary>
    public required int Seed { get; init; }

    /// <summary>Trainings, each with the next seed.</summary>
    public required int Seeds { get; init; }

    /// <summary>Epochs, or null for those of the task.</summary>
    public int? Epochs { get; init; }

    /// <summary>Whether to be quick rather than good.</summary>
    public bool Quick { get; init; }
}
