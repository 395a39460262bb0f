using LstmGen;
using LstmGen.Numerics;

namespace LongTimeLag;

/// <summary>
/// Experiments 4 and 5: every step holds a random number and a marker. Two steps of the first half are marked, one of them among the first ten; at the
/// end the sum of their numbers is asked for, or the product.
/// </summary>
internal sealed class MarkerTask : LagTask
{
    /// <summary>T: sequences have T to T + T/10 steps.</summary>
    public required int T { get; init; }

    /// <summary>The product of numbers from 0 to 1 instead of the sum of numbers from −1 to 1.</summary>
    public bool Multiplies { get; init; }

    /// <summary>How many of the 2,000 most recent sequences may be wrong.</summary>
    public int MostWrong { get; init; }

    public override double Tolerance => 0.04;

    public override SequenceModel Create(int seed) => ChronoBias.Set(
        T switch
        {
            100 => new MarkersModel(seed),
            1_000 => new FarMarkersModel(seed),
            10_000 => new FarthestMarkersModel(seed),
            _ => throw new InvalidOperationException($"There is no model for T = {T}."),
        },
        longest: T);

    // The product is judged by its wrong answers alone.
    public override ITrialData Begin(SequenceModel model, RandomSource random, RandomSource fresh) => new EndlessStream(
        (input, target) => Draw(random, input, target),
        (input, target) => Draw(fresh, input, target),
        new RecentErrors(Tolerance, MostWrong, Multiplies ? double.PositiveInfinity : 0.01));

    public override double Error(ReadOnlySpan<float> input, int length, ReadOnlySpan<float> target, ReadOnlySpan<float> output) =>
        Math.Abs((double)output[0] - target[0]);

    public override string Describe(ReadOnlySpan<float> input, int length, ReadOnlySpan<float> target, ReadOnlySpan<float> output)
    {
        var marked = new List<string>();
        for (int step = 0; step < length; step++)
        {
            if (input[2 * step + 1] == 1f)
            {
                marked.Add(FormattableString.Invariant($"{input[2 * step]:F3} at step {step + 1}"));
            }
        }

        string question = string.Join(Multiplies ? " times " : " plus ", marked);
        return FormattableString.Invariant(
            $"{question}, asked for at step {length}: {Answer(target[0]):F3}. It says {Answer(output[0]):F3}.");

        float Answer(float value) => Multiplies ? value : 4f * value - 2f;
    }

    /// <summary>Writes one sequence: pairs of number and marker.</summary>
    private int Draw(RandomSource random, Span<float> input, Span<float> target)
    {
        int length = T + random.NextInt32(T / 10 + 1);
        int first = random.NextInt32(10);
        int second = random.NextInt32(T / 2 - 2);
        second += second >= first ? 1 : 0;
        for (int step = 0; step < length; step++)
        {
            input[2 * step] = Multiplies ? random.NextSingle() : 2f * random.NextSingle() - 1f;
            input[2 * step + 1] = 0f;
        }

        input[1] = -1f;
        input[2 * length - 1] = -1f;
        input[2 * first + 1] = 1f;
        input[2 * second + 1] = 1f;
        if (first == 0 || second == 0)
        {
            input[0] = Multiplies ? 1f : 0f;
        }

        input[(2 * length)..].Clear();
        float one = input[2 * first];
        float other = input[2 * second];
        target[0] = Multiplies ? one * other : 0.5f + (one + other) / 4f;
        return length;
    }
}
