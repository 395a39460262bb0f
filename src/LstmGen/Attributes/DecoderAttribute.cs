namespace LstmGen;

/// <summary>
/// Ends the encoder and opens the decoder, whose layers write the target one token at a time. [Embedding] follows it at once and [Softmax] ends it, both over
/// the same vocabulary; the model gets <c>Translate</c>, <c>Attend</c> and <c>LogProbability</c> (<see cref="SequenceToSequenceModel"/>).
/// </summary>
/// <remarks>
/// <para>
/// Every LSTM of the decoder starts from the encoder's last states s, those of both directions where there are two, by a dense layer of its own: h₀ and c₀ are
/// tanh(s·W + b) (Bahdanau, Cho &amp; Bengio 2015), whatever the sizes are.
/// </para>
/// <para>
/// [Attention] in a decoder compares each of its steps h with the steps of the encoder and passes on [context; h]; with
/// <c>[Dense(units, Activation = Activation.Tanh)]</c> below it that is the global attention of Luong, Pham &amp; Manning (2015). The context of a step is
/// not fed to the next one, so that training takes all steps of the known target at once (teacher forcing).
/// </para>
/// <para>A target ends with −1 behind its stop token; these steps do not count.</para>
/// </remarks>
/// <example><code>
/// [LstmModel(LookBack = 12)]
/// [Encoder]
/// [Embedding(5_000, 64)]
/// [Lstm(64, Bidirectional = true)]
/// [Decoder(Steps = 16, Start = 1, Stop = 2)]
/// [Embedding(4_000, 64)]
/// [Lstm(128)]
/// [Attention(AttentionScore.General)]
/// [Dense(128, Activation = Activation.Tanh)]
/// [Softmax(4_000)]
/// public sealed partial class Translator;
/// </code></example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class DecoderAttribute : LayerAttribute
{
    /// <summary>The longest target, its stop token included, 1 to 100,000. Must be given.</summary>
    public int Steps { get; set; }

    /// <summary>The token that the decoder reads before it has written one. The default is 1.</summary>
    public int Start { get; set; } = 1;

    /// <summary>The token that ends a target. The default is 2.</summary>
    public int Stop { get; set; } = 2;
}
