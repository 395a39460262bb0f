using LstmGen.Metrics;
using LstmGen.Runtime;

namespace LstmGen;

/// <summary>What a model that ends with <c>[Crf]</c> can be asked.</summary>
public static class TaggerExtensions
{
    /// <summary>A model that gives every step of a window a tag.</summary>
    /// <typeparam name="T">The model's class.</typeparam>
    /// <param name="model">The model.</param>
    extension<T>(T model)
        where T : SequenceModel, ITagger
    {
        /// <summary>The best sequence of tags (Viterbi). Allocates nothing after the first call; any number of threads may call it at once.</summary>
        /// <param name="window">LookBack × Features values, oldest step first.</param>
        /// <param name="tags">Receives one for each of the OutputSteps, 0 to Tags − 1, and −1 past the length; or one for each valid step.</param>
        /// <exception cref="ArgumentException">A span has another length, or a value in the valid steps is NaN or infinite.</exception>
        public void Tag(ReadOnlySpan<float> window, Span<int> tags) => TagAnswers.Best(model, window, OutputRoom.WholeWindow(model), tags);

        /// <summary>
        /// The best sequence of tags (Viterbi). The window is padded on the right. Allocates nothing after the first call; any number of threads may call
        /// it at once.
        /// </summary>
        /// <param name="window">LookBack × Features values, oldest step first; those past the length are not read.</param>
        /// <param name="length">Valid steps, 1 to LookBack.</param>
        /// <param name="tags">Receives one for each of the OutputSteps, 0 to Tags − 1, and −1 past the length; or one for each valid step.</param>
        /// <exception cref="ArgumentException">A span has another length, or a value in the valid steps is NaN or infinite.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The length is out of its range.</exception>
        public void Tag(ReadOnlySpan<float> window, int length, Span<int> tags) => TagAnswers.Best(model, window, length, tags);

        /// <summary>
        /// The probability of each tag at each step, given all the valid steps. Allocates nothing after the first call; any number of threads may call it
        /// at once.
        /// </summary>
        /// <param name="window">LookBack × Features values, oldest step first.</param>
        /// <param name="probabilities">Receives OutputSteps × Tags, 0 past the length; or those of the valid steps.</param>
        /// <exception cref="ArgumentException">A span has another length, or a value in the valid steps is NaN or infinite.</exception>
        public void Marginals(ReadOnlySpan<float> window, Span<float> probabilities) =>
            TagAnswers.Marginals(model, window, OutputRoom.WholeWindow(model), probabilities);

        /// <summary>
        /// The probability of each tag at each step, given all the valid steps. The window is padded on the right. Allocates nothing after the first
        /// call; any number of threads may call it at once.
        /// </summary>
        /// <param name="window">LookBack × Features values, oldest step first; those past the length are not read.</param>
        /// <param name="length">Valid steps, 1 to LookBack.</param>
        /// <param name="probabilities">Receives OutputSteps × Tags, 0 past the length; or those of the valid steps.</param>
        /// <exception cref="ArgumentException">A span has another length, or a value in the valid steps is NaN or infinite.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The length is out of its range.</exception>
        public void Marginals(ReadOnlySpan<float> window, int length, Span<float> probabilities) => TagAnswers.Marginals(model, window, length, probabilities);

        /// <summary>
        /// Tags predicted beside the true ones, over windows: accuracy, precision, recall and F1 of each tag, and of whole spans where the tags' names
        /// say them.
        /// </summary>
        /// <param name="windows">Of this model's look-back and features, raw, with targets as for Fit.</param>
        /// <param name="maxDegreeOfParallelism">The most threads to use, or −1 for all. It changes no bit of the result.</param>
        /// <exception cref="ArgumentException">The windows do not fit the model, or a target is none.</exception>
        public TaggingReport EvaluateTags(WindowDataset windows, int maxDegreeOfParallelism = -1) =>
            TagAnswers.Evaluate(model, windows, T.TagNames, T.TagsSpans, maxDegreeOfParallelism);
    }

    /// <summary>A model that gives every step of a window a tag. It reads token ids.</summary>
    /// <typeparam name="T">The model's class.</typeparam>
    /// <param name="model">The model.</param>
    extension<T>(T model)
        where T : SequenceModel, ITagger, ITokenModel
    {
        /// <summary>
        /// The best sequence of tags (Viterbi). The window is one sequence of token ids. Allocates nothing after the first call; any number of threads
        /// may call it at once.
        /// </summary>
        /// <param name="tokens">Whole steps of Features ids, oldest first: at least one and at most LookBack; their number is the length.</param>
        /// <param name="tags">Receives one for each of the OutputSteps, 0 to Tags − 1, and −1 past the length; or one for each valid step.</param>
        /// <exception cref="ArgumentException">A length does not fit, or an id is out of its range: its position and value are named.</exception>
        public void Tag(ReadOnlySpan<int> tokens, Span<int> tags)
        {
            using TokenWindow window = TokenCalls.Rent(model, tokens);
            TagAnswers.Best(model, window.Values, window.Length, tags);
        }

        /// <summary>
        /// The probability of each tag at each step, given all the valid steps. The window is one sequence of token ids. Allocates nothing after the
        /// first call; any number of threads may call it at once.
        /// </summary>
        /// <param name="tokens">Whole steps of Features ids, oldest first: at least one and at most LookBack; their number is the length.</param>
        /// <param name="probabilities">Receives OutputSteps × Tags, 0 past the length; or those of the valid steps.</param>
        /// <exception cref="ArgumentException">A length does not fit, or an id is out of its range: its position and value are named.</exception>
        public void Marginals(ReadOnlySpan<int> tokens, Span<float> probabilities)
        {
            using TokenWindow window = TokenCalls.Rent(model, tokens);
            TagAnswers.Marginals(model, window.Values, window.Length, probabilities);
        }
    }
}
