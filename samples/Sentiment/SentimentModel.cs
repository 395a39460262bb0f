using LstmGen;

namespace Sentiment;

/// <summary>
/// Words to vectors, an LSTM over them, two classes. Few sentences hold many words: more than half of what the network could learn
/// them by heart with is dropped.
/// </summary>
[LstmModel(LookBack = MostWords)]
[Embedding(MostTokens, 64, MaskZero = true, EmbeddingsInitializer = Initializer.TorchUniform)]
[Dropout(0.6)]
[Lstm(64)]
[Dropout(0.5)]
[Softmax(2, LabelSmoothing = 0.2)]
public sealed partial class SentimentModel
{
    /// <summary>Words of the longest sentence.</summary>
    public const int MostWords = 64;

    /// <summary>Words that it tells apart, padding and the unknown word among them.</summary>
    public const int MostTokens = 8_000;
}
