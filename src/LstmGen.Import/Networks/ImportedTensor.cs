namespace LstmGen.Import;

/// <summary>A tensor of an imported layer, in the layout that LstmGen keeps.</summary>
/// <param name="Name">Within its layer: <c>kernel</c>, <c>backward.recurrent_kernel</c>.</param>
/// <param name="Shape">Row-major.</param>
/// <param name="Values">As many as the shape says.</param>
public sealed record ImportedTensor(string Name, IReadOnlyList<int> Shape, float[] Values);
