namespace LstmGen.Generator.Planning;

/// <summary>Where a layer finds its input or leaves its output: steps × rows of values in some buffer.</summary>
/// <param name="Reference">The first value of step 0, row 0, as C# writes it.</param>
/// <param name="StepStride">Floats from a step to the next.</param>
/// <param name="RowStride">Floats from a row of the tile to the next.</param>
internal sealed record View(string Reference, int StepStride, int RowStride);
