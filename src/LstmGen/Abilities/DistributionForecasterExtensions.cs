using LstmGen.Forecasting;

namespace LstmGen;

/// <summary>What a model that predicts distributions of what follows can be asked beside what every <see cref="IDistributionPredictor"/> can.</summary>
public static class DistributionForecasterExtensions
{
    /// <summary>A model that can go on from its own samples.</summary>
    /// <typeparam name="T">The model's class.</typeparam>
    /// <param name="model">The model.</param>
    extension<T>(T model)
        where T : SequenceModel, IDistributionForecaster
    {
        /// <summary>Quantiles of the steps that follow a history, in raw units.</summary>
        /// <remarks>
        /// The first horizon is what the model predicts. Beyond it paths are sampled: the next values are drawn from the distributions predicted, each by
        /// itself, and fed back; the quantiles of the paths are the forecast. The same seed gives the same bits. Allocates nothing after the first call.
        /// </remarks>
        /// <param name="history">As for Forecast.</param>
        /// <param name="probabilities">Each above 0 and below 1.</param>
        /// <param name="quantiles">Receives, step by step and target by target, one value for each probability: any whole number of steps.</param>
        /// <param name="knownFuture">As for Forecast; empty where no column is known ahead.</param>
        /// <param name="paths">Paths to sample, at least 1.</param>
        /// <param name="seed">Of the samples; null for the model's.</param>
        /// <exception cref="ArgumentException">A length does not fit, or a value that the forecast would read is not finite.</exception>
        /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
        /// <exception cref="ArithmeticException">A value that would be fed back overflows.</exception>
        /// <exception cref="InvalidOperationException">The outputs do not say what the next inputs are, as for Forecast.</exception>
        public void ForecastQuantiles(
            ReadOnlySpan<float> history, ReadOnlySpan<double> probabilities, Span<float> quantiles, ReadOnlySpan<float> knownFuture = default, int paths = 1_000, long? seed = null) =>
            SampledPaths.Quantiles(model, history, knownFuture, probabilities, paths, seed, quantiles);

        /// <summary>The intervals in which the steps that follow a history lie with a probability: as likely below them as above.</summary>
        /// <remarks>
        /// The first horizon is what the model predicts. Beyond it paths are sampled: the next values are drawn from the distributions predicted, each by
        /// itself, and fed back; the quantiles of the paths are the forecast. The same seed gives the same bits. Allocates nothing after the first call.
        /// </remarks>
        /// <param name="history">As for Forecast.</param>
        /// <param name="level">The probability, above 0 and below 1.</param>
        /// <param name="lower">Receives the steps, one value for each target column.</param>
        /// <param name="upper">Receives as many.</param>
        /// <param name="knownFuture">As for Forecast; empty where no column is known ahead.</param>
        /// <param name="paths">Paths to sample, at least 1.</param>
        /// <param name="seed">Of the samples; null for the model's.</param>
        /// <exception cref="ArgumentException">A length does not fit, or a value that the forecast would read is not finite.</exception>
        /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
        /// <exception cref="ArithmeticException">A value that would be fed back overflows.</exception>
        /// <exception cref="InvalidOperationException">The outputs do not say what the next inputs are, as for Forecast.</exception>
        public void ForecastInterval(
            ReadOnlySpan<float> history, double level, Span<float> lower, Span<float> upper, ReadOnlySpan<float> knownFuture = default, int paths = 1_000, long? seed = null) =>
            SampledPaths.Interval(model, history, knownFuture, level, paths, seed, lower, upper);

        /// <summary>Sampled futures of a history: in each the next values are drawn from the distributions predicted, and fed back.</summary>
        /// <param name="history">As for Forecast.</param>
        /// <param name="paths">How many, at least 1.</param>
        /// <param name="values">Receives path after path, each of as many whole steps.</param>
        /// <param name="knownFuture">As for Forecast; empty where no column is known ahead.</param>
        /// <param name="seed">Of the samples; null for the model's. Path n is the same however many there are.</param>
        /// <exception cref="ArgumentException">A length does not fit, or a value that the forecast would read is not finite.</exception>
        /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
        /// <exception cref="ArithmeticException">A value that would be fed back overflows.</exception>
        /// <exception cref="InvalidOperationException">The outputs do not say what the next inputs are, as for Forecast.</exception>
        public void ForecastPaths(ReadOnlySpan<float> history, int paths, Span<float> values, ReadOnlySpan<float> knownFuture = default, long? seed = null) =>
            SampledPaths.Draw(model, history, knownFuture, paths, seed, values);
    }
}
