namespace SeriesForecast;

/// <summary>What the user asked for.</summary>
internal sealed record SeriesOptions
{
    /// <summary>Epochs of a run that is to be quick rather than good.</summary>
    public const int QuickEpochs = 3;

    public required FileInfo Data { get; init; }

    public required string Column { get; init; }

    /// <summary>Empty: the period is looked for in the training span.</summary>
    public required int[] Periods { get; init; }

    public required int Test { get; init; }

    /// <summary>Null: what the period suggests.</summary>
    public int? Horizon { get; init; }

    public required FileInfo Plot { get; init; }

    public FileInfo? Save { get; init; }

    public required int Seed { get; init; }

    /// <summary>Null: what the model suggests.</summary>
    public int? Epochs { get; init; }

    public bool Quick { get; init; }
}
