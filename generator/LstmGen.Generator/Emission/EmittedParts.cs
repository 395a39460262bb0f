namespace LstmGen.Generator.Emission;

/// <summary>What of a generated class can stand beside the user's own members.</summary>
/// <param name="Interfaces">Those that it can implement.</param>
/// <param name="Members">Their signatures, with bodies that throw.</param>
internal sealed record EmittedParts(IReadOnlyList<string> Interfaces, IReadOnlyList<string> Members);
