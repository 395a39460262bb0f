using LstmGen.Samples;

namespace Traffic;

/// <summary>Forecasts of the test rows that take no network.</summary>
internal static class TrafficBaselines
{
    /// <summary>As five minutes before.</summary>
    public static float[] LastValue(PemsData data) => [.. TrafficTask.TestRows(data).Select(row => data.Test[row - 1])];

    /// <summary>As at the same time on the last day there is: for the first day that of the training file.</summary>
    public static float[] SameTimeYesterday(PemsData data) =>
        [.. TrafficTask.TestRows(data).Select(row => row >= PemsData.Day ? data.Test[row - PemsData.Day] : data.Train[^(PemsData.Day - row)])];

    /// <summary>A weighted sum of the twelve counts before, and a constant: least squares on the training file.</summary>
    public static float[] Linear(PemsData data) => Fit(data, (counts, at, row) =>
    {
        Lags(counts, at, row);
        row[TrafficTask.LookBack] = 1;
    }, TrafficTask.LookBack + 1);

    /// <summary>The same, and the mean of the training days at the time that is forecast, and at that before.</summary>
    public static float[] LinearWithClock(PemsData data)
    {
        double[] usual = UsualDay.Of(data.Train);
        return Fit(data, (counts, at, row) =>
        {
            Lags(counts, at, row);
            row[TrafficTask.LookBack] = 1;
            row[TrafficTask.LookBack + 1] = usual[at % PemsData.Day];
            row[TrafficTask.LookBack + 2] = usual[(at + PemsData.Day - 1) % PemsData.Day];
        }, TrafficTask.LookBack + 3);
    }

    private static void Lags(float[] counts, int at, double[] row)
    {
        for (int k = 0; k < TrafficTask.LookBack; k++)
        {
            row[k] = counts[at - TrafficTask.LookBack + k];
        }
    }

    private static float[] Fit(PemsData data, Action<float[], int, double[]> fill, int inputs)
    {
        double[] row = new double[inputs];
        LeastSquares sums = new(inputs);
        for (int at = TrafficTask.LookBack; at < data.Train.Length; at++)
        {
            fill(data.Train, at, row);
            sums.Add(row, data.Train[at]);
        }

        double[] weights = sums.Solve(ridge: 1e-9)[0];
        return [.. TrafficTask.TestRows(data).Select(at =>
        {
            fill(data.Test, at, row);
            return (float)LeastSquares.Sum(weights, row);
        })];
    }
}
