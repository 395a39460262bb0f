namespace LongTimeLag;

/// <summary>What came of a task's trials.</summary>
/// <param name="Examples">What the model of the first trial says of fresh sequences.</param>
/// <param name="File">Where that model was saved; null where it was not.</param>
internal sealed record TaskOutcome(LagTask Task, IReadOnlyList<TrialResult> Results, IReadOnlyList<string> Examples, string? File);
