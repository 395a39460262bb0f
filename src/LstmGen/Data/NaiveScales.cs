namespace LstmGen;

/// <summary>The naive and seasonal-naive errors of series and target columns, by which scaled errors are divided; NaN where there is none.</summary>
/// <param name="series">Series.</param>
/// <param name="columns">Target columns.</param>
internal sealed class NaiveScales(int series, int columns)
{
    private readonly double[] _naive = Undefined(series * columns);
    private readonly double[] _seasonal = Undefined(series * columns);

    public void Set(int of, int column, double naive, double seasonal) => (_naive[of * columns + column], _seasonal[of * columns + column]) = (naive, seasonal);

    public (double Naive, double Seasonal) Of(int of, int column) => (_naive[of * columns + column], _seasonal[of * columns + column]);

    private static double[] Undefined(int count)
    {
        double[] values = new double[count];
        Array.Fill(values, double.NaN);
        return values;
    }
}
