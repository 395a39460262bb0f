using LstmGen;
using LstmGen.Numerics;

namespace LongTimeLag;

/// <summary>
/// Experiment 6: symbols that mean nothing, and far apart among them two or three that are X or Y. Which one came when is the class.
/// </summary>
internal sealed class OrderTask : LagTask
{
    /// <summary>a, b, c and d, which mean nothing; X and Y; E at the start and B at the end.</summary>
    public const int Symbols = 8;

    /// <summary>Sequences have ten steps less to this many.</summary>
    public const int MostSteps = 110;

    private const string Names = "abcdXYEB";
    private const int Meaningless = 4;
    private const int X = 4;
    private const int Start = 6;
    private const int Trigger = 7;
    private const int Spread = 10;

    /// <summary>The first step, counted from 0, that each X or Y may be at; the last is ten later.</summary>
    public required int[] Positions { get; init; }

    public override double Tolerance => 0.3;

    public override SequenceModel Create(int seed) =>
        ChronoBias.Set(Positions.Length == 2 ? new TwoSymbolsModel(seed) : new ThreeSymbolsModel(seed), longest: MostSteps);

    public override ITrialData Begin(SequenceModel model, RandomSource random, RandomSource fresh) => new EndlessStream(
        (input, target) => Draw(random, input, target),
        (input, target) => Draw(fresh, input, target),
        new RecentErrors(Tolerance, mostWrong: 0, meanBelow: 0.1));

    public override double Error(ReadOnlySpan<float> input, int length, ReadOnlySpan<float> target, ReadOnlySpan<float> output)
    {
        double error = 0;
        for (int i = 0; i < output.Length; i++)
        {
            error = Math.Max(error, Math.Abs(output[i] - (i == (int)target[0] ? 1.0 : 0.0)));
        }

        return error;
    }

    public override string Describe(ReadOnlySpan<float> input, int length, ReadOnlySpan<float> target, ReadOnlySpan<float> output)
    {
        var seen = new List<string>();
        for (int step = 0; step < length; step++)
        {
            int symbol = input.Slice(step * Symbols, Symbols).IndexOf(1f);
            if (symbol is X or X + 1)
            {
                seen.Add($"{Names[symbol]} at step {step + 1}");
            }
        }

        int best = 0;
        for (int i = 1; i < output.Length; i++)
        {
            best = output[i] > output[best] ? i : best;
        }

        return FormattableString.Invariant(
            $"{string.Join(", ", seen)}, asked for at step {length}. It says {Order(best)} with probability {output[best]:F4}.");
    }

    /// <summary>A class in symbols: one bit each, the first the highest, Y is 1.</summary>
    private string Order(int order) =>
        string.Join(", ", Enumerable.Range(0, Positions.Length).Select(i => Names[X + (order >> (Positions.Length - 1 - i) & 1)]));

    private int Draw(RandomSource random, Span<float> input, Span<float> target)
    {
        int length = MostSteps - Spread + random.NextInt32(Spread + 1);
        input.Clear();
        input[Start] = 1f;
        for (int step = 1; step < length - 1; step++)
        {
            input[step * Symbols + random.NextInt32(Meaningless)] = 1f;
        }

        input[(length - 1) * Symbols + Trigger] = 1f;
        int order = 0;
        foreach (int position in Positions)
        {
            int bit = random.NextInt32(2);
            order = 2 * order + bit;
            Span<float> step = input.Slice((position + random.NextInt32(Spread + 1)) * Symbols, Symbols);
            step.Clear();
            step[X + bit] = 1f;
        }

        target[0] = order;
        return length;
    }
}
