using System.ComponentModel;

namespace LstmGen.Runtime;

/// <summary>One layer as it was declared.</summary>
/// <param name="Attribute">Its attribute, with the options that were written and the defaults of the others.</param>
/// <param name="Name">In the names of its tensors, for example <c>lstm</c>, <c>lstm_1</c>, <c>dense</c>; below [Decoder] <c>decoder.lstm</c>.</param>
/// <param name="Input">What it reads.</param>
/// <param name="Output">What it passes on.</param>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed record DeclaredLayer(LayerAttribute Attribute, string Name, DeclaredShape Input, DeclaredShape Output);
