using System.Globalization;
using LstmGen.Forecasting;
using LstmGen.Numerics;

namespace Tuning;

/// <summary>What candidates are drawn from. The look-back is around the period of the series, the scaling what the library advises.</summary>
internal sealed class SearchSpace
{
    private const double LowestRate = 3e-4;
    private const double HighestRate = 3e-2;
    private const int LongestLookBack = 200;

    /// <summary>In equal ratios, so that a draw from the list is log-uniform; and few, so that shapes recur and are compiled once.</summary>
    private static readonly int[] s_units = [8, 12, 16, 24, 32, 48, 64, 96, 128];
    private static readonly double[] s_dropouts = [0, 0.1, 0.2, 0.3];
    private static readonly int[] s_batches = [16, 32, 64];
    private static readonly double[] s_periods = [0.25, 0.5, 1, 1.5, 2, 3];

    private readonly SeriesAdvice _advice;
    private readonly int[] _lookBacks;

    /// <param name="advice">For the training span.</param>
    public SearchSpace(SeriesAdvice advice)
    {
        _advice = advice;
        int around = advice.Period ?? advice.LookBack;
        int longest = Math.Max(1, Math.Min(LongestLookBack, advice.Length / 4));
        _lookBacks = [.. s_periods.Select(share => (int)Math.Round(share * around)).Append(advice.LookBack).Where(steps => steps >= 2 && steps <= longest).DefaultIfEmpty(1).Distinct().Order()];
    }

    /// <summary>The most steps that a candidate looks back.</summary>
    public int LookBack => Math.Max(_lookBacks[^1], _advice.LookBack);

    /// <summary>All candidates, before the first is tried: which thread tries which changes none. More of them begin with the same ones.</summary>
    public Candidate[] Draw(int seed, int count) => [Advised(), .. Enumerable.Range(2, count - 1).Select(number => Draw(seed, (ulong)number) with { Number = number })];

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"LSTM or GRU, 1 or 2 layers of {s_units[0]} to {s_units[^1]} units, look-back {string.Join(", ", _lookBacks)}, dropout {s_dropouts[0]} to {s_dropouts[^1]}, " +
        $"learning rate {LowestRate} to {HighestRate}, batches of {string.Join(", ", s_batches)}");

    private Candidate Advised() => new()
    {
        Number = 1,
        Cell = Cell.Lstm,
        Layers = 1,
        Units = _advice.Units,
        LookBack = _advice.LookBack,
        Dropout = 0,
        LearningRate = 0.001,
        BatchSize = _advice.BatchSize,
    };

    private Candidate Draw(int seed, ulong stream)
    {
        var random = new RandomSource(seed, stream);
        return new()
        {
            Number = 0,
            Cell = random.NextInt32(2) == 0 ? Cell.Lstm : Cell.Gru,
            Layers = 1 + random.NextInt32(2),
            Units = One(s_units),
            LookBack = One(_lookBacks),
            Dropout = One(s_dropouts),
            LearningRate = ThreeDigits(DoubleMath.Exp(Between(DoubleMath.Log(LowestRate), DoubleMath.Log(HighestRate)))),
            BatchSize = One(s_batches),
        };

        T One<T>(T[] choices) => choices[random.NextInt32(choices.Length)];
        double Between(double low, double high) => low + (high - low) * random.NextDouble();
    }

    /// <summary>As it is printed, so that what is copied is what was tried.</summary>
    private static double ThreeDigits(double value) => double.Parse(value.ToString("E2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
