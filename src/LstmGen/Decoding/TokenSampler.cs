using LstmGen.Numerics;

namespace LstmGen.Decoding;

/// <summary>
/// Draws the next token from the probabilities that a model gives: with a temperature, among the most probable ones alone, or always the most
/// probable. The same seed draws the same tokens on every machine.
/// </summary>
/// <remarks>
/// The probabilities p become p^(1/temperature) (Ackley, Hinton &amp; Sejnowski 1985); of them the <see cref="TopK"/> largest are kept (Fan, Lewis &amp; Dauphin 2018), of those the fewest whose
/// share of the whole reaches <see cref="TopP"/> (nucleus sampling, Holtzman et al. 2020), and one of these is drawn. One thread at a time; after the first call with the
/// largest vocabulary it allocates nothing.
/// </remarks>
public sealed class TokenSampler
{
    private readonly RandomSource _random;
    private float[] _probabilities = [];
    private double[] _weights = [];
    private ulong[] _ranked = [];

    /// <summary>Draws from the probabilities as they are, until told otherwise.</summary>
    /// <param name="seed">Of the draws.</param>
    public TokenSampler(long seed = 0) => _random = new RandomSource(seed, stream: 1UL << 33);

    /// <summary>Always the most probable token; of equal ones the lowest id.</summary>
    public static TokenSampler Greedy() => new() { Temperature = 0.0 };

    /// <summary>Below 1 the probable tokens get more probable still, above 1 less; 0 takes the most probable one. 0 or more; the default is 1.</summary>
    public double Temperature
    {
        get;
        init => field = double.IsFinite(value) && value >= 0.0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Temperature), value, "Expected a finite number of at least 0.");
    } = 1.0;

    /// <summary>Only so many of the most probable tokens are drawn; 0, the default, for all.</summary>
    public int TopK
    {
        get;
        init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(TopK), value, "Expected at least 1, or 0 for all tokens.");
    }

    /// <summary>Only the most probable tokens are drawn, as few as have this share of the probability together. Above 0, at most 1; the default is 1, all.</summary>
    public double TopP
    {
        get;
        init => field = value is > 0.0 and <= 1.0 ? value : throw new ArgumentOutOfRangeException(nameof(TopP), value, "Expected a share above 0 and at most 1.");
    } = 1.0;

    /// <summary>How it chooses: <c>temperature 0.8, top 40</c>.</summary>
    public override string ToString() => Temperature == 0.0 || TopK == 1
        ? "greedy: always the most probable token"
        : FormattableString.Invariant($"temperature {Temperature}{(TopK > 0 ? $", top {TopK}" : "")}{(TopP < 1.0 ? FormattableString.Invariant($", top-p {TopP}") : "")}");

    /// <summary>One token.</summary>
    /// <param name="probabilities">Of every token: not negative, finite, not all 0. They need not sum to 1.</param>
    /// <returns>Its id, the place of its probability.</returns>
    /// <exception cref="ArgumentException">A probability is negative or not finite, or there is none above 0.</exception>
    public int Next(ReadOnlySpan<float> probabilities)
    {
        int best = Best(probabilities);
        if (Temperature == 0.0 || TopK == 1) return best;

        int count = probabilities.Length;
        if (_weights.Length < count)
        {
            _weights = new double[count];
            _ranked = new ulong[count];
        }

        Span<double> weights = _weights.AsSpan(0, count);
        for (int i = 0; i < count; i++)
        {
            // Relative to the largest, so that no temperature lets all of them vanish.
            double ratio = (double)probabilities[i] / probabilities[best];
            weights[i] = Temperature == 1.0 || ratio == 0.0 ? ratio : DoubleMath.Exp(DoubleMath.Log(ratio) / Temperature);
        }

        int kept = Keep(probabilities, weights);
        return Draw(weights, kept);
    }

    /// <summary>For generated code: room for the probabilities of a model, the same every time.</summary>
    /// <param name="count">Tokens.</param>
    public Span<float> Room(int count)
    {
        if (_probabilities.Length < count) _probabilities = new float[count];
        return _probabilities.AsSpan(0, count);
    }

    /// <summary>The most probable one, and the checks.</summary>
    private static int Best(ReadOnlySpan<float> probabilities)
    {
        int best = 0;
        for (int i = 0; i < probabilities.Length; i++)
        {
            if (!(probabilities[i] >= 0f && float.IsFinite(probabilities[i])))
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"Probabilities are finite and not negative; number {i} is {probabilities[i]}."), nameof(probabilities));
            }

            if (probabilities[i] > probabilities[best]) best = i;
        }

        return probabilities.Length > 0 && probabilities[best] > 0f
            ? best
            : throw new ArgumentException($"Expected at least one probability above 0, but there is none among {probabilities.Length}.", nameof(probabilities));
    }

    /// <summary>Ranks the tokens, most probable first and of equal ones the lowest id first, and says how many of them may be drawn.</summary>
    private int Keep(ReadOnlySpan<float> probabilities, ReadOnlySpan<double> weights)
    {
        int count = probabilities.Length;
        Span<ulong> ranked = _ranked.AsSpan(0, count);
        for (int i = 0; i < count; i++)
        {
            // The bits of floats that are not negative are in their order; turned around, the largest come first. −0 becomes 0.
            ranked[i] = ((ulong)~BitConverter.SingleToUInt32Bits(probabilities[i] + 0f) << 32) | (uint)i;
        }

        bool all = (TopK == 0 || TopK >= count) && TopP == 1.0;
        if (all) return count;
        ranked.Sort();
        int most = TopK == 0 ? count : Math.Min(TopK, count);
        double sum = 0.0;
        for (int i = 0; i < most; i++)
        {
            sum += weights[(int)(uint)ranked[i]];
        }

        double reached = 0.0;
        int kept = 0;
        while (kept < most)
        {
            reached += weights[(int)(uint)ranked[kept++]];
            if (reached >= TopP * sum) break;
        }

        return kept;
    }

    private int Draw(ReadOnlySpan<double> weights, int kept)
    {
        double sum = 0.0;
        for (int i = 0; i < kept; i++)
        {
            sum += weights[(int)(uint)_ranked[i]];
        }

        double left = _random.NextDouble() * sum;
        int last = 0;
        for (int i = 0; i < kept; i++)
        {
            int token = (int)(uint)_ranked[i];
            if (weights[token] == 0.0) continue;
            last = token;
            left -= weights[token];
            if (left < 0.0) return token;
        }

        // Rounding left a trace of the sum: the last one that can be drawn.
        return last;
    }
}
