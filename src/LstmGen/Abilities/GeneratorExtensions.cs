using LstmGen.Decoding;
using LstmGen.Runtime;

namespace LstmGen;

/// <summary>What a model that chooses among the tokens that it reads can be asked.</summary>
public static class GeneratorExtensions
{
    /// <summary>A model that can read its own choices.</summary>
    /// <typeparam name="T">The model's class.</typeparam>
    /// <typeparam name="TState">What a stream carries.</typeparam>
    /// <param name="model">The model.</param>
    extension<T, TState>(T model)
        where T : SequenceModel, IGenerator<TState>
        where TState : struct
    {
        /// <summary>
        /// Reads a beginning and goes on with tokens of its own, each drawn from the probabilities behind the one before. The last token written has not been read:
        /// to go on later, give it as the beginning. Allocates nothing after the first call.
        /// </summary>
        /// <param name="state">The stream; goes on behind what was read.</param>
        /// <param name="beginning">At least one id.</param>
        /// <param name="tokens">Receives what is written.</param>
        /// <param name="sampler">How to choose; one for each thread.</param>
        /// <param name="stop">A token that ends the text, and is not written; −1 for none.</param>
        /// <returns>How many tokens were written: all that there is room for, unless the stop token came.</returns>
        /// <exception cref="ArgumentException">There is no beginning, or an id is out of its range: its position and value are named.</exception>
        public int Generate(ref TState state, ReadOnlySpan<int> beginning, Span<int> tokens, TokenSampler sampler, int stop = -1)
        {
            TokenCalls.CheckBeginning(model, beginning, sampler);
            Span<float> probabilities = sampler.Room(T.Vocabulary);
            foreach (int token in beginning)
            {
                Step(model, ref state, token, probabilities);
            }

            for (int written = 0; written < tokens.Length; written++)
            {
                int token = sampler.Next(probabilities);
                if (token == stop)
                {
                    return written;
                }

                tokens[written] = token;
                if (written + 1 < tokens.Length)
                {
                    Step(model, ref state, token, probabilities);
                }
            }

            return tokens.Length;
        }
    }

    private static void Step<TState>(IStreaming<TState> model, ref TState state, int token, Span<float> probabilities)
        where TState : struct
    {
        float id = token;
        model.Step(ref state, new ReadOnlySpan<float>(in id), probabilities);
    }
}
