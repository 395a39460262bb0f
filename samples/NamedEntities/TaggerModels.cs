using LstmGen;

namespace NamedEntities;

/// <summary>What the two networks have in common.</summary>
internal static class Sizes
{
    /// <summary>Words of the longest sentence.</summary>
    public const int Words = 96;

    /// <summary>Words told apart, padding and the unknown word among them.</summary>
    public const int Vocabulary = 6_000;

    /// <summary>Shapes of words told apart, padding among them.</summary>
    public const int Shapes = WordShape.Count;

    /// <summary>Characters told apart, padding and the unknown one among them.</summary>
    public const int Characters = 200;

    /// <summary>Characters read of a word.</summary>
    public const int WordLength = 16;

    /// <summary>Ids of a step: the word, its shape, its characters.</summary>
    public const int Ids = 2 + WordLength;

    public const int Tags = 13;
}

/// <summary>Words, their shapes and their characters, both ways through the sentence, and a chain that knows which tags may follow each other.</summary>
[LstmModel(LookBack = Sizes.Words, Features = Sizes.Ids)]
[Embedding(Sizes.Vocabulary, 32, EmbeddingsInitializer = Initializer.TorchUniform)]
[Embedding(Sizes.Shapes, 8, EmbeddingsInitializer = Initializer.TorchUniform)]
[CharacterConv(Sizes.Characters, 32, Sizes.WordLength, 96, EmbeddingsInitializer = Initializer.TorchUniform)]
[Dropout(0.5)]
[Lstm(64, Bidirectional = true, ReturnSequences = true)]
[Dropout(0.5)]
[Crf(Sizes.Tags, Scheme = ChunkScheme.Bio, Names =
[
    "O", "B-person", "I-person", "B-location", "I-location", "B-corporation", "I-corporation",
    "B-group", "I-group", "B-product", "I-product", "B-creative-work", "I-creative-work",
])]
public sealed partial class CrfTagger;

/// <summary>The same network, each tag for itself.</summary>
[LstmModel(LookBack = Sizes.Words, Features = Sizes.Ids)]
[Embedding(Sizes.Vocabulary, 32, EmbeddingsInitializer = Initializer.TorchUniform)]
[Embedding(Sizes.Shapes, 8, EmbeddingsInitializer = Initializer.TorchUniform)]
[CharacterConv(Sizes.Characters, 32, Sizes.WordLength, 96, EmbeddingsInitializer = Initializer.TorchUniform)]
[Dropout(0.5)]
[Lstm(64, Bidirectional = true, ReturnSequences = true)]
[Dropout(0.5)]
[Softmax(Sizes.Tags)]
public sealed partial class SoftmaxTagger;
