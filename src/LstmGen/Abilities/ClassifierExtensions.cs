using LstmGen.Metrics;
using LstmGen.Runtime;

namespace LstmGen;

/// <summary>What a model that ends with <c>[Softmax]</c> on one vector can be asked.</summary>
public static class ClassifierExtensions
{
    /// <summary>A model that says which of several classes a window is.</summary>
    /// <typeparam name="T">The model's class.</typeparam>
    /// <param name="model">The model.</param>
    extension<T>(T model)
        where T : SequenceModel, IClassifier
    {
        /// <summary>The most probable class of a window. Allocates nothing after the first call; any number of threads may call it at once.</summary>
        /// <param name="window">LookBack × Features values, oldest step first.</param>
        /// <returns>The class, 0 to Classes − 1.</returns>
        /// <exception cref="ArgumentException">A span has another length, or a value in the valid steps is NaN or infinite.</exception>
        public int Classify(ReadOnlySpan<float> window) => ClassAnswers.Best(model, window, OutputRoom.WholeWindow(model));

        /// <summary>
        /// The most probable class of a window. The window is padded on the right. Allocates nothing after the first call; any number of threads may call
        /// it at once.
        /// </summary>
        /// <param name="window">LookBack × Features values, oldest step first; those past the length are not read.</param>
        /// <param name="length">Valid steps, 1 to LookBack.</param>
        /// <returns>The class, 0 to Classes − 1.</returns>
        /// <exception cref="ArgumentException">A span has another length, or a value in the valid steps is NaN or infinite.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The length is out of its range.</exception>
        public int Classify(ReadOnlySpan<float> window, int length) => ClassAnswers.Best(model, window, length);

        /// <summary>
        /// The most probable classes of a window with their probabilities, best first. Allocates nothing after the first call; any number of threads may
        /// call it at once.
        /// </summary>
        /// <param name="window">LookBack × Features values, oldest step first.</param>
        /// <param name="classes">Receives as many classes as it has room for, 1 to all of them; among equals the lower number first.</param>
        /// <param name="probabilities">Receives their probabilities; as long.</param>
        /// <exception cref="ArgumentException">A span has another length, or a value in the valid steps is NaN or infinite.</exception>
        /// <exception cref="ArgumentOutOfRangeException">There is room for no class, or for more than there are.</exception>
        public void ClassifyTopK(ReadOnlySpan<float> window, Span<int> classes, Span<float> probabilities) =>
            ClassAnswers.Top(model, window, OutputRoom.WholeWindow(model), classes, probabilities);

        /// <summary>
        /// The most probable classes of a window with their probabilities, best first. The window is padded on the right. Allocates nothing after the
        /// first call; any number of threads may call it at once.
        /// </summary>
        /// <param name="window">LookBack × Features values, oldest step first; those past the length are not read.</param>
        /// <param name="length">Valid steps, 1 to LookBack.</param>
        /// <param name="classes">Receives as many classes as it has room for, 1 to all of them; among equals the lower number first.</param>
        /// <param name="probabilities">Receives their probabilities; as long.</param>
        /// <exception cref="ArgumentException">A span has another length, or a value in the valid steps is NaN or infinite.</exception>
        /// <exception cref="ArgumentOutOfRangeException">There is room for no class, or for more than there are, or the length is.</exception>
        public void ClassifyTopK(ReadOnlySpan<float> window, int length, Span<int> classes, Span<float> probabilities) =>
            ClassAnswers.Top(model, window, length, classes, probabilities);

        /// <summary>
        /// Classes predicted beside the true ones, over windows: accuracy, precision, recall and F1 of each class, confusion matrix, ROC AUC.
        /// </summary>
        /// <param name="windows">Of this model's look-back and features, raw, with targets as for Fit.</param>
        /// <param name="names">What tables call the classes; null for their numbers.</param>
        /// <param name="maxDegreeOfParallelism">The most threads to use, or −1 for all. It changes no bit of the result.</param>
        /// <exception cref="ArgumentException">The windows do not fit the model, or a target is none.</exception>
        public ClassificationReport EvaluateClasses(WindowDataset windows, IReadOnlyList<string>? names = null, int maxDegreeOfParallelism = -1) =>
            ClassAnswers.Evaluate(model, windows, names, maxDegreeOfParallelism);

        /// <summary>
        /// The head's loss with weights that give every class the same share of it: all targets / (classes · targets of the class). For FitOptions.Loss.
        /// </summary>
        /// <param name="windows">Those to train on; of their targets those count that the loss counts.</param>
        /// <exception cref="ArgumentException">The windows do not fit the model, or a target is none.</exception>
        public CrossEntropy BalancedLoss(WindowDataset windows) => ClassAnswers.Balanced(model, windows);
    }

    /// <summary>A model that says which of several classes a window is. It reads token ids.</summary>
    /// <typeparam name="T">The model's class.</typeparam>
    /// <param name="model">The model.</param>
    extension<T>(T model)
        where T : SequenceModel, IClassifier, ITokenModel
    {
        /// <summary>
        /// The most probable class of a window. The window is one sequence of token ids. Allocates nothing after the first call; any number of threads
        /// may call it at once.
        /// </summary>
        /// <param name="tokens">Whole steps of Features ids, oldest first: at least one and at most LookBack; their number is the length.</param>
        /// <returns>The class, 0 to Classes − 1.</returns>
        /// <exception cref="ArgumentException">A length does not fit, or an id is out of its range: its position and value are named.</exception>
        public int Classify(ReadOnlySpan<int> tokens)
        {
            using TokenWindow window = TokenCalls.Rent(model, tokens);
            return ClassAnswers.Best(model, window.Values, window.Length);
        }

        /// <summary>
        /// The most probable classes of a window with their probabilities, best first. The window is one sequence of token ids. Allocates nothing after
        /// the first call; any number of threads may call it at once.
        /// </summary>
        /// <param name="tokens">Whole steps of Features ids, oldest first: at least one and at most LookBack; their number is the length.</param>
        /// <param name="classes">Receives as many classes as it has room for, 1 to all of them; among equals the lower number first.</param>
        /// <param name="probabilities">Receives their probabilities; as long.</param>
        /// <exception cref="ArgumentException">A length does not fit, or an id is out of its range: its position and value are named.</exception>
        /// <exception cref="ArgumentOutOfRangeException">There is room for no class, or for more than there are.</exception>
        public void ClassifyTopK(ReadOnlySpan<int> tokens, Span<int> classes, Span<float> probabilities)
        {
            using TokenWindow window = TokenCalls.Rent(model, tokens);
            ClassAnswers.Top(model, window.Values, window.Length, classes, probabilities);
        }
    }
}
