namespace MovingShapes;

/// <summary>What the user asked for.</summary>
internal sealed record ShapesOptions
{
    /// <summary>Of training.</summary>
    public required int Videos { get; init; }

    public required int Epochs { get; init; }

    /// <summary>Of the videos, the initial weights and the order of training.</summary>
    public required int Seed { get; init; }

    public required FileInfo Plot { get; init; }

    /// <summary>Where the model goes.</summary>
    public required FileInfo Save { get; init; }
}
