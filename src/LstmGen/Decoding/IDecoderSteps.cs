namespace LstmGen.Decoding;

/// <summary>What a beam search needs of a decoder: one token after another, from states that are plain floats.</summary>
internal interface IDecoderSteps
{
    /// <summary>Goes one step on.</summary>
    /// <param name="state">The state, which goes on.</param>
    /// <param name="token">Written before, or the start token.</param>
    /// <param name="logits">Receives one for each token.</param>
    void Step(Span<float> state, int token, Span<float> logits);
}
