namespace LstmGen.Forecasting;

/// <summary>Running sums over the intervals of one level.</summary>
internal sealed class IntervalSums(double level, int steps)
{
    private readonly int[] _inside = new int[steps];
    private readonly int[] _count = new int[steps];
    private double _width;
    private double _pinball;

    public double Level => level;

    /// <param name="step">Steps ahead, from 0.</param>
    /// <param name="actual">What came.</param>
    /// <param name="lower">The lower end.</param>
    /// <param name="upper">The upper end.</param>
    public void Add(int step, double actual, double lower, double upper)
    {
        (double low, double high) = Probability.EndsOf(level);
        _count[step]++;
        _inside[step] += actual >= lower && actual <= upper ? 1 : 0;
        _width += upper - lower;
        _pinball += (Pinball(low, actual - lower) + Pinball(high, actual - upper)) / 2;
    }

    public IntervalAccuracy ToAccuracy() => new()
    {
        Level = level,
        Count = _count.Sum(),
        Coverage = (double)_inside.Sum() / _count.Sum(),
        CoverageByStep = [.. _inside.Zip(_count, (inside, count) => (double)inside / count)],
        MeanWidth = _width / _count.Sum(),
        PinballLoss = _pinball / _count.Sum(),
    };

    private static double Pinball(double quantile, double error) => Math.Max(quantile * error, (quantile - 1) * error);
}
