namespace LstmGen;

/// <summary>
/// Looks up a vector for each token id: the first layer of a model whose steps are tokens. Ids are whole numbers from 0 to vocabulary − 1; the model then has
/// calls that take them as <see cref="int"/>.
/// </summary>
/// <remarks>
/// Several stand one below the other where a step has several ids (<c>Features = 2</c> and more): each reads the next column of the input, and their vectors are
/// laid side by side. The gradient touches only the rows that a batch uses, however large the table is.
/// </remarks>
/// <param name="vocabulary">Different ids, 1 to 16,777,216.</param>
/// <param name="dimension">Values of a vector, 1 to 65,536.</param>
/// <example><code>
/// [LstmModel(LookBack = 60)]
/// [Embedding(10_000, 64, MaskZero = true)]
/// [Lstm(64)]
/// [Softmax(2)]
/// public sealed partial class Sentiment;
/// </code></example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class EmbeddingAttribute(int vocabulary = 0, int dimension = 0) : LayerAttribute
{
    /// <summary>Different ids.</summary>
    public int Vocabulary { get; set; } = vocabulary;

    /// <summary>Values of a vector.</summary>
    public int Dimension { get; set; } = dimension;

    /// <summary>
    /// Makes id 0 the padding, as in Keras: the zeros at the end of a window are no steps, as if its length had been given. A zero before another id is refused, and a
    /// window of zeros alone is one step. On the first layer only, with a vocabulary of at least 2.
    /// </summary>
    public bool MaskZero { get; set; }

    /// <summary>Of the table [vocabulary, dimension]. The default is uniform ±0.05, as in Keras.</summary>
    public Initializer EmbeddingsInitializer { get; set; } = Initializer.RandomUniform;
}
