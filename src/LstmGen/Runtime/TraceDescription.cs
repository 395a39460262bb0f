using System.ComponentModel;

namespace LstmGen.Runtime;

/// <summary>A recurrent layer (or one direction of it) whose gates can be traced.</summary>
/// <param name="Name">For example <c>lstm</c>, <c>lstm_1.backward</c>.</param>
/// <param name="Steps">The steps that it reads: those of the window, or as many as the layers before it leave.</param>
/// <param name="Units">The size of the cell.</param>
/// <param name="Width">The size of h where a projection makes it another; 0, the default, where it is that of the cell.</param>
/// <param name="Gates">A letter for each value of a unit and step that is kept beside h: the gates i f o or z r, the candidate g, the cell c.</param>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed record TraceDescription(string Name, int Steps, int Units, int Width = 0, string Gates = "ifgoc");
