namespace LstmGen;

/// <summary>Which step a recurrent layer in two directions passes on, where it passes on one.</summary>
public enum LastStep
{
    /// <summary>
    /// The last step of each direction in its own order: the forward direction after the last step of the sequence, the backward direction after step 0, so that both have read all of it.
    /// That is Keras' output without <c>return_sequences</c>, and PyTorch's <c>h_n</c>.
    /// </summary>
    OfDirections,

    /// <summary>
    /// The last step of the sequence: the forward direction has read all of it, the backward direction that step alone. That is <c>output[:, -1]</c> of a bidirectional layer in PyTorch. It costs
    /// the backward direction one step.
    /// </summary>
    OfSequence,
}
