using CsCheck;
using LstmGen.Tests.Data;

namespace LstmGen.Tests.Forecasting;

public sealed class ForecastTests
{
    [Fact]
    public void Outputs_are_fed_back()
    {
        // Fibonacci: every value is the sum of the two before.
        RuleModel model = new((window, output) => output[0] = window[1] + window[2], lookBack: 3);
        float[] next = new float[6];
        model.Forecast([9, 9, 0, 1, 1], next);

        Assert.Equal([2f, 3f, 5f, 8f, 13f, 21f], next);
    }

    [Fact]
    public void Values_that_are_not_finite_are_refused_with_their_row_where_the_forecast_reads_them()
    {
        RuleModel model = new((window, output) => output[0] = window[^1], lookBack: 3);
        float[] next = [7f];

        ArgumentException error = Assert.Throws<ArgumentException>(() => model.Forecast([1, 2, 3, float.NaN, 5], next));
        Assert.Equal("history", error.ParamName);
        Assert.Contains("row 3, column 0 is NaN", error.Message);
        Assert.Equal(7f, next[0]);
        model.Forecast([float.NaN, 2, 3, 4, 5], next);
        Assert.Equal(5f, next[0]);
    }

    [Fact]
    public void Blocks_of_a_horizon_follow_each_other() =>
        Gen.Select(Gen.Int[1, 6], Gen.Int[1, 9], Gen.Int[0, 30]).Sample((lookBack, horizon, steps) =>
        {
            // Counts on from the last value, and checks that the window counts too.
            RuleModel model = new(
                (window, output) =>
                {
                    for (int i = 1; i < window.Length; i++)
                    {
                        Assert.Equal(window[i - 1] + 1, window[i]);
                    }

                    for (int i = 0; i < output.Length; i++)
                    {
                        output[i] = window[^1] + 1 + i;
                    }
                },
                lookBack, outputs: horizon);
            float[] next = new float[steps];
            model.Forecast([.. Enumerable.Range(0, 10).Select(i => (float)i)], next);

            Assert.Equal([.. Enumerable.Range(10, steps).Select(i => (float)i)], next);
        });

    [Fact]
    public void Known_columns_come_from_the_rows_to_predict() =>
        Gen.Select(Gen.Int[1, 6], Gen.Int[1, 4], Gen.Int[1, 15]).Sample((lookBack, horizon, steps) =>
        {
            // The known column holds 1000 + its row; the rule demands that it runs ahead of the demand by the horizon, and swaps two targets.
            float[] rows = Ramp(40);
            SeriesTable table = SeriesTable.Of(("a", rows), ("b", Ramp(40, 500)), ("k", Ramp(40, 1000)));
            WindowDataset windows = WindowDataset.Of(table, lookBack, targets: ["b", "a"], known: ["k"], horizon: horizon);
            RuleModel model = new(
                (window, output) =>
                {
                    for (int s = 0; s < lookBack; s++)
                    {
                        Assert.Equal(window[3 * s] + 500, window[3 * s + 1]);
                        Assert.Equal(window[3 * s] + horizon + 1000, window[3 * s + 2]);
                    }

                    for (int h = 0; h < horizon; h++)
                    {
                        output[2 * h] = window[^2] + 1 + h;
                        output[2 * h + 1] = window[^3] + 1 + h;
                    }
                },
                lookBack, features: 3, outputs: 2 * horizon);
            model.PrepareTraining(windows);

            float[] input = new float[windows.InputSize];
            float[] output = new float[windows.TargetSize];
            float[] target = new float[windows.TargetSize];
            windows.CopyInput(2, input);
            windows.CopyTarget(2, target);
            model.Predict(input, output);
            Assert.Equal(target, output);

            float[] history = [.. Enumerable.Range(0, 20).SelectMany(r => new float[] { r, 500 + r, 1000 + r })];
            float[] next = new float[2 * steps];
            model.Forecast(history, Ramp((steps + horizon - 1) / horizon * horizon, 1020), next);
            Assert.Equal([.. Enumerable.Range(20, steps).SelectMany(r => new float[] { 500 + r, r })], next);
        });

    [Fact]
    public void A_column_that_is_not_predicted_allows_one_horizon_only()
    {
        WindowDataset windows = WindowDataset.Of(SeriesTable.Of(("a", Ramp(20)), ("b", Ramp(20))), lookBack: 3, targets: ["a"], horizon: 2);
        RuleModel model = new((_, output) => output.Fill(7), lookBack: 3, features: 2, outputs: 2);
        model.PrepareTraining(windows);

        model.Forecast(new float[6], new float[2]);
        Assert.Contains("columns that it does not predict", Assert.Throws<InvalidOperationException>(() => model.Forecast(new float[6], new float[3])).Message);
    }

    [Fact]
    public void A_model_with_a_gap_forecasts_one_horizon_only()
    {
        RuleModel model = new((window, output) => output[0] = window[^1] + 3, lookBack: 3);
        model.PrepareTraining(WindowDataset.Of(Ramp(20), lookBack: 3, gap: 2));
        float[] next = new float[1];
        model.Forecast([1, 2, 3], next);

        Assert.Equal(6f, next[0]);
        Assert.Contains("gap of 2", Assert.Throws<InvalidOperationException>(() => model.Forecast(new float[3], new float[2])).Message);
    }

    [Fact]
    public void Before_training_the_shape_decides()
    {
        RuleModel columns = new((window, output) => window[^2..].CopyTo(output), lookBack: 2, features: 2, outputs: 2);
        float[] next = new float[4];
        columns.Forecast([1, 2, 3, 4], next);
        Assert.Equal([3f, 4f, 3f, 4f], next);

        RuleModel unclear = new((_, _) => { }, lookBack: 2, features: 3, outputs: 2);
        Assert.Contains("3 features and puts out 2", Assert.Throws<InvalidOperationException>(() => unclear.Forecast(new float[6], new float[2])).Message);
        RuleModel labels = new((_, _) => { }, lookBack: 2, features: 1, outputs: 1, outputSteps: 2);
        Assert.Contains("labels a sequence", Assert.Throws<InvalidOperationException>(() => labels.Forecast(new float[6], new float[2])).Message);
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_refused()
    {
        RuleModel model = new((_, output) => output.Clear(), lookBack: 3, features: 2, outputs: 2);
        Assert.Contains("at least 3 rows = 6 values; found 5", Assert.Throws<ArgumentException>("history", () => model.Forecast(new float[5], new float[2])).Message);
        Assert.Throws<ArgumentException>("history", () => model.Forecast(new float[7], new float[2]));
        Assert.Throws<ArgumentException>("next", () => model.Forecast(new float[6], new float[3]));
        Assert.Throws<ArgumentException>("knownFuture", () => model.Forecast(new float[6], new float[3], new float[2]));

        RuleModel known = new((_, output) => output.Clear(), lookBack: 3, features: 2, outputs: 2);
        known.PrepareTraining(WindowDataset.Of(SeriesTable.Of(("a", Ramp(20)), ("k", Ramp(20))), lookBack: 3, known: ["k"], horizon: 2));
        Assert.Contains("need 4 values", Assert.Throws<ArgumentException>("knownFuture", () => known.Forecast(new float[6], new float[3])).Message);
        known.Forecast(new float[6], new float[4], new float[3]);
    }

    [Fact]
    public void After_the_first_call_nothing_is_allocated()
    {
        RuleModel model = new((window, output) => output.Fill(window[0]), lookBack: 3, outputs: 2);
        float[] history = new float[10];
        float[] next = new float[25];
        model.Forecast(history, next);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
        {
            model.Forecast(history, next);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Threads_do_not_disturb_each_other()
    {
        RuleModel model = new((window, output) => output[0] = window[0] + window[1], lookBack: 2);
        Parallel.For(0, 200, i =>
        {
            float[] next = new float[8];
            model.Forecast([0, i], next);
            Assert.Equal([i, 2f * i, 3f * i, 5f * i, 8f * i, 13f * i, 21f * i, 34f * i], next);
        });
    }

    private static float[] Ramp(int count, int start = 0) => [.. Enumerable.Range(start, count).Select(i => (float)i)];
}
