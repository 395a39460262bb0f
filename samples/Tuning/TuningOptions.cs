namespace Tuning;

/// <summary>What the user asked for.</summary>
internal sealed record TuningOptions
{
    /// <summary>Null: the built-in series.</summary>
    public FileInfo? Csv { get; init; }

    /// <summary>The column of the file; null without one.</summary>
    public string? Column { get; init; }

    /// <summary>Steps that one output covers.</summary>
    public required int Horizon { get; init; }

    /// <summary>Rows that decide which trial wins; null: 15 % of the series.</summary>
    public int? Validation { get; init; }

    /// <summary>Rows at the end, looked at once; null: 15 % of the series.</summary>
    public int? Test { get; init; }

    public required int Trials { get; init; }

    /// <summary>Seconds after which no trial begins and those in progress end.</summary>
    public required double Seconds { get; init; }

    /// <summary>Epochs of one trial, at most.</summary>
    public required int Epochs { get; init; }

    /// <summary>Seed of the draws, the initial weights and the order of the windows.</summary>
    public required int Seed { get; init; }

    /// <summary>Trials in progress at a time.</summary>
    public required int Threads { get; init; }

    public required FileInfo Plot { get; init; }
}
