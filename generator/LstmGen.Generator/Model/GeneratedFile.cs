namespace LstmGen.Generator.Model;

/// <summary>What is added to the compilation for one model.</summary>
/// <param name="HintName">Unique in the project, whatever the case of its letters.</param>
/// <param name="Text">The whole file.</param>
internal sealed record GeneratedFile(string HintName, string Text);
