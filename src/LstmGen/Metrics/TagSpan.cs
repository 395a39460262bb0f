namespace LstmGen.Metrics;

/// <summary>A run of steps with one meaning: an entity, a phrase.</summary>
/// <param name="Type">What it is: "location" of "B-location"; empty for a bare "B".</param>
/// <param name="Start">Its first step.</param>
/// <param name="Length">Number of steps, at least 1.</param>
public readonly record struct TagSpan(string Type, int Start, int Length);
