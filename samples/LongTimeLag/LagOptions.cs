namespace LongTimeLag;

/// <summary>What the user asked for.</summary>
internal sealed record LagOptions
{
    public required IReadOnlyList<LagTask> Tasks { get; init; }

    /// <summary>Trials of each task.</summary>
    public required int Seeds { get; init; }

    /// <summary>Of the first trial; the others count on from it.</summary>
    public required int Seed { get; init; }

    public required FileInfo Plot { get; init; }

    /// <summary>Where the models of the first trials go; null: nowhere.</summary>
    public DirectoryInfo? Save { get; init; }
}
