using LstmGen.Metrics;

namespace Turbofan;

/// <summary>What the sample found, as tables.</summary>
internal static class TurbofanTables
{
    /// <summary>Quantiles of a forecast.</summary>
    private const int Low = 0, Middle = 1, High = 2, Each = 3;

    /// <summary>Published, naive, linear, ours.</summary>
    /// <param name="foretold">The lives that each seed foretells.</param>
    /// <param name="quantiles">Of each seed, for each engine, the three quantiles.</param>
    public static ResultTable Errors(Engines engines, float[][] foretold, float[][] quantiles)
    {
        ResultTable table = new("turbofan", "cycles that are left", "RMSE", "score", "RMSE, lives capped at 125");
        table.Row("published: deep LSTM (Zheng et al. 2017)", "16.14", "338", "");
        table.Row("published: LSTM (Samarthkumar et al. 2026)", "14.93", "", "");
        table.Row("published: convolutional (Li et al. 2018)", "", "", "12.61");
        Row(table, "naive: the mean life", LifeBaselines.Mean(engines));
        Row(table, "linear: the last cycle", LifeBaselines.LastCycle(engines));
        Row(table, "linear: the last cycle and means of thirty", LifeBaselines.LastAndMeans(engines));
        Row(table, "linear: the last cycle and running means", LifeBaselines.LastAndRunningMeans(engines));
        Row(table, "ours: LSTM", foretold);
        Row(table, "ours: the middle of the intervals", [.. quantiles.Select(one => Of(one, Middle))]);
        return table;

        void Row(ResultTable rows, string name, params float[][] lives)
        {
            LifeErrors[] errors = [.. lives.Select(each => LifeErrors.Of(engines.Lives, each))];
            rows.Row(name, Mean(error => error.Rmse, 2), Mean(error => error.Score, 0), Mean(error => error.CappedRmse, 2));

            string Mean(Func<LifeErrors, double> of, int digits) => Figure.Mean([.. errors.Select(of)], digits);
        }
    }

    /// <summary>Whether nine lives of ten lie in the intervals, for engines near their end and far from it.</summary>
    public static ResultTable Intervals(float[] lives, float[][] quantiles)
    {
        ResultTable table = new("turbofan-intervals", "cycles that were left", "engines", "in the interval of 90 %", "width of it, cycles", "shorter than it", "longer than it");
        foreach ((int from, int to) in new[] { (0, 50), (50, 100), (100, 125), (125, 1_000), (0, 1_000) })
        {
            int[] some = [.. Enumerable.Range(0, lives.Length).Where(i => lives[i] >= from && lives[i] < to)];
            table.Row(
                to == 1_000 ? from == 0 ? "all" : $"{from} and more" : $"{from} to {to - 1}", Figure.Whole(some.Length),
                Share(one => some.Count(i => Of(one, Low)[i] <= lives[i] && lives[i] <= Of(one, High)[i])),
                Figure.Mean([.. quantiles.Select(one => some.Average(i => (double)Of(one, High)[i] - Of(one, Low)[i]))], 0),
                Share(one => some.Count(i => lives[i] < Of(one, Low)[i])), Share(one => some.Count(i => lives[i] > Of(one, High)[i])));

            string Share(Func<float[], int> count) => Figure.Share(quantiles.Average(one => (double)count(one) / some.Length));
        }

        return table;
    }

    /// <summary>One of the three quantiles, by engine.</summary>
    public static float[] Of(float[] quantiles, int which) => [.. Enumerable.Range(0, quantiles.Length / Each).Select(engine => quantiles[Each * engine + which])];
}
