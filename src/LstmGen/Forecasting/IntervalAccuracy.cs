using LstmGen.Inspection;

namespace LstmGen.Forecasting;

/// <summary>How good the intervals of one level were: how many values they held, how wide they were, and what their ends cost.</summary>
public sealed record IntervalAccuracy
{
    /// <summary>The nominal coverage: the share of values that shall lie inside.</summary>
    public required double Level { get; init; }

    /// <summary>Values compared.</summary>
    public required int Count { get; init; }

    /// <summary>The empirical coverage: the share of values that lay inside, ends included.</summary>
    public required double Coverage { get; init; }

    /// <summary>The coverage of each step ahead; the first is one step after the origin.</summary>
    public required IReadOnlyList<double> CoverageByStep { get; init; }

    /// <summary>The mean distance from the lower to the upper end, in raw units.</summary>
    public required double MeanWidth { get; init; }

    /// <summary>The mean pinball loss of the two ends as quantiles, in raw units: small where intervals are narrow and hold what they promise.</summary>
    public required double PinballLoss { get; init; }

    /// <summary>What was promised and what was held.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{100 * Level:0.#} % promised, {100 * Coverage:0.0} % of {ModelSummary.Count(Count, "value")} held, mean width {MeanWidth:G5}");
}

/// <summary>The intervals of one level from one origin.</summary>
/// <param name="Level">The share of values that shall lie inside.</param>
/// <param name="Lower">The lower ends, in the order of the forecast.</param>
/// <param name="Upper">The upper ends, in the same order.</param>
public sealed record BacktestInterval(double Level, IReadOnlyList<float> Lower, IReadOnlyList<float> Upper)
{
    /// <summary>The level and the first ends.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{100 * Level:0.#} %: ") + ModelSummary.List(Lower.Zip(Upper, (lower, upper) => FormattableString.Invariant($"{lower:G6} to {upper:G6}")), most: 4);
}
