using LstmGen;

namespace Sentiment;

/// <summary>
/// Words and their letters to vectors, an LSTM over them, two classes. Few sentences hold many words: more than half of what the network could learn
/// them by heart with is dropped, and of a word that never came the letters still say something: "unfunny", "joyless".
/// </summary>
[LstmModel(LookBack = MostWords, Features = Ids)]
[Embedding(MostTokens, 64, EmbeddingsInitializer = Initializer.TorchUniform)]
[CharacterConv(MostLetters, 16, WordLength, 64, EmbeddingsInitializer = Initializer.TorchUniform)]
#pragma warning disable LSTMGEN106 // More than half: 80.2 % right over five seeds, for 79.9 % with 0.5.
[Dropout(0.6)]
#pragma warning restore LSTMGEN106
[Lstm(64)]
[Dropout(0.5)]
[Softmax(2, LabelSmoothing = 0.2)]
public sealed partial class SentimentModel
{
    /// <summary>Words of the longest sentence.</summary>
    public const int MostWords = 64;

    /// <summary>Words that it tells apart, padding and the unknown word among them.</summary>
    public const int MostTokens = 8_000;

    /// <summary>Letters that it tells apart, padding and the unknown letter among them.</summary>
    public const int MostLetters = 100;

    /// <summary>Letters read of a word, the last ones.</summary>
    public const int WordLength = 14;

    /// <summary>Ids of a step: the word and its letters.</summary>
    public const int Ids = 1 + WordLength;
}
