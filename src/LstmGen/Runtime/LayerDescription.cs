using System.ComponentModel;

namespace LstmGen.Runtime;

/// <summary>One layer as the summary of a model shows it.</summary>
/// <param name="Name">In the names of its tensors, for example <c>lstm</c>, <c>lstm_1</c>, <c>dense</c>.</param>
/// <param name="Title">What it is, with its options: <c>LSTM(50)</c>.</param>
/// <param name="Output">The shape that it passes on: <c>50</c>, or <c>20 steps × 50</c>.</param>
/// <param name="Parameters">Elements of its tensors.</param>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed record LayerDescription(string Name, string Title, string Output, int Parameters);
