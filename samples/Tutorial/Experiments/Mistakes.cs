using LstmGen.Forecasting;
using LstmGen.Numerics;
using ScottPlot;

namespace Tutorial;

/// <summary>Chapter 7: the programs of the gallery, with their pictures. The pages have them in ten lines each and print the same figures.</summary>
internal static class Mistakes
{
    /// <summary>A scaler that has seen the future.</summary>
    public static void Scaler(Lab lab)
    {
        float[] sales = MadeSeries.Growing();
        WindowDataset all = WindowDataset.Of(sales, lookBack: 12);
        (WindowDataset training, WindowDataset test) = all.SplitByTime(testSteps: 60);
        double Error(WindowDataset scaledBy, Action<SequenceModel>? look)
        {
            var model = new GrowthModel(seed: 1);
            model.FitScaler(scaledBy);
            model.Fit(training, new FitOptions { Epochs = 60, LearningRate = 0.01 });
            look?.Invoke(model);
            return ForecastAccuracy.Of(model, test)!.Rmse;
        }

        using Plot plot = Chart.Plot("One program, two scalers: on paper, and what would have come", "week of the test", "sales");
        plot.Curve(Targets(test), Chart.Light, "truth");
        double leaked = Error(all, model => plot.Curve(Forecasts(model, test), Chart.Red, "scaler fitted to everything (leak)"));
        double honest = Error(training, model => plot.Curve(Forecasts(model, test), Chart.Blue, "scaler fitted to the training span"));
        plot.ShowLegend(Alignment.UpperLeft);
        lab.Add(new ResultTable("mistake-scaler", "scaler fitted to", "RMSE of the test")
            .Row("everything (leak)", Figure.Of(leaked, 1)).Row("the training span", Figure.Of(honest, 1)).Row("naive", Figure.Of(Naive(test), 1)));
        lab.Save("mistake-scaler.png", plot, height: 340);
    }

    /// <summary>A random walk that can be forecast, if windows of the test overlap those of training.</summary>
    public static void Shuffle(Lab lab)
    {
        WindowDataset windows = WindowDataset.Of(MadeSeries.Wandering(420, seed: 3), lookBack: 10, horizon: 10);
        int[] order = [.. Enumerable.Range(0, windows.Count)];
        double inOrder = Skill(order);
        new RandomSource(1).Shuffle(order);
        double shuffled = Skill(order);
        lab.Add(new ResultTable("mistake-shuffle", "split of a wandering price", "skill against naive").Row("shuffled", Figure.Skill(shuffled)).Row("by time", Figure.Skill(inOrder)));
        using Plot plot = Chart.Plot("Skill on a wandering price, where there is hardly any", "", "skill against naive, %");
        ScottPlot.Plottables.BarPlot bars = plot.Add.Bars(new[] { 0.0, 1.0 }, new[] { 100 * shuffled, 100 * inOrder });
        bars.Bars[0].FillColor = Chart.Red;
        bars.Bars[1].FillColor = Chart.Blue;
        plot.Names(["shuffled split", "split by time"]);
        plot.Add.HorizontalLine(0, 1, Colors.Black);
        lab.Save("mistake-shuffle.png", plot, height: 340);

        double Skill(int[] order)
        {
            float[] inputs = new float[order.Length * 10], targets = new float[order.Length * 10];
            for (int i = 0; i < order.Length; i++)
            {
                windows.CopyInput(order[i], inputs.AsSpan(i * 10, 10));
                windows.CopyTarget(order[i], targets.AsSpan(i * 10, 10));
            }

            WindowDataset rows = WindowDataset.From(inputs, targets, lookBack: 10);
            int cut = order.Length * 8 / 10;
            var model = new WalkModel(seed: 1);
            model.Fit(rows.Slice(0, cut), new FitOptions { Epochs = 150, LearningRate = 0.01, BatchSize = 16 });
            double error = 0, naive = 0;
            float[] forecast = new float[10];
            for (int i = cut; i < order.Length; i++)
            {
                model.Predict(inputs.AsSpan(i * 10, 10), forecast);
                for (int step = 0; step < 10; step++)
                {
                    error += Math.Pow(forecast[step] - targets[i * 10 + step], 2);
                    naive += Math.Pow(inputs[i * 10 + 9] - targets[i * 10 + step], 2);
                }
            }

            return ForecastMetrics.Skill(Math.Sqrt(error), Math.Sqrt(naive));
        }
    }

    /// <summary>A loss that falls, and a forecast that copies.</summary>
    public static void Copy(Lab lab)
    {
        (WindowDataset training, WindowDataset test) = WindowDataset.Of(MadeSeries.Wandering(1_000, seed: 9), lookBack: 10).SplitByTime(testSteps: 200);
        var model = new StepModel(seed: 1);
        var skills = new List<double>();
        var losses = new List<double>();
        for (int epoch = 0; epoch < 100; epoch++)
        {
            losses.Add(model.Fit(training, new FitOptions { Epochs = 1 }).Loss);
            skills.Add(ForecastAccuracy.Of(model, test)!.SkillAgainstNaive);
        }

        ForecastAccuracy accuracy = ForecastAccuracy.Of(model, test)!;
        lab.Add(new ResultTable("mistake-copy", "wandering price, 100 epochs", "figure")
            .Row("loss of the first epoch", Figure.Of(losses[0])).Row("loss of the last epoch", Figure.Of(losses[^1])).Row("skill against naive after the last epoch", Figure.Skill(skills[^1]))
            .Row("looks like a lagged copy", accuracy.LooksLikeLaggedCopy ? "yes" : "no"));
        using Plot plot = Chart.Plot("Looks good, is yesterday's value: each turn comes one step late", "step of the test", "value");
        plot.Curve(Targets(test)[..60], Chart.Light, "truth");
        plot.Curve(Forecasts(model, test)[..60], Chart.Red, "LSTM");
        plot.ShowLegend(Alignment.UpperRight);
        lab.Save("mistake-copy.png", plot);

        Multiplot both = Chart.Plots(1, 2);
        Chart.Dress(both.GetPlot(0), "the loss falls", "epoch", "loss of training, scaled units");
        both.GetPlot(0).Curve([.. losses.Select(Math.Log10)], Chart.Blue, first: 1);
        both.GetPlot(0).TenthsLeft(-2, 0);
        Chart.Dress(both.GetPlot(1), "the skill stays below 0", "epoch", "skill against naive, %");
        both.GetPlot(1).Curve([.. skills.Select(skill => 100 * skill)], Chart.Red, first: 1);
        both.GetPlot(1).Add.HorizontalLine(0, 1, Colors.Black);
        both.GetPlot(1).Axes.SetLimitsY(-100, 20);
        lab.Save("mistake-skill.png", both, height: 380);
    }

    /// <summary>Scaled by hand, and turned back by the wrong column.</summary>
    public static void Inverse(Lab lab)
    {
        (float[] price, float[] volume) = MadeSeries.PriceAndVolume();
        SeriesTable table = SeriesTable.Of(("volume", volume), ("price", price));
        (WindowDataset training, WindowDataset test) = WindowDataset.Of(table, lookBack: 8, targets: ["price"]).SplitByTime(testSteps: 40);
        var model = new MarketModel(seed: 1);
        model.Fit(training, new FitOptions { Epochs = 30, LearningRate = 0.01 });
        Scaler scaler = model.Scaler!;
        double[] right = Forecasts(model, test), wrong = [.. right.Select(value =>
            (value - scaler.InputOffsets[1]) / scaler.InputScales[1] * scaler.InputScales[0] + scaler.InputOffsets[0])];
        double[] truth = Targets(test);
        lab.Add(new ResultTable("mistake-inverse", "first hour of the test", "price").Row("truth", Figure.Of(truth[0], 1)).Row("by the price's scale", Figure.Of(right[0], 1)).Row("by the volume's scale", Figure.Of(wrong[0], 1)));
        Multiplot both = Chart.Plots(1, 2);
        Chart.Dress(both.GetPlot(0), "by the price's own scale", "hour of the test", "price");
        both.GetPlot(0).Curve(truth, Chart.Light, "truth", 8);
        both.GetPlot(0).Curve(right, Chart.Blue, "forecast");
        both.GetPlot(0).Axes.SetLimitsY(82, 112);
        both.GetPlot(0).ShowLegend(Alignment.LowerCenter);
        Chart.Dress(both.GetPlot(1), "by the volume's scale", "hour of the test", "\"price\"");
        both.GetPlot(1).Curve(wrong, Chart.Red, "the same forecast");
        both.GetPlot(1).Axes.SetLimitsY(16_000, 74_000);
        both.GetPlot(1).ShowLegend(Alignment.LowerCenter);
        lab.Save("mistake-inverse.png", both, height: 380);
    }

    /// <summary>A column that is called known and holds tomorrow.</summary>
    public static void LookAhead(Lab lab)
    {
        float[] noise = MadeSeries.Noise(800, seed: 4);
        (double Skill, double[] Forecast, double[] Truth) Run(int from, int to)
        {
            float[] mean = [.. noise.Select((_, i) => Enumerable.Range(from, to - from + 1).Average(step => noise[Math.Clamp(i + step, 0, noise.Length - 1)]))];
            (WindowDataset training, WindowDataset test) = WindowDataset.Of(SeriesTable.Of(("value", noise), ("mean", mean)), lookBack: 8, known: ["mean"]).SplitByTime(testSteps: 200);
            var model = new NoiseModel(seed: 1);
            model.Fit(training, new FitOptions { Epochs = 20, LearningRate = 0.01 });
            double[] truth = Targets(test);
            return (ForecastMetrics.Skill(ForecastAccuracy.Of(model, test)!.Rmse, Math.Sqrt(truth.Average(value => value * value))), Forecasts(model, test), truth);
        }

        var leaked = Run(-1, 1);
        var honest = Run(-3, -1);
        lab.Add(new ResultTable("mistake-ahead", "column known ahead, of pure noise", "skill against the mean")
            .Row("mean of the days before, at and after (leak)", Figure.Skill(leaked.Skill)).Row("mean of the three days before", Figure.Skill(honest.Skill)));
        using Plot plot = Chart.Plot("Pure noise, \"forecast\" with the help of a centred mean", "step of the test", "value");
        plot.Curve(leaked.Truth[..40], Chart.Light, "truth", 9);
        plot.Curve(leaked.Forecast[..40], Chart.Red, "mean around the day (leak)");
        plot.Curve(honest.Forecast[..40], Chart.Blue, "mean of the days before");
        plot.Axes.SetLimitsY(-5, 5.5);
        plot.ShowLegend(Alignment.UpperRight);
        lab.Save("mistake-ahead.png", plot, height: 360);
    }

    private static double Naive(WindowDataset test) => Math.Sqrt(Enumerable.Range(0, test.Count).Average(i =>
    {
        Span<float> last = stackalloc float[1], came = stackalloc float[1];
        test.CopyNaive(i, last);
        test.CopyTarget(i, came);
        return (double)(last[0] - came[0]) * (last[0] - came[0]);
    }));

    private static double[] Targets(WindowDataset test) => [.. Enumerable.Range(0, test.Count).Select(i =>
    {
        float[] value = new float[1];
        test.CopyTarget(i, value);
        return (double)value[0];
    })];

    private static double[] Forecasts(SequenceModel model, WindowDataset test)
    {
        float[] window = new float[test.LookBack * test.Features], value = new float[1];
        return [.. Enumerable.Range(0, test.Count).Select(i =>
        {
            test.CopyInput(i, window);
            model.Predict(window, value);
            return (double)value[0];
        })];
    }
}
