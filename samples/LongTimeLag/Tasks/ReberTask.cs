using LstmGen;
using LstmGen.Numerics;

namespace LongTimeLag;

/// <summary>
/// Experiment 1: strings of the embedded Reber grammar. After every symbol the next one is asked for; a string is right when every symbol that may come
/// next is always more probable than every one that may not.
/// </summary>
internal sealed class ReberTask : LagTask
{
    // A string is right or wrong: its error is 0 or 1.
    public override double Tolerance => 0.5;

    public override SequenceModel Create(int seed) => new NextSymbolModel(seed);

    public override ITrialData Begin(SequenceModel model, RandomSource random, RandomSource fresh) => new ReberSets(this, model, random, fresh);

    public override double Error(ReadOnlySpan<float> input, int length, ReadOnlySpan<float> target, ReadOnlySpan<float> output)
    {
        int node = 0;
        for (int step = 0; step < length; step++)
        {
            node = ReberGrammar.Follow(node, Row(input, step).IndexOf(1f));
            float leastLegal = float.PositiveInfinity;
            float mostIllegal = float.NegativeInfinity;
            ReadOnlySpan<float> said = Row(output, step);
            for (int symbol = 0; symbol < said.Length; symbol++)
            {
                bool legal = ReberGrammar.Follow(node, symbol) >= 0;
                leastLegal = legal ? Math.Min(leastLegal, said[symbol]) : leastLegal;
                mostIllegal = legal ? mostIllegal : Math.Max(mostIllegal, said[symbol]);
            }

            if (!(leastLegal > mostIllegal))
            {
                return 1;
            }
        }

        return 0;
    }

    public override string Describe(ReadOnlySpan<float> input, int length, ReadOnlySpan<float> target, ReadOnlySpan<float> output)
    {
        // What it holds possible after each symbol: at least one in ten, where the grammar says one in two or certain.
        string said = "";
        for (int step = 0; step < length; step++)
        {
            string possible = "";
            for (int symbol = 0; symbol < ReberGrammar.Symbols; symbol++)
            {
                possible += Row(output, step)[symbol] > 0.1f ? ReberGrammar.Name(symbol) : "";
            }

            said += $" {ReberGrammar.Name(Row(input, step).IndexOf(1f))}→{possible}";
        }

        return $"symbol by symbol, and what it says may come next:{said}";
    }

    /// <summary>Writes a string without its last symbol, and as targets its symbols from the second on.</summary>
    public static int Write(ReadOnlySpan<int> symbols, Span<float> input, Span<float> target)
    {
        input.Clear();
        target.Fill(-1f);
        for (int step = 0; step < symbols.Length - 1; step++)
        {
            input[step * ReberGrammar.Symbols + symbols[step]] = 1f;
            target[step] = symbols[step + 1];
        }

        return symbols.Length - 1;
    }

    private static ReadOnlySpan<float> Row(ReadOnlySpan<float> values, int step) => values.Slice(step * ReberGrammar.Symbols, ReberGrammar.Symbols);
}
