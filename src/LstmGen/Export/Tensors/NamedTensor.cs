namespace LstmGen.Export;

/// <summary>A tensor as another tool names and shapes it.</summary>
/// <param name="Name">In the file.</param>
/// <param name="Shape">Row-major.</param>
/// <param name="Values">As many as the shape says.</param>
internal sealed record NamedTensor(string Name, int[] Shape, float[] Values);
