namespace LstmGen;

/// <summary>
/// Makes a vector of the characters of each word (Ma &amp; Hovy 2016; Santos &amp; Zadrozny 2014): their vectors, a convolution over them, and of each filter its largest value
/// in the word. It reads further columns of the input, <paramref name="length"/> of them, and lays its values behind what the embeddings above it pass on.
/// </summary>
/// <remarks>
/// y_f = activation(max over the places p of the word of b_f + Σ_k c_(p+k−⌊(kernel−1)/2⌋)·W_k,f); beyond the word the vectors are zero. Id 0 fills a word up on the right; a
/// word of zeros alone counts as one character. Whatever comes in short runs may take the place of characters.
/// </remarks>
/// <param name="vocabulary">Different characters, the padding among them, 1 to 16,777,216.</param>
/// <param name="dimension">Values of a character's vector, 1 to 4,096.</param>
/// <param name="length">Characters of a word, 1 to 1,024; so many columns of the input.</param>
/// <param name="filters">Values that it passes on for a word, 1 to 4,096.</param>
/// <example><code>
/// [LstmModel(LookBack = 60, Features = 1 + 16)]
/// [Embedding(10_000, 64, MaskZero = true)]
/// [CharacterConv(100, 24, length: 16, filters: 32)]
/// [Lstm(64, Bidirectional = true)]
/// [Crf(9)]
/// public sealed partial class Tagger;
/// </code></example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class CharacterConvAttribute(int vocabulary = 0, int dimension = 0, int length = 0, int filters = 0) : LayerAttribute
{
    /// <summary>Different characters.</summary>
    public int Vocabulary { get; set; } = vocabulary;

    /// <summary>Values of a character's vector.</summary>
    public int Dimension { get; set; } = dimension;

    /// <summary>Characters of a word.</summary>
    public int Length { get; set; } = length;

    /// <summary>Values that it passes on for a word.</summary>
    public int Filters { get; set; } = filters;

    /// <summary>Characters that a filter sees at a time, 1 to 32 and not more than a word has. The default is 3.</summary>
    public int Kernel { get; set; } = 3;

    /// <summary>Of a filter's largest value. The default is the rectifier.</summary>
    public Activation Activation { get; set; } = Activation.Relu;

    /// <summary>Whether the filters have biases. The default is true.</summary>
    public bool UseBias { get; set; } = true;

    /// <summary>Of the characters' vectors [vocabulary, dimension]. The default is uniform ±0.05.</summary>
    public Initializer EmbeddingsInitializer { get; set; } = Initializer.RandomUniform;

    /// <summary>Of the weights [kernel, dimension, filters]. The default is Glorot uniform.</summary>
    public Initializer KernelInitializer { get; set; } = Initializer.GlorotUniform;

    /// <summary>Of the biases [filters]. The default is zeros.</summary>
    public Initializer BiasInitializer { get; set; } = Initializer.Zeros;
}
