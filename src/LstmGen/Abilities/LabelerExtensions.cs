using LstmGen.Metrics;
using LstmGen.Runtime;

namespace LstmGen;

/// <summary>What a model that ends with <c>[Sigmoid]</c> can be asked.</summary>
public static class LabelerExtensions
{
    /// <summary>A model that says which labels are there.</summary>
    /// <typeparam name="T">The model's class.</typeparam>
    /// <param name="model">The model.</param>
    extension<T>(T model)
        where T : SequenceModel, ILabeler
    {
        /// <summary>
        /// Which labels are there: those whose probability is above a threshold. Allocates nothing after the first call; any number of threads may call
        /// it at once.
        /// </summary>
        /// <param name="window">LookBack × Features values, oldest step first.</param>
        /// <param name="labels">Receives OutputSteps × Labels, or those of the valid steps; false past the length.</param>
        /// <param name="threshold">A label is there where its probability is greater: 0 to 1.</param>
        /// <exception cref="ArgumentException">A span has another length, or a value in the valid steps is NaN or infinite.</exception>
        /// <exception cref="ArgumentOutOfRangeException">A threshold is out of its range.</exception>
        public void PredictLabels(ReadOnlySpan<float> window, Span<bool> labels, float threshold = 0.5f) =>
            LabelAnswers.Above(model, window, OutputRoom.WholeWindow(model), threshold, labels);

        /// <summary>
        /// Which labels are there: those whose probability is above a threshold. The window is padded on the right. Allocates nothing after the first
        /// call; any number of threads may call it at once.
        /// </summary>
        /// <param name="window">LookBack × Features values, oldest step first; those past the length are not read.</param>
        /// <param name="length">Valid steps, 1 to LookBack.</param>
        /// <param name="labels">Receives OutputSteps × Labels, or those of the valid steps; false past the length.</param>
        /// <param name="threshold">A label is there where its probability is greater: 0 to 1.</param>
        /// <exception cref="ArgumentException">A span has another length, or a value in the valid steps is NaN or infinite.</exception>
        /// <exception cref="ArgumentOutOfRangeException">A threshold is out of its range, or the length is.</exception>
        public void PredictLabels(ReadOnlySpan<float> window, int length, Span<bool> labels, float threshold = 0.5f) =>
            LabelAnswers.Above(model, window, length, threshold, labels);

        /// <summary>
        /// Which labels are there: those whose probability is above a threshold. Allocates nothing after the first call; any number of threads may call
        /// it at once.
        /// </summary>
        /// <param name="window">LookBack × Features values, oldest step first.</param>
        /// <param name="thresholds">For each of the labels its own threshold, 0 to 1.</param>
        /// <param name="labels">Receives OutputSteps × Labels, or those of the valid steps; false past the length.</param>
        /// <exception cref="ArgumentException">A span has another length, or a value in the valid steps is NaN or infinite.</exception>
        /// <exception cref="ArgumentOutOfRangeException">A threshold is out of its range.</exception>
        public void PredictLabels(ReadOnlySpan<float> window, ReadOnlySpan<float> thresholds, Span<bool> labels) =>
            LabelAnswers.Above(model, window, OutputRoom.WholeWindow(model), thresholds, labels);

        /// <summary>
        /// Which labels are there: those whose probability is above a threshold. The window is padded on the right. Allocates nothing after the first
        /// call; any number of threads may call it at once.
        /// </summary>
        /// <param name="window">LookBack × Features values, oldest step first; those past the length are not read.</param>
        /// <param name="length">Valid steps, 1 to LookBack.</param>
        /// <param name="thresholds">For each of the labels its own threshold, 0 to 1.</param>
        /// <param name="labels">Receives OutputSteps × Labels, or those of the valid steps; false past the length.</param>
        /// <exception cref="ArgumentException">A span has another length, or a value in the valid steps is NaN or infinite.</exception>
        /// <exception cref="ArgumentOutOfRangeException">A threshold is out of its range, or the length is.</exception>
        public void PredictLabels(ReadOnlySpan<float> window, int length, ReadOnlySpan<float> thresholds, Span<bool> labels) =>
            LabelAnswers.Above(model, window, length, thresholds, labels);

        /// <summary>Labels predicted beside the true ones, over windows: precision, recall and F1 of each label, exact matches, ROC AUC.</summary>
        /// <param name="windows">Of this model's look-back and features, raw, with targets as for Fit.</param>
        /// <param name="threshold">A label is predicted where its probability is greater.</param>
        /// <param name="names">What tables call the labels; null for their numbers.</param>
        /// <param name="maxDegreeOfParallelism">The most threads to use, or −1 for all. It changes no bit of the result.</param>
        /// <exception cref="ArgumentException">The windows do not fit the model, or a target is none.</exception>
        public MultiLabelMetrics EvaluateLabels(WindowDataset windows, float threshold = 0.5f, IReadOnlyList<string>? names = null, int maxDegreeOfParallelism = -1) =>
            LabelAnswers.Evaluate(model, windows, new MultiLabelMetrics(T.Labels, threshold, names), maxDegreeOfParallelism);

        /// <summary>Labels predicted beside the true ones, over windows: precision, recall and F1 of each label, exact matches, ROC AUC.</summary>
        /// <param name="windows">Of this model's look-back and features, raw, with targets as for Fit.</param>
        /// <param name="thresholds">For each label its own.</param>
        /// <param name="names">What tables call the labels; null for their numbers.</param>
        /// <param name="maxDegreeOfParallelism">The most threads to use, or −1 for all. It changes no bit of the result.</param>
        /// <exception cref="ArgumentException">The windows do not fit the model, or a target is none.</exception>
        public MultiLabelMetrics EvaluateLabels(WindowDataset windows, ReadOnlySpan<float> thresholds, IReadOnlyList<string>? names = null, int maxDegreeOfParallelism = -1) =>
            LabelAnswers.Evaluate(model, windows, new MultiLabelMetrics(thresholds, names), maxDegreeOfParallelism);

        /// <summary>
        /// The head's loss with weights that give both sides of every label the same share of it: targets without it / targets with it. For
        /// FitOptions.Loss.
        /// </summary>
        /// <param name="windows">Those to train on; of their targets those count that the loss counts.</param>
        /// <exception cref="ArgumentException">The windows do not fit the model, or a target is none.</exception>
        public BinaryCrossEntropy BalancedLoss(WindowDataset windows) => LabelAnswers.Balanced(model, windows);
    }

    /// <summary>A model that says which labels are there. It reads token ids.</summary>
    /// <typeparam name="T">The model's class.</typeparam>
    /// <param name="model">The model.</param>
    extension<T>(T model)
        where T : SequenceModel, ILabeler, ITokenModel
    {
        /// <summary>
        /// Which labels are there: those whose probability is above a threshold. The window is one sequence of token ids. Allocates nothing after the
        /// first call; any number of threads may call it at once.
        /// </summary>
        /// <param name="tokens">Whole steps of Features ids, oldest first: at least one and at most LookBack; their number is the length.</param>
        /// <param name="labels">Receives OutputSteps × Labels, or those of the valid steps; false past the length.</param>
        /// <param name="threshold">A label is there where its probability is greater: 0 to 1.</param>
        /// <exception cref="ArgumentException">A length does not fit, or an id is out of its range: its position and value are named.</exception>
        /// <exception cref="ArgumentOutOfRangeException">A threshold is out of its range.</exception>
        public void PredictLabels(ReadOnlySpan<int> tokens, Span<bool> labels, float threshold = 0.5f)
        {
            using TokenWindow window = TokenCalls.Rent(model, tokens);
            LabelAnswers.Above(model, window.Values, window.Length, threshold, labels);
        }

        /// <summary>
        /// Which labels are there: those whose probability is above a threshold. The window is one sequence of token ids. Allocates nothing after the
        /// first call; any number of threads may call it at once.
        /// </summary>
        /// <param name="tokens">Whole steps of Features ids, oldest first: at least one and at most LookBack; their number is the length.</param>
        /// <param name="thresholds">For each of the labels its own threshold, 0 to 1.</param>
        /// <param name="labels">Receives OutputSteps × Labels, or those of the valid steps; false past the length.</param>
        /// <exception cref="ArgumentException">A length does not fit, or an id is out of its range: its position and value are named.</exception>
        /// <exception cref="ArgumentOutOfRangeException">A threshold is out of its range.</exception>
        public void PredictLabels(ReadOnlySpan<int> tokens, ReadOnlySpan<float> thresholds, Span<bool> labels)
        {
            using TokenWindow window = TokenCalls.Rent(model, tokens);
            LabelAnswers.Above(model, window.Values, window.Length, thresholds, labels);
        }
    }
}
