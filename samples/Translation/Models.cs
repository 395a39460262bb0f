using LstmGen;

namespace Translation;

/// <summary>Sizes that the model is compiled for; the vocabularies are built to them.</summary>
internal static class Sizes
{
    /// <summary>The longest source, in characters.</summary>
    public const int Source = 12;

    /// <summary>The longest target, in words, with the token that ends it.</summary>
    public const int Target = 11;

    public const int SourceVocabulary = 2_400;

    public const int TargetVocabulary = 3_000;

    /// <summary>What <see cref="LstmGen.Text.Vocabulary"/> gives to its start and its end behind padding and unknown.</summary>
    public const int Start = 2;

    public const int Stop = 3;
}

/// <summary>Chinese characters to English words: an encoder that reads both ways, and a decoder that looks back at it (Luong et al. 2015).</summary>
[LstmModel(LookBack = Sizes.Source)]
[Encoder]
[Embedding(Sizes.SourceVocabulary, 64, EmbeddingsInitializer = Initializer.TorchUniform)]
[Dropout(0.3)]
[Lstm(96, Bidirectional = true)]
[Dropout(0.3)]
[Decoder(Steps = Sizes.Target, Start = Sizes.Start, Stop = Sizes.Stop)]
[Embedding(Sizes.TargetVocabulary, 64, EmbeddingsInitializer = Initializer.TorchUniform)]
[Dropout(0.3)]
[Lstm(128)]
[Attention(AttentionScore.General)]
[Dense(96, Activation = Activation.Tanh)]
[Dropout(0.3)]
[Softmax(Sizes.TargetVocabulary)]
internal sealed partial class Translator;
