using LstmGen.Runtime;

namespace LstmGen;

/// <summary>What a model that ends with <c>[Sigmoid(1)]</c> on one vector can be asked beside what every <see cref="ILabeler"/> can.</summary>
public static class SingleLabelerExtensions
{
    /// <summary>A model that says whether its one label is there.</summary>
    /// <typeparam name="T">The model's class.</typeparam>
    /// <param name="model">The model.</param>
    extension<T>(T model)
        where T : SequenceModel, ISingleLabeler
    {
        /// <summary>
        /// Whether the label is there: whether its probability is above a threshold. Allocates nothing after the first call; any number of threads may
        /// call it at once.
        /// </summary>
        /// <param name="window">LookBack × Features values, oldest step first.</param>
        /// <param name="threshold">0 to 1.</param>
        /// <exception cref="ArgumentException">A span has another length, or a value in the valid steps is NaN or infinite.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The threshold is out of its range.</exception>
        public bool PredictLabel(ReadOnlySpan<float> window, float threshold = 0.5f) =>
            LabelAnswers.IsAbove(model, window, OutputRoom.WholeWindow(model), threshold);

        /// <summary>
        /// Whether the label is there: whether its probability is above a threshold. The window is padded on the right. Allocates nothing after the first
        /// call; any number of threads may call it at once.
        /// </summary>
        /// <param name="window">LookBack × Features values, oldest step first; those past the length are not read.</param>
        /// <param name="length">Valid steps, 1 to LookBack.</param>
        /// <param name="threshold">0 to 1.</param>
        /// <exception cref="ArgumentException">A span has another length, or a value in the valid steps is NaN or infinite.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The threshold is out of its range, or the length is.</exception>
        public bool PredictLabel(ReadOnlySpan<float> window, int length, float threshold = 0.5f) => LabelAnswers.IsAbove(model, window, length, threshold);
    }

    /// <summary>A model that says whether its one label is there. It reads token ids.</summary>
    /// <typeparam name="T">The model's class.</typeparam>
    /// <param name="model">The model.</param>
    extension<T>(T model)
        where T : SequenceModel, ISingleLabeler, ITokenModel
    {
        /// <summary>
        /// Whether the label is there: whether its probability is above a threshold. The window is one sequence of token ids. Allocates nothing after the
        /// first call; any number of threads may call it at once.
        /// </summary>
        /// <param name="tokens">Whole steps of Features ids, oldest first: at least one and at most LookBack; their number is the length.</param>
        /// <param name="threshold">0 to 1.</param>
        /// <exception cref="ArgumentException">A length does not fit, or an id is out of its range: its position and value are named.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The threshold is out of its range.</exception>
        public bool PredictLabel(ReadOnlySpan<int> tokens, float threshold = 0.5f)
        {
            using TokenWindow window = TokenCalls.Rent(model, tokens);
            return LabelAnswers.IsAbove(model, window.Values, window.Length, threshold);
        }
    }
}
