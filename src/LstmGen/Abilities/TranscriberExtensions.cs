using LstmGen.Decoding;
using LstmGen.Metrics;
using LstmGen.Runtime;

namespace LstmGen;

/// <summary>What a model that ends with <c>[Ctc]</c> can be asked.</summary>
public static class TranscriberExtensions
{
    /// <summary>A model that reads a short sequence of labels out of a longer window.</summary>
    /// <typeparam name="T">The model's class.</typeparam>
    /// <param name="model">The model.</param>
    extension<T>(T model)
        where T : SequenceModel, ITranscriber
    {
        /// <summary>The labels of the likeliest alignment. Allocates nothing after the first call; any number of threads may call it at once.</summary>
        /// <param name="window">LookBack × Features values, oldest step first.</param>
        /// <param name="labels">Receives the labels; room for OutputSteps.</param>
        /// <returns>How many labels there are.</returns>
        /// <exception cref="ArgumentException">A span has another length, or is too short for the labels, or a value in the valid steps is NaN or infinite.</exception>
        public int Transcribe(ReadOnlySpan<float> window, Span<int> labels) =>
            TranscriptAnswers.Read(model, window, OutputRoom.WholeWindow(model), T.Blank, labels);

        /// <summary>
        /// The labels of the likeliest alignment. The window is padded on the right. Allocates nothing after the first call; any number of threads may
        /// call it at once.
        /// </summary>
        /// <param name="window">LookBack × Features values, oldest step first; those past the length are not read.</param>
        /// <param name="length">Valid steps, 1 to LookBack.</param>
        /// <param name="labels">Receives the labels; room for OutputSteps.</param>
        /// <returns>How many labels there are.</returns>
        /// <exception cref="ArgumentException">A span has another length, or is too short for the labels, or a value in the valid steps is NaN or infinite.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The length is out of its range.</exception>
        public int Transcribe(ReadOnlySpan<float> window, int length, Span<int> labels) => TranscriptAnswers.Read(model, window, length, T.Blank, labels);

        /// <summary>
        /// The likeliest labels by prefix beam search; the decoder then holds them, best first. Allocates nothing after the first call; any number of
        /// threads may call it at once.
        /// </summary>
        /// <param name="window">LookBack × Features values, oldest step first.</param>
        /// <param name="decoder">Made by CreateBeamDecoder; one thread at a time.</param>
        /// <returns>How many sequences of labels it holds.</returns>
        /// <exception cref="ArgumentException">A span has another length, or a value in the valid steps is NaN or infinite.</exception>
        public int Transcribe(ReadOnlySpan<float> window, CtcBeamDecoder decoder) =>
            TranscriptAnswers.Read(model, window, OutputRoom.WholeWindow(model), T.Blank, decoder);

        /// <summary>
        /// The likeliest labels by prefix beam search; the decoder then holds them, best first. The window is padded on the right. Allocates nothing
        /// after the first call; any number of threads may call it at once.
        /// </summary>
        /// <param name="window">LookBack × Features values, oldest step first; those past the length are not read.</param>
        /// <param name="length">Valid steps, 1 to LookBack.</param>
        /// <param name="decoder">Made by CreateBeamDecoder; one thread at a time.</param>
        /// <returns>How many sequences of labels it holds.</returns>
        /// <exception cref="ArgumentException">A span has another length, or a value in the valid steps is NaN or infinite.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The length is out of its range.</exception>
        public int Transcribe(ReadOnlySpan<float> window, int length, CtcBeamDecoder decoder) =>
            TranscriptAnswers.Read(model, window, length, T.Blank, decoder);

        /// <summary>A decoder for Transcribe: prefix beam search over all symbols and OutputSteps.</summary>
        /// <param name="width">Sequences of labels kept from step to step, at least 1.</param>
        /// <exception cref="ArgumentOutOfRangeException">The width is below 1.</exception>
        public CtcBeamDecoder CreateBeamDecoder(int width)
        {
            ArgumentNullException.ThrowIfNull(model);
            return new(T.Symbols, model.Description.OutputSteps, width, T.Blank);
        }

        /// <summary>Labels read beside the true ones, over windows: the edits between them, and the windows without any.</summary>
        /// <param name="windows">Of this model's look-back and features, raw, with targets as for Fit.</param>
        /// <param name="beamWidth">Of the prefix beam search, at least 1; 1 reads the likeliest alignment.</param>
        /// <param name="maxDegreeOfParallelism">The most threads to use, or −1 for all. It changes no bit of the result.</param>
        /// <exception cref="ArgumentException">The windows do not fit the model, or a target is none.</exception>
        public TranscriptionReport EvaluateTranscripts(WindowDataset windows, int beamWidth = 1, int maxDegreeOfParallelism = -1) =>
            TranscriptAnswers.Evaluate(model, windows, T.Blank, beamWidth, maxDegreeOfParallelism);
    }

    /// <summary>A model that reads a short sequence of labels out of a longer window. It reads token ids.</summary>
    /// <typeparam name="T">The model's class.</typeparam>
    /// <param name="model">The model.</param>
    extension<T>(T model)
        where T : SequenceModel, ITranscriber, ITokenModel
    {
        /// <summary>
        /// The labels of the likeliest alignment. The window is one sequence of token ids. Allocates nothing after the first call; any number of threads
        /// may call it at once.
        /// </summary>
        /// <param name="tokens">Whole steps of Features ids, oldest first: at least one and at most LookBack; their number is the length.</param>
        /// <param name="labels">Receives the labels; room for OutputSteps.</param>
        /// <returns>How many labels there are.</returns>
        /// <exception cref="ArgumentException">A length does not fit, or an id is out of its range: its position and value are named.</exception>
        public int Transcribe(ReadOnlySpan<int> tokens, Span<int> labels)
        {
            using TokenWindow window = TokenCalls.Rent(model, tokens);
            return TranscriptAnswers.Read(model, window.Values, window.Length, T.Blank, labels);
        }

        /// <summary>
        /// The likeliest labels by prefix beam search; the decoder then holds them, best first. The window is one sequence of token ids. Allocates
        /// nothing after the first call; any number of threads may call it at once.
        /// </summary>
        /// <param name="tokens">Whole steps of Features ids, oldest first: at least one and at most LookBack; their number is the length.</param>
        /// <param name="decoder">Made by CreateBeamDecoder; one thread at a time.</param>
        /// <returns>How many sequences of labels it holds.</returns>
        /// <exception cref="ArgumentException">A length does not fit, or an id is out of its range: its position and value are named.</exception>
        public int Transcribe(ReadOnlySpan<int> tokens, CtcBeamDecoder decoder)
        {
            using TokenWindow window = TokenCalls.Rent(model, tokens);
            return TranscriptAnswers.Read(model, window.Values, window.Length, T.Blank, decoder);
        }
    }
}
