using System.ComponentModel;

namespace LstmGen.Runtime;

/// <summary>An attention layer whose weights can be read.</summary>
/// <param name="Name">For example <c>attention</c>, <c>attention_1</c>.</param>
/// <param name="Heads">Its heads, each with weights of its own.</param>
/// <param name="Steps">The steps that it reads.</param>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed record AttentionDescription(string Name, int Heads, int Steps);
