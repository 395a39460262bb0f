namespace AnomalyDetection;

/// <summary>What the user asked for.</summary>
internal sealed record AnomalyOptions
{
    public required FileInfo Data { get; init; }

    public required FileInfo Labels { get; init; }

    /// <summary>The days that the model is trained on.</summary>
    public required int TrainingDays { get; init; }

    /// <summary>The days after them, whose errors set the threshold.</summary>
    public required int QuietDays { get; init; }

    public required int Epochs { get; init; }

    public required int Seed { get; init; }

    public required FileInfo Plot { get; init; }

    public required FileInfo Save { get; init; }
}
