using LstmGen.Generator.Diagnostics;

namespace LstmGen.Generator.Emission;

/// <summary>What is added to the compilation for one model.</summary>
/// <param name="HintName">Unique in the project, whatever the case of its letters.</param>
/// <param name="Text">The whole file; empty where there is none.</param>
/// <param name="Failure">What went wrong while it was written, which is a fault of the generator; null for nothing.</param>
internal sealed record GeneratedFile(string HintName, string Text, GenerationFailure? Failure = null);

/// <summary>A fault of the generator itself in writing one model.</summary>
/// <param name="Model">The class as metadata names it: <c>Shop.Outer+Model</c>.</param>
/// <param name="Finding">What is said of it.</param>
internal sealed record GenerationFailure(string Model, Finding Finding);
