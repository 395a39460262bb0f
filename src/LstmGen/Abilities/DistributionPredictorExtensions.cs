using LstmGen.Runtime;

namespace LstmGen;

/// <summary>What a model that ends with <c>[Quantiles]</c> or <c>[Gaussian]</c> can be asked.</summary>
public static class DistributionPredictorExtensions
{
    /// <summary>A model whose outputs are distributions of its targets.</summary>
    /// <typeparam name="T">The model's class.</typeparam>
    /// <param name="model">The model.</param>
    extension<T>(T model)
        where T : SequenceModel, IDistributionPredictor
    {
        /// <summary>
        /// The value below which each target lies with a probability. Allocates nothing after the first call; any number of threads may call it at once.
        /// </summary>
        /// <param name="window">LookBack × Features values, oldest step first.</param>
        /// <param name="probability">Above 0 and below 1.</param>
        /// <param name="values">Receives OutputSteps × Targets values, 0 past the length.</param>
        /// <exception cref="ArgumentException">A span has another length, or a value in the valid steps is NaN or infinite.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The probability is out of its range.</exception>
        public void PredictQuantile(ReadOnlySpan<float> window, double probability, Span<float> values) =>
            DistributionAnswers.Quantile(model, window, OutputRoom.WholeWindow(model), probability, values);

        /// <summary>
        /// The value below which each target lies with a probability. The window is padded on the right. Allocates nothing after the first call; any
        /// number of threads may call it at once.
        /// </summary>
        /// <param name="window">LookBack × Features values, oldest step first; those past the length are not read.</param>
        /// <param name="length">Valid steps, 1 to LookBack.</param>
        /// <param name="probability">Above 0 and below 1.</param>
        /// <param name="values">Receives OutputSteps × Targets values, 0 past the length.</param>
        /// <exception cref="ArgumentException">A span has another length, or a value in the valid steps is NaN or infinite.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The probability is out of its range, or the length is.</exception>
        public void PredictQuantile(ReadOnlySpan<float> window, int length, double probability, Span<float> values) =>
            DistributionAnswers.Quantile(model, window, length, probability, values);

        /// <summary>
        /// The interval in which each target lies with a probability: as likely below it as above. Allocates nothing after the first call; any number of
        /// threads may call it at once.
        /// </summary>
        /// <param name="window">LookBack × Features values, oldest step first.</param>
        /// <param name="level">The probability, above 0 and below 1.</param>
        /// <param name="lower">Receives OutputSteps × Targets values, 0 past the length.</param>
        /// <param name="upper">Receives OutputSteps × Targets values, 0 past the length.</param>
        /// <exception cref="ArgumentException">A span has another length, or a value in the valid steps is NaN or infinite.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The level is out of its range.</exception>
        public void PredictInterval(ReadOnlySpan<float> window, double level, Span<float> lower, Span<float> upper) =>
            DistributionAnswers.Interval(model, window, OutputRoom.WholeWindow(model), level, lower, upper);

        /// <summary>
        /// The interval in which each target lies with a probability: as likely below it as above. The window is padded on the right. Allocates nothing
        /// after the first call; any number of threads may call it at once.
        /// </summary>
        /// <param name="window">LookBack × Features values, oldest step first; those past the length are not read.</param>
        /// <param name="length">Valid steps, 1 to LookBack.</param>
        /// <param name="level">The probability, above 0 and below 1.</param>
        /// <param name="lower">Receives OutputSteps × Targets values, 0 past the length.</param>
        /// <param name="upper">Receives OutputSteps × Targets values, 0 past the length.</param>
        /// <exception cref="ArgumentException">A span has another length, or a value in the valid steps is NaN or infinite.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The level is out of its range, or the length is.</exception>
        public void PredictInterval(ReadOnlySpan<float> window, int length, double level, Span<float> lower, Span<float> upper) =>
            DistributionAnswers.Interval(model, window, length, level, lower, upper);
    }

    /// <summary>A model whose outputs are distributions of its targets. It reads token ids.</summary>
    /// <typeparam name="T">The model's class.</typeparam>
    /// <param name="model">The model.</param>
    extension<T>(T model)
        where T : SequenceModel, IDistributionPredictor, ITokenModel
    {
        /// <summary>
        /// The value below which each target lies with a probability. The window is one sequence of token ids. Allocates nothing after the first call;
        /// any number of threads may call it at once.
        /// </summary>
        /// <param name="tokens">Whole steps of Features ids, oldest first: at least one and at most LookBack; their number is the length.</param>
        /// <param name="probability">Above 0 and below 1.</param>
        /// <param name="values">Receives OutputSteps × Targets values, 0 past the length.</param>
        /// <exception cref="ArgumentException">A length does not fit, or an id is out of its range: its position and value are named.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The probability is out of its range.</exception>
        public void PredictQuantile(ReadOnlySpan<int> tokens, double probability, Span<float> values)
        {
            using TokenWindow window = TokenCalls.Rent(model, tokens);
            DistributionAnswers.Quantile(model, window.Values, window.Length, probability, values);
        }

        /// <summary>
        /// The interval in which each target lies with a probability: as likely below it as above. The window is one sequence of token ids. Allocates
        /// nothing after the first call; any number of threads may call it at once.
        /// </summary>
        /// <param name="tokens">Whole steps of Features ids, oldest first: at least one and at most LookBack; their number is the length.</param>
        /// <param name="level">The probability, above 0 and below 1.</param>
        /// <param name="lower">Receives OutputSteps × Targets values, 0 past the length.</param>
        /// <param name="upper">Receives OutputSteps × Targets values, 0 past the length.</param>
        /// <exception cref="ArgumentException">A length does not fit, or an id is out of its range: its position and value are named.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The level is out of its range.</exception>
        public void PredictInterval(ReadOnlySpan<int> tokens, double level, Span<float> lower, Span<float> upper)
        {
            using TokenWindow window = TokenCalls.Rent(model, tokens);
            DistributionAnswers.Interval(model, window.Values, window.Length, level, lower, upper);
        }
    }
}
