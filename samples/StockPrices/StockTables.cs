using LstmGen.Metrics;

namespace StockPrices;

/// <summary>What the sample found, as tables.</summary>
internal static class StockTables
{
    /// <summary>Published, naive, linear, ours.</summary>
    public static ResultTable Movements(Movements train, Movements valid, Movements test, TrainedMovement[] trained)
    {
        ResultTable table = new("stocks", "up or down tomorrow", "accuracy, %", "MCC", "accuracy on the validation days, %");
        table.Row("published, from memory: LSTM (Feng et al. 2019)", "53.18", "0.067", "");
        table.Row("published, from memory: LSTM with attention", "54.90", "0.104", "");
        table.Row("published, from memory: with adversarial training", "57.20", "0.148", "");
        Row("naive: always up", movements => [.. movements.Up.Select(_ => 1)]);
        Row("naive: as yesterday", movements => [.. movements.Yesterday.Select(change => change > 0 ? 1 : 0)]);
        Row("naive: against the ten days before", movements => [.. movements.Momentum.Select(change => change > 0 ? 0 : 1)]);
        Row("linear: the 110 numbers of ten days", movements => MovementTraining.Linear(train, movements));
        Row("ours: LSTM", [.. trained.Select<TrainedMovement, Func<Movements, int[]>>(one => movements => MovementTraining.Answers(one.Model, movements))]);
        return table;

        void Row(string name, params Func<Movements, int[]>[] answers)
        {
            ConfusionMatrix[] tests = [.. answers.Select(each => MovementTraining.Of(test, each(test)))], valids = [.. answers.Select(each => MovementTraining.Of(valid, each(valid)))];
            table.Row(
                name, Figure.Mean([.. tests.Select(matrix => 100 * matrix.Accuracy)]), Figure.Mean([.. tests.Select(matrix => double.IsNaN(matrix.Mcc) ? 0 : matrix.Mcc)], 3),
                Figure.Mean([.. valids.Select(matrix => 100 * matrix.Accuracy)]));
        }
    }

    /// <summary>The network that follows the price, beside the price of the day before.</summary>
    public static ResultTable Follower(PriceFollower[] followers)
    {
        PriceFollower first = followers[0];
        double[] came = [.. first.Truth.Zip(first.Before, (truth, before) => (double)truth - before)];
        return new ResultTable("stocks-follower", "tomorrow's price", "RMSE, $", "R² of the price", "correlation of the changes said with those that came", "days late")
            .Row("naive: as today", Figure.Of(Math.Sqrt(came.Average(change => change * change)), 2), Figure.Of(RegressionReport.Of(first.Truth, first.Before).R2, 2), "", "1")
            .Row(
                "LSTM(50)", Figure.Mean([.. followers.Select(one => one.Accuracy.Rmse)]), Figure.Mean([.. followers.Select(one => RegressionReport.Of(one.Truth, one.Forecast).R2)]),
                Figure.Mean([.. followers.Select(one => one.CorrelationOfChanges)]), string.Join(", ", followers.Select(one => one.Lag).Distinct().Order()))
            .Row("called a lagged copy (LooksLikeLaggedCopy)", "", "", "", $"{followers.Count(one => one.Accuracy.LooksLikeLaggedCopy)} of {followers.Length}");
    }
}
