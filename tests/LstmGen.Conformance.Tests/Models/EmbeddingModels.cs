namespace LstmGen.Conformance.Models;

/// <summary>A classifier of sequences.</summary>
[LstmModel(LookBack = 6)]
[Embedding(10, 4, MaskZero = true)]
[Lstm(5)]
[Softmax(3)]
internal sealed partial class TokenClassifier;

/// <summary>A tagger that reads both ways.</summary>
[LstmModel(LookBack = 6)]
[Embedding(10, 4)]
[Lstm(5, Bidirectional = true)]
[Crf(3)]
internal sealed partial class TokenTagger;

/// <summary>Classes of every step, two ids a step.</summary>
[LstmModel(LookBack = 6, Features = 2)]
[Embedding(10, 4, MaskZero = true)]
[Embedding(3, 2)]
[Lstm(5, ReturnSequences = true)]
[Softmax(4)]
internal sealed partial class TokenSteps;

/// <summary>One value, with attention.</summary>
[LstmModel(LookBack = 6)]
[Embedding(10, 4)]
[Lstm(5)]
[Attention(AttentionScore.Dot)]
[Dense(1)]
internal sealed partial class TokenAttention;

/// <summary>A large table.</summary>
[LstmModel(LookBack = 12)]
[Embedding(5_000, 8, MaskZero = true)]
[Dropout(0.3)]
[Lstm(6)]
[Dense(1)]
internal sealed partial class LargeTable;

/// <summary>A tagger of words and their characters.</summary>
[LstmModel(LookBack = 6, Features = 1 + 5)]
[Embedding(10, 4)]
[CharacterConv(9, 3, length: 5, filters: 7)]
[Lstm(5, Bidirectional = true)]
[Crf(3)]
internal sealed partial class CharacterTagger;

/// <summary>Classes of every step, of the characters of its word alone; with rented scratch.</summary>
[LstmModel(LookBack = 6, Features = 8, StackBudget = 0)]
[CharacterConv(30, 5, length: 8, filters: 17, Kernel = 5)]
[Lstm(5, ReturnSequences = true)]
[Softmax(4)]
internal sealed partial class CharacterSteps;
