namespace Traffic;

/// <summary>What the sample found, as tables.</summary>
/// <param name="raw">The test forecast of each seed, trained on counts.</param>
/// <param name="root">The same, trained on roots of counts.</param>
/// <param name="usual">The same, with the usual day beside them.</param>
/// <param name="published">The published network's, where its file is there.</param>
internal sealed class TrafficTables(PemsData data, float[][] raw, float[][] root, float[][] usual, float[]? published)
{
    /// <summary>Counts at which levels begin.</summary>
    private static readonly int[] s_levels = [0, 5, 10, 20, 50, 100];

    private readonly float[] _truth = TrafficTask.Truth(data);

    /// <summary>The forecast of the first seed, with the usual day.</summary>
    public float[] First => usual[0];

    /// <summary>The published network's; null where its file is not there.</summary>
    public float[]? Published => published;

    /// <summary>Published, naive, linear, ours.</summary>
    public ResultTable Errors()
    {
        ResultTable table = new("traffic", "forecast", "RMSE", "MAE", "MSE", "MAPE, %", "R²");
        table.Row("published: LSTM", "9.90", "7.21", "98.05", "16.56", "0.9396");
        table.Row("published: GRU", "9.97", "7.20", "99.32", "16.78", "0.9389");
        table.Row("published: SAEs", "9.60", "7.06", "92.08", "17.80", "0.9433");
        Row(table, "naive: as five minutes before", TrafficBaselines.LastValue(data));
        Row(table, "naive: as the day before", TrafficBaselines.SameTimeYesterday(data));
        Row(table, "linear: twelve counts", TrafficBaselines.Linear(data));
        Row(table, "linear: twelve counts and the usual day", TrafficBaselines.LinearWithClock(data));
        Row(table, "ours, trained on counts", raw);
        Row(table, "ours, trained on roots of counts", root);
        return Row(table, "ours, roots of counts and the usual day", usual);
    }

    /// <summary>Where the percentages come from: what the rows of each level add to the mean.</summary>
    public ResultTable Levels()
    {
        string[] names = published is null ? ["linear", "counts", "roots"] : ["published", "linear", "counts", "roots"];
        float[][] forecasts = published is null ? [TrafficBaselines.Linear(data), raw[0], root[0]] : [published, TrafficBaselines.Linear(data), raw[0], root[0]];
        ResultTable table = new("traffic-levels", ["vehicles in five minutes", "rows", .. names.Select(name => $"MAPE points, {name}"), .. names.Select(name => $"bias, {name}")]);
        int above = _truth.Count(count => count > 0);
        for (int level = 0; level < s_levels.Length; level++)
        {
            int from = s_levels[level], to = level + 1 < s_levels.Length ? s_levels[level + 1] : int.MaxValue;
            int[] rows = [.. Enumerable.Range(0, _truth.Length).Where(row => _truth[row] >= from && _truth[row] < to)];
            float[] truth = [.. rows.Select(row => _truth[row])];
            TrafficErrors[] errors = [.. forecasts.Select(forecast => TrafficErrors.Of(truth, [.. rows.Select(row => forecast[row])]))];
            int counted = truth.Count(count => count > 0);
            table.Row([
                to == int.MaxValue ? $"{from} and more" : $"{from} to {to - 1}", Figure.Whole(rows.Length),
                .. errors.Select(error => Figure.Of(counted == 0 ? 0 : error.Mape * counted / above, 2)), .. errors.Select(error => Figure.Of(error.Bias, 1)),
            ]);
        }

        return table;
    }

    /// <summary>How far the percentages move between epochs that are as good as each other: on the validation days, those within 2 % of the best RMSE.</summary>
    public static ResultTable Epochs(TrainedTraffic[] raw, TrainedTraffic[] root)
    {
        ResultTable table = new("traffic-epochs", "trained on", "best RMSE of validation", "epochs within 2 % of it", "their MAPE, least, %", "most, %");
        foreach ((string name, TrainedTraffic[] trained) in new[] { ("counts", raw), ("roots of counts", root) })
        {
            TrafficErrors[][] good = [.. trained.Select(one => one.Validation.Where(errors => errors.Rmse <= 1.02 * one.Validation.Min(each => each.Rmse)).ToArray())];
            table.Row(
                name, Figure.Mean([.. trained.Select(one => one.Validation.Min(errors => errors.Rmse))]), Figure.Whole(good.Sum(epochs => epochs.Length)),
                Figure.Of(good.SelectMany(epochs => epochs).Min(errors => errors.Mape), 1), Figure.Of(good.SelectMany(epochs => epochs).Max(errors => errors.Mape), 1));
        }

        return table;
    }

    private ResultTable Row(ResultTable table, string name, params float[][] forecasts)
    {
        TrafficErrors[] errors = [.. forecasts.Select(forecast => TrafficErrors.Of(_truth, forecast))];
        return table.Row(
            name, Mean(one => one.Rmse), Mean(one => one.Mae), Mean(one => one.Mse), Mean(one => one.Mape), Mean(one => one.R2, 4));

        string Mean(Func<TrafficErrors, double> of, int digits = 2) => Figure.Mean([.. errors.Select(of)], digits);
    }
}
