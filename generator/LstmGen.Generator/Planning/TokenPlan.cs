namespace LstmGen.Generator.Planning;

/// <summary>What a layer reads of the model's input as ids.</summary>
/// <param name="Columns">How many columns, next to each other.</param>
/// <param name="Vocabulary">The ids are 0 to Vocabulary − 1.</param>
/// <param name="MaskZero">Whether zeros at the end of a window are padding.</param>
internal sealed record TokenPlan(int Columns, int Vocabulary, bool MaskZero);
