namespace LstmGen;

/// <summary>
/// A model with <c>[Attention]</c> over the steps of its window, whose weights can be read. Its calls are those of <see cref="AttendingExtensions"/>; the weights of a
/// decoder are read with <see cref="SequenceToSequenceModel.Attend(ReadOnlySpan{int}, ReadOnlySpan{int}, Span{float})"/>.
/// </summary>
public interface IAttending
{
    /// <summary>The answer of Predict for one window, and the weights that attention gave to its steps. Allocates nothing; any number of threads may call it at once.</summary>
    /// <param name="window">LookBack × Features values, oldest step first; those past the length are not read.</param>
    /// <param name="length">Valid steps, 1 to LookBack.</param>
    /// <param name="output">Receives OutputSteps × Outputs values.</param>
    /// <param name="weights">
    /// Receives the weights of all attention layers, top to bottom, of each its heads × steps, oldest step first. A head's add up to 1; those past the valid steps are 0.
    /// </param>
    /// <exception cref="ArgumentException">A span has another length, or a value in the valid steps is NaN or infinite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is out of its range.</exception>
    void Attend(ReadOnlySpan<float> window, int length, Span<float> output, Span<float> weights);
}
