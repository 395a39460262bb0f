namespace LstmGen;

/// <summary>Consecutive parameters with the same weight decay.</summary>
/// <param name="Offset">The first.</param>
/// <param name="Count">How many.</param>
/// <param name="Decay">λ.</param>
internal readonly record struct DecayGroup(int Offset, int Count, double Decay);
