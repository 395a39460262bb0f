namespace LstmGen.Numerics;

/// <summary>A counter of <see cref="Philox"/>, or what it becomes: 128 bits in four words, the least significant first.</summary>
public readonly record struct PhiloxBlock(uint Word0, uint Word1, uint Word2, uint Word3);
