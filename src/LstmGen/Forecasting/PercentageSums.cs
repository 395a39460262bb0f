namespace LstmGen.Forecasting;

/// <summary>
/// The running mean absolute percentage error, which is not defined where a true value is 0 or near it: below the power of two under 1/10,000 of the mean magnitude of
/// the true values. Values are counted by their exponents, so that their mean may be known last.
/// </summary>
internal sealed class PercentageSums
{
    private const double Near = 1e-4;
    private const int Exponents = 256;

    private readonly int[] _byExponent = new int[Exponents];
    private double _sum;
    private double _magnitudes;
    private int _count;

    public void Add(double actual, double forecast)
    {
        _count++;
        _magnitudes += Math.Abs(actual);
        _byExponent[ExponentOf((float)actual)]++;
        _sum += actual == 0 ? 0.0 : ForecastMetrics.PercentageError(actual, forecast);
    }

    /// <summary>True values that are 0 or near it.</summary>
    public int NearZero()
    {
        if (_magnitudes == 0.0) return _count;
        int limit = ExponentOf((float)(Near * _magnitudes / _count)), count = _byExponent[0];
        for (int exponent = 1; exponent < limit; exponent++)
        {
            count += _byExponent[exponent];
        }

        return count;
    }

    /// <summary>In per cent; NaN where it is not defined.</summary>
    public double Mean() => NearZero() > 0 ? double.NaN : _sum / _count;

    /// <summary>The eight bits of the exponent: 0 for 0 and for what is hardly more.</summary>
    private static int ExponentOf(float value) => (BitConverter.SingleToInt32Bits(value) >> 23) & 0xFF;
}
