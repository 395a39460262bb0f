using LstmGen.Decoding;
using LstmGen.Kernels;
using LstmGen.Numerics;
using LstmGen.Runtime;

namespace LstmGen;

// Writing: greedily, by beam search, and along a given target.
public abstract partial class SequenceToSequenceModel
{
    /// <summary>
    /// Writes the likeliest token at each step, until that is the stop token or the decoder's steps are over. Allocates nothing after the first call; any number of
    /// threads may call it at once.
    /// </summary>
    /// <param name="source">Token ids, at least one step and at most LookBack.</param>
    /// <param name="target">Receives the tokens, the stop token not among them; room for the decoder's steps.</param>
    /// <returns>How many tokens there are.</returns>
    /// <exception cref="ArgumentException">The source is empty or too long, an id is out of its range, or the target is too short.</exception>
    /// <exception cref="InvalidOperationException">The encoder reads no tokens.</exception>
    public int Translate(ReadOnlySpan<int> source, Span<int> target)
    {
        using TokenWindow window = RentSource(source);
        return Translate(window.Values, window.Length, target);
    }

    /// <summary>The same for a source that is not token ids.</summary>
    /// <param name="window">LookBack × Features values, raw; those past the length are not read.</param>
    /// <param name="length">Valid steps, 1 to LookBack.</param>
    /// <param name="target">Receives the tokens; room for the decoder's steps.</param>
    /// <returns>How many tokens there are.</returns>
    /// <exception cref="ArgumentException">A span has another length, or a value in the valid steps is NaN or infinite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is out of its range.</exception>
    public int Translate(ReadOnlySpan<float> window, int length, Span<int> target)
    {
        CheckSource(window, length);
        CheckTargetRoom(target.Length);
        int written = 0;
        using Reading reading = BeginReading();
        while (reading.Next())
        {
            written = WriteLikeliest(window, length, target);
        }

        return written;
    }

    private int WriteLikeliest(ReadOnlySpan<float> window, int length, Span<int> target)
    {
        using var decoding = new Decoding(this, window, length);
        int token = Decoder.Start;
        for (int step = 0; step < Decoder.Steps; step++)
        {
            decoding.Step(decoding.State, token, decoding.Logits, default);
            token = SoftmaxRow.Best(decoding.Logits);
            if (token == Decoder.Stop) return step;
            target[step] = token;
        }

        return Decoder.Steps;
    }

    /// <summary>Writes what a beam search finds best. Allocates nothing after the first call with a search; the others that it found are in it.</summary>
    /// <param name="source">Token ids, at least one step and at most LookBack.</param>
    /// <param name="target">Receives the tokens, the stop token not among them; room for the decoder's steps.</param>
    /// <param name="beam">The search: one for each thread.</param>
    /// <returns>How many tokens there are.</returns>
    /// <exception cref="ArgumentException">The source is empty or too long, an id is out of its range, or the target is too short.</exception>
    /// <exception cref="ArithmeticException">No step has finite logits.</exception>
    /// <exception cref="InvalidOperationException">The encoder reads no tokens.</exception>
    public int Translate(ReadOnlySpan<int> source, Span<int> target, BeamSearch beam)
    {
        using TokenWindow window = RentSource(source);
        return Translate(window.Values, window.Length, target, beam);
    }

    /// <summary>The same for a source that is not token ids.</summary>
    /// <param name="window">LookBack × Features values, raw; those past the length are not read.</param>
    /// <param name="length">Valid steps, 1 to LookBack.</param>
    /// <param name="target">Receives the tokens; room for the decoder's steps.</param>
    /// <param name="beam">The search: one for each thread.</param>
    /// <returns>How many tokens there are.</returns>
    /// <exception cref="ArgumentException">A span has another length, or a value in the valid steps is NaN or infinite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is out of its range.</exception>
    /// <exception cref="ArithmeticException">No step has finite logits.</exception>
    public int Translate(ReadOnlySpan<float> window, int length, Span<int> target, BeamSearch beam)
    {
        ArgumentNullException.ThrowIfNull(beam);
        CheckSource(window, length);
        CheckTargetRoom(target.Length);
        using Reading reading = BeginReading();
        while (reading.Next())
        {
            var decoding = new Decoding(this, window, length);
            try
            {
                beam.Run(Decoder, ref decoding, decoding.State);
            }
            finally
            {
                decoding.Dispose();
            }
        }

        if (beam.Count == 0) throw new ArithmeticException($"The logits of {Description.Name} are not finite.");
        ReadOnlySpan<int> best = beam.Tokens(0);
        best.CopyTo(target);
        return best.Length;
    }

    /// <summary>The logarithm of the probability of a target: of its tokens, and of the stop token where the decoder has a step left for it.</summary>
    /// <param name="source">Token ids, at least one step and at most LookBack.</param>
    /// <param name="target">Tokens without the stop token, at most the decoder's steps; may be empty.</param>
    /// <exception cref="ArgumentException">A span is too long, the source is empty, or an id is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The encoder reads no tokens.</exception>
    public double LogProbability(ReadOnlySpan<int> source, ReadOnlySpan<int> target)
    {
        using TokenWindow window = RentSource(source);
        return LogProbability(window.Values, window.Length, target);
    }

    /// <summary>The same for a source that is not token ids.</summary>
    /// <param name="window">LookBack × Features values, raw; those past the length are not read.</param>
    /// <param name="length">Valid steps, 1 to LookBack.</param>
    /// <param name="target">Tokens without the stop token, at most the decoder's steps; may be empty.</param>
    /// <exception cref="ArgumentException">The window has another length, the target is too long, or one of its tokens is out of its range.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is out of its range.</exception>
    public double LogProbability(ReadOnlySpan<float> window, int length, ReadOnlySpan<int> target)
    {
        CheckSource(window, length);
        CheckTokens(target);
        double sum = 0.0;
        using Reading reading = BeginReading();
        while (reading.Next())
        {
            sum = SumLogProbabilities(window, length, target);
        }

        return sum;
    }

    private double SumLogProbabilities(ReadOnlySpan<float> window, int length, ReadOnlySpan<int> target)
    {
        using var decoding = new Decoding(this, window, length);
        double sum = 0.0;
        int before = Decoder.Start;
        for (int step = 0; step < Decoder.Steps && step <= target.Length; step++)
        {
            decoding.Step(decoding.State, before, decoding.Logits, default);
            (float highest, double total) = SoftmaxRow.Normalizer(decoding.Logits);
            before = step < target.Length ? TokenAt(target, step) : Decoder.Stop;
            sum += decoding.Logits[before] - (double)highest - DoubleMath.Log(total);
        }

        return sum;
    }

    /// <summary>The weights that the decoder's attention gives to the source while it writes a target.</summary>
    /// <param name="source">Token ids, at least one step and at most LookBack.</param>
    /// <param name="target">Tokens without the stop token, at most the decoder's steps.</param>
    /// <param name="weights">
    /// Receives for each token of the target the weights of each head (layer by layer, where there are several), oldest step of the source first; a head's add up to 1, and
    /// those past the source are 0.
    /// </param>
    /// <exception cref="ArgumentException">A span has another length, the source is empty, or an id is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The decoder has no attention, or the encoder reads no tokens.</exception>
    public void Attend(ReadOnlySpan<int> source, ReadOnlySpan<int> target, Span<float> weights)
    {
        CheckAttention();
        using TokenWindow window = RentSource(source);
        Attend(window.Values, window.Length, target, weights);
    }

    /// <summary>The same for a source that is not token ids.</summary>
    /// <param name="window">LookBack × Features values, raw; those past the length are not read.</param>
    /// <param name="length">Valid steps, 1 to LookBack.</param>
    /// <param name="target">Tokens without the stop token, at most the decoder's steps.</param>
    /// <param name="weights">
    /// Receives for each token of the target the weights of each head (layer by layer, where there are several), oldest step of the source first; a head's add up to 1, and
    /// those past the source are 0.
    /// </param>
    /// <exception cref="ArgumentException">A span has another length, or a token is out of its range.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The decoder has no attention.</exception>
    public void Attend(ReadOnlySpan<float> window, int length, ReadOnlySpan<int> target, Span<float> weights)
    {
        CheckAttention();
        CheckSource(window, length);
        CheckTokens(target);
        int size = Decoder.WeightCount;
        if (weights.Length != target.Length * size)
        {
            throw new ArgumentException(
                $"{target.Length} tokens of {Description.Name} have {target.Length} × {Decoder.Heads} × {Decoder.SourceSteps} attention weights; the span holds {weights.Length}.",
                nameof(weights));
        }

        using Reading reading = BeginReading();
        while (reading.Next())
        {
            using var decoding = new Decoding(this, window, length);
            int before = Decoder.Start;
            for (int step = 0; step < target.Length; step++)
            {
                decoding.Step(decoding.State, before, decoding.Logits, weights.Slice(step * size, size));
                before = TokenAt(target, step);
            }
        }
    }

    private void CheckAttention()
    {
        if (Decoder.Heads == 0) throw new InvalidOperationException($"The decoder of {Description.Name} has no [Attention].");
    }

    private void CheckTargetRoom(int length)
    {
        if (length < Decoder.Steps)
        {
            throw new ArgumentException($"Expected room for {Decoder.Steps} tokens, as many as {Description.Name} may write, but got room for {length}.", "target");
        }
    }

    private void CheckTokens(ReadOnlySpan<int> target)
    {
        if (target.Length > Decoder.Steps)
        {
            throw new ArgumentException($"Expected at most {Decoder.Steps} tokens, as many as {Description.Name} writes, but got {target.Length}.", nameof(target));
        }

        for (int i = 0; i < target.Length; i++)
        {
            TokenAt(target, i);
        }
    }

    /// <summary>One token of a target, checked as it is read.</summary>
    private int TokenAt(ReadOnlySpan<int> target, int place)
    {
        int token = target[place];
        return (uint)token < (uint)Decoder.Vocabulary
            ? token
            : throw new ArgumentException($"Tokens of a target of {Description.Name} are 0 to {Decoder.Vocabulary - 1}; number {place} is {token}.", nameof(target));
    }
}
