using LstmGen;

namespace TextGeneration;

/// <summary>
/// The next character from all before it: what two LSTMs carry goes on from window to window, in training as in writing, so that they remember further than a window.
/// </summary>
[LstmModel(LookBack = Window, Stateful = true)]
[Embedding(MostCharacters, 32, EmbeddingsInitializer = Initializer.TorchUniform)]
[Lstm(192, ReturnSequences = true)]
[Dropout(0.1)]
[Lstm(192, ReturnSequences = true)]
[Dropout(0.1)]
[Softmax(MostCharacters)]
public sealed partial class CharacterModel
{
    /// <summary>Characters between two updates, which gradients flow back through.</summary>
    public const int Window = 64;

    /// <summary>Characters that it tells apart, the unknown one among them.</summary>
    public const int MostCharacters = 96;
}
