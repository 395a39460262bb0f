namespace LstmGen;

/// <summary>
/// A head that tags every step with a linear-chain conditional random field (Lafferty et al. 2001): emissions = x·W + b, and scores for the first tag, the last
/// and each pair of neighbours. It trains with the exact negative log-likelihood of a window's tags. A target is one tag for each step, as a whole number from 0,
/// or −1 for a step that does not count: its tag is summed over, so that the window is trained on the tags that are known.
/// </summary>
/// <remarks>
/// Predict gives emissions; <c>Tag</c> the best sequence of tags (Viterbi), <c>Marginals</c> the probability of each tag at each step. Lengths are honoured.
/// </remarks>
/// <param name="tags">Tags, 1 to 1,024.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class CrfAttribute(int tags = 0) : LayerAttribute
{
    /// <summary>Tags, 1 to 1,024.</summary>
    public int Tags { get; set; } = tags;

    /// <summary>The names of the tags, in the order of their numbers. Needed only for <see cref="Scheme"/>.</summary>
    public string[]? Names { get; set; }

    /// <summary>Forbids what a scheme of chunks does not allow, such as I-PER after O, in training and in decoding. The default forbids nothing.</summary>
    public ChunkScheme Scheme { get; set; }

    /// <summary>Whether the scores have biases. The default is true.</summary>
    public bool UseBias { get; set; } = true;

    /// <summary>Of the weights [inputs, tags]. The default is Glorot uniform.</summary>
    public Initializer KernelInitializer { get; set; } = Initializer.GlorotUniform;

    /// <summary>Of the biases [tags]. The default is zeros.</summary>
    public Initializer BiasInitializer { get; set; } = Initializer.Zeros;
}
