namespace LstmGen;

/// <summary>
/// A model that reads token ids, such as one that begins with <c>[Embedding]</c>. It has every call on windows a second time with ids, whose number is then the length:
/// those here, and those of its head.
/// </summary>
/// <remarks>The generator implements it.</remarks>
public interface ITokenModel
{
    /// <summary>The network's answer to one sequence, whose length is that of the tokens. Allocates nothing after the first call; any number of threads may call it at once.</summary>
    /// <param name="tokens">Whole steps of Features ids, oldest first: at least one and at most LookBack.</param>
    /// <param name="output">Receives OutputSteps × Outputs values.</param>
    /// <exception cref="ArgumentException">A length does not fit, or an id is out of its range: its position and value are named.</exception>
    void Predict(ReadOnlySpan<int> tokens, Span<float> output);

    /// <summary>The network's answers to many sequences. Allocates nothing after the first call; any number of threads may call it at once.</summary>
    /// <param name="tokens">Sequences one after another, each LookBack × Features ids, padded on the right.</param>
    /// <param name="lengths">The valid steps of each; empty for all of them.</param>
    /// <param name="outputs">Receives as many outputs, each OutputSteps × Outputs values.</param>
    /// <exception cref="ArgumentException">A length does not fit, or an id is out of its range: its position and value are named.</exception>
    void PredictBatch(ReadOnlySpan<int> tokens, ReadOnlySpan<int> lengths, Span<float> outputs);

    /// <summary>One update from one batch of sequences. Everything else is as in <see cref="SequenceModel.FitBatch"/>.</summary>
    /// <param name="tokens">Sequences one after another, each LookBack × Features ids, padded on the right.</param>
    /// <param name="targets">As many targets.</param>
    /// <param name="optimizer">The one that this model keeps.</param>
    /// <param name="loss">The default is the mean squared error, or the loss of the model's head.</param>
    /// <param name="clipping">The default is none.</param>
    /// <param name="learningRate">The default is the optimizer's.</param>
    /// <param name="weights">How much each sequence counts; empty for 1 each.</param>
    /// <param name="lengths">The valid steps of each sequence; empty for all of them.</param>
    /// <param name="maxDegreeOfParallelism">The most threads to use, or −1 for as many as pay.</param>
    /// <returns>The mean loss of the batch before the update.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or an id is out of its range: its position and value are named.</exception>
    float FitBatch(
        ReadOnlySpan<int> tokens,
        ReadOnlySpan<float> targets,
        Optimizer optimizer,
        Loss? loss = null,
        GradientClipping? clipping = null,
        double? learningRate = null,
        ReadOnlySpan<float> weights = default,
        ReadOnlySpan<int> lengths = default,
        int maxDegreeOfParallelism = -1);
}
