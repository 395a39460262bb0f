using LstmGen.Runtime;

namespace LstmGen.Export;

/// <summary>What flows between two layers of a graph.</summary>
/// <param name="Value">Its name. A sequence is [steps, batch, values], a vector [batch, values], images are [steps·batch, channels, height, width].</param>
/// <param name="Shape">As the layers were declared.</param>
/// <param name="Lengths">The valid steps of each window, [batch]; null where all are.</param>
internal readonly record struct Flow(string Value, DeclaredShape Shape, string? Lengths);
