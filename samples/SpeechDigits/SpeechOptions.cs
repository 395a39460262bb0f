namespace SpeechDigits;

/// <summary>What the user asked for.</summary>
internal sealed record SpeechOptions
{
    /// <summary>What to train for: <see cref="SpeechCommand.Tasks"/>.</summary>
    public required string Task { get; init; }

    /// <summary>The folder of recordings; null where a saved model is used.</summary>
    public DirectoryInfo? Data { get; init; }

    /// <summary>A saved model to use, instead of training one.</summary>
    public FileInfo? Model { get; init; }

    /// <summary>Recordings to transcribe at the end.</summary>
    public required FileInfo[] Waves { get; init; }

    /// <summary>Where the trained model goes.</summary>
    public required FileInfo Save { get; init; }

    /// <summary>Where the picture goes.</summary>
    public required FileInfo Plot { get; init; }

    /// <summary>A file that the figures are added to, or null.</summary>
    public FileInfo? Results { get; init; }

    /// <summary>A page whose tables are made of the file of figures, instead of training; or null.</summary>
    public FileInfo? Page { get; init; }

    /// <summary>The seed of the first training.</summary>
    public required int Seed { get; init; }

    /// <summary>Trainings, each with the next seed.</summary>
    public required int Seeds { get; init; }

    /// <summary>Epochs, or null for those of the task.</summary>
    public int? Epochs { get; init; }

    /// <summary>The speaker that training does not have and the test is of; <c>all</c> for each in turn; null for none.</summary>
    public string? LeaveOut { get; init; }

    /// <summary>Whether training varies voices.</summary>
    public bool Vary { get; init; }

    /// <summary>Whether to judge by the numbers 5 to 9, trained with those from 10 on: what recipes are compared with.</summary>
    public bool Validate { get; init; }

    /// <summary>Whether to be quick rather than good.</summary>
    public bool Quick { get; init; }
}
