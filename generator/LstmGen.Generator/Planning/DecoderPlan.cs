namespace LstmGen.Generator.Planning;

/// <summary>What the runtime is told of a decoder.</summary>
/// <param name="Steps">The longest target, its stop token included.</param>
/// <param name="Vocabulary">Different tokens.</param>
/// <param name="Start">The token read before one is written.</param>
/// <param name="Stop">The token that ends a target.</param>
/// <param name="Heads">Rows of attention weights of a step, of all its attention layers.</param>
/// <param name="SourceSteps">Weights in such a row.</param>
internal sealed record DecoderPlan(int Steps, int Vocabulary, int Start, int Stop, int Heads, int SourceSteps);
