using LstmGen.Runtime;

namespace LstmGen;

/// <summary>What a model with <c>[Attention]</c> over the steps of its window can be asked.</summary>
public static class AttendingExtensions
{
    /// <summary>A model whose attention weights can be read.</summary>
    /// <typeparam name="T">The model's class.</typeparam>
    /// <param name="model">The model.</param>
    extension<T>(T model)
        where T : SequenceModel, IAttending
    {
        /// <summary>
        /// The answer of Predict, and the weights that attention gave to the steps. Allocates nothing after the first call; any number of threads may
        /// call it at once.
        /// </summary>
        /// <param name="window">LookBack × Features values, oldest step first.</param>
        /// <param name="output">Receives OutputSteps × Outputs values.</param>
        /// <param name="weights">
        /// Receives the weights of all attention layers, top to bottom, of each its heads × steps, oldest step first. A head's add up to 1; those past the valid steps are 0.
        /// </param>
        /// <exception cref="ArgumentException">A span has another length, or a value in the valid steps is NaN or infinite.</exception>
        public void Attend(ReadOnlySpan<float> window, Span<float> output, Span<float> weights) =>
            model.Attend(window, OutputRoom.WholeWindow(model), output, weights);

        /// <summary>
        /// The answer of Predict, and the weights that attention gave to the steps. The window is padded on the right. Allocates nothing after the first
        /// call; any number of threads may call it at once.
        /// </summary>
        /// <param name="window">LookBack × Features values, oldest step first; those past the length are not read.</param>
        /// <param name="length">Valid steps, 1 to LookBack.</param>
        /// <param name="output">Receives OutputSteps × Outputs values.</param>
        /// <param name="weights">
        /// Receives the weights of all attention layers, top to bottom, of each its heads × steps, oldest step first. A head's add up to 1; those past the valid steps are 0.
        /// </param>
        /// <exception cref="ArgumentException">A span has another length, or a value in the valid steps is NaN or infinite.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The length is out of its range.</exception>
        public void Attend(ReadOnlySpan<float> window, int length, Span<float> output, Span<float> weights)
        {
            ArgumentNullException.ThrowIfNull(model);
            model.Attend(window, length, output, weights);
        }
    }

    /// <summary>A model whose attention weights can be read. It reads token ids.</summary>
    /// <typeparam name="T">The model's class.</typeparam>
    /// <param name="model">The model.</param>
    extension<T>(T model)
        where T : SequenceModel, IAttending, ITokenModel
    {
        /// <summary>
        /// The answer of Predict, and the weights that attention gave to the steps. The window is one sequence of token ids. Allocates nothing after the
        /// first call; any number of threads may call it at once.
        /// </summary>
        /// <param name="tokens">Whole steps of Features ids, oldest first: at least one and at most LookBack; their number is the length.</param>
        /// <param name="output">Receives OutputSteps × Outputs values.</param>
        /// <param name="weights">
        /// Receives the weights of all attention layers, top to bottom, of each its heads × steps, oldest step first. A head's add up to 1; those past the valid steps are 0.
        /// </param>
        /// <exception cref="ArgumentException">A length does not fit, or an id is out of its range: its position and value are named.</exception>
        public void Attend(ReadOnlySpan<int> tokens, Span<float> output, Span<float> weights)
        {
            using TokenWindow window = TokenCalls.Rent(model, tokens);
            model.Attend(window.Values, window.Length, output, weights);
        }
    }
}
