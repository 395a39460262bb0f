using LstmGen.Runtime;

namespace LstmGen;

/// <summary>What a model that ends with <c>[Gaussian]</c> can be asked beside what every <see cref="IDistributionPredictor"/> can.</summary>
public static class GaussianPredictorExtensions
{
    /// <summary>A model that puts out means and standard deviations.</summary>
    /// <typeparam name="T">The model's class.</typeparam>
    /// <param name="model">The model.</param>
    extension<T>(T model)
        where T : SequenceModel, IGaussianPredictor
    {
        /// <summary>Mean and spread of each target, in raw units. Allocates nothing after the first call; any number of threads may call it at once.</summary>
        /// <param name="window">LookBack × Features values, oldest step first.</param>
        /// <param name="means">Receives OutputSteps × Targets values, 0 past the length.</param>
        /// <param name="spreads">Receives OutputSteps × Targets values: standard deviations; 0 past the length.</param>
        /// <exception cref="ArgumentException">A span has another length, or a value in the valid steps is NaN or infinite.</exception>
        public void PredictDistribution(ReadOnlySpan<float> window, Span<float> means, Span<float> spreads) =>
            DistributionAnswers.MeanAndSpread(model, window, OutputRoom.WholeWindow(model), means, spreads);

        /// <summary>
        /// Mean and spread of each target, in raw units. The window is padded on the right. Allocates nothing after the first call; any number of threads
        /// may call it at once.
        /// </summary>
        /// <param name="window">LookBack × Features values, oldest step first; those past the length are not read.</param>
        /// <param name="length">Valid steps, 1 to LookBack.</param>
        /// <param name="means">Receives OutputSteps × Targets values, 0 past the length.</param>
        /// <param name="spreads">Receives OutputSteps × Targets values: standard deviations; 0 past the length.</param>
        /// <exception cref="ArgumentException">A span has another length, or a value in the valid steps is NaN or infinite.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The length is out of its range.</exception>
        public void PredictDistribution(ReadOnlySpan<float> window, int length, Span<float> means, Span<float> spreads) =>
            DistributionAnswers.MeanAndSpread(model, window, length, means, spreads);
    }

    /// <summary>A model that puts out means and standard deviations. It reads token ids.</summary>
    /// <typeparam name="T">The model's class.</typeparam>
    /// <param name="model">The model.</param>
    extension<T>(T model)
        where T : SequenceModel, IGaussianPredictor, ITokenModel
    {
        /// <summary>
        /// Mean and spread of each target, in raw units. The window is one sequence of token ids. Allocates nothing after the first call; any number of
        /// threads may call it at once.
        /// </summary>
        /// <param name="tokens">Whole steps of Features ids, oldest first: at least one and at most LookBack; their number is the length.</param>
        /// <param name="means">Receives OutputSteps × Targets values, 0 past the length.</param>
        /// <param name="spreads">Receives OutputSteps × Targets values: standard deviations; 0 past the length.</param>
        /// <exception cref="ArgumentException">A length does not fit, or an id is out of its range: its position and value are named.</exception>
        public void PredictDistribution(ReadOnlySpan<int> tokens, Span<float> means, Span<float> spreads)
        {
            using TokenWindow window = TokenCalls.Rent(model, tokens);
            DistributionAnswers.MeanAndSpread(model, window.Values, window.Length, means, spreads);
        }
    }
}
