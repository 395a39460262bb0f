namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>What [SimpleRnn] takes.</summary>
internal sealed record SimpleRnnOptions : RecurrentOptions;
