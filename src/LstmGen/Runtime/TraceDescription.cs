using System.ComponentModel;

namespace LstmGen.Runtime;

/// <summary>A recurrent layer (or one direction of it) whose gates can be traced.</summary>
/// <param name="Name">For example <c>lstm</c>, <c>lstm_1.backward</c>.</param>
/// <param name="Steps">The steps that it reads: those of the window, or as many as the layers before it leave.</param>
/// <param name="Units">The hidden size.</param>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed record TraceDescription(string Name, int Steps, int Units);
