using LstmGen.Runtime;

namespace LstmGen;

/// <summary>What a model that ends with <c>[Quantiles]</c> can be asked beside what every <see cref="IDistributionPredictor"/> can.</summary>
public static class QuantilePredictorExtensions
{
    /// <summary>A model that puts out quantiles.</summary>
    /// <typeparam name="T">The model's class.</typeparam>
    /// <param name="model">The model.</param>
    extension<T>(T model)
        where T : SequenceModel, IQuantilePredictor
    {
        /// <summary>The quantiles of each target, in raw units. Allocates nothing after the first call; any number of threads may call it at once.</summary>
        /// <param name="window">LookBack × Features values, oldest step first.</param>
        /// <param name="quantiles">Receives OutputSteps × Targets × Quantiles values, ascending for each target; 0 past the length.</param>
        /// <exception cref="ArgumentException">A span has another length, or a value in the valid steps is NaN or infinite.</exception>
        public void PredictQuantiles(ReadOnlySpan<float> window, Span<float> quantiles) =>
            DistributionAnswers.Quantiles(model, window, OutputRoom.WholeWindow(model), quantiles);

        /// <summary>
        /// The quantiles of each target, in raw units. The window is padded on the right. Allocates nothing after the first call; any number of threads
        /// may call it at once.
        /// </summary>
        /// <param name="window">LookBack × Features values, oldest step first; those past the length are not read.</param>
        /// <param name="length">Valid steps, 1 to LookBack.</param>
        /// <param name="quantiles">Receives OutputSteps × Targets × Quantiles values, ascending for each target; 0 past the length.</param>
        /// <exception cref="ArgumentException">A span has another length, or a value in the valid steps is NaN or infinite.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The length is out of its range.</exception>
        public void PredictQuantiles(ReadOnlySpan<float> window, int length, Span<float> quantiles) =>
            DistributionAnswers.Quantiles(model, window, length, quantiles);
    }

    /// <summary>A model that puts out quantiles. It reads token ids.</summary>
    /// <typeparam name="T">The model's class.</typeparam>
    /// <param name="model">The model.</param>
    extension<T>(T model)
        where T : SequenceModel, IQuantilePredictor, ITokenModel
    {
        /// <summary>
        /// The quantiles of each target, in raw units. The window is one sequence of token ids. Allocates nothing after the first call; any number of
        /// threads may call it at once.
        /// </summary>
        /// <param name="tokens">Whole steps of Features ids, oldest first: at least one and at most LookBack; their number is the length.</param>
        /// <param name="quantiles">Receives OutputSteps × Targets × Quantiles values, ascending for each target; 0 past the length.</param>
        /// <exception cref="ArgumentException">A length does not fit, or an id is out of its range: its position and value are named.</exception>
        public void PredictQuantiles(ReadOnlySpan<int> tokens, Span<float> quantiles)
        {
            using TokenWindow window = TokenCalls.Rent(model, tokens);
            DistributionAnswers.Quantiles(model, window.Values, window.Length, quantiles);
        }
    }
}
