using System.Globalization;
using LstmGen.Forecasting;

namespace LstmGen.Papers;

/// <summary>The hourly series of the M4 competition, 48 hours ahead, by one model.</summary>
internal sealed class M4Hourly : PaperRow
{
    private const int LookBack = 168, Horizon = 48, Day = 24;

    public override string Name => "m4-hourly";

    public override string Title => "M4: 414 hourly series, 48 hours ahead";

    public override string Protocol =>
        "48 hours from the end of each of 414 series (700 to 960 hours); sMAPE and MASE (m = 24), means over the series. One model for all series, trained on what lies before; the epoch is chosen on the last 48 " +
        "training hours of each series.";

    public override IReadOnlyList<Measure> Measures { get; } = [new("sMAPE, %", 3), new("MASE", 3)];

    public override IReadOnlyList<Published> Published { get; } =
    [
        new("RNN", [14.698, 3.048], "M4 competition, Evaluation and Ranks.xlsx, hourly"),
        new("MLP", [13.842, 2.607], "the same", IsBar: false),
        new("ES-RNN (winner, LSTMs)", [9.328, 0.893], "the same", IsBar: false),
        new("Theta", [18.138, 2.455], "the same", IsBar: false),
    ];

    public override string Model =>
        "`[LstmModel(LookBack = 168)] [Conv1D(96, 24, Stride = 24)] [Lstm(128)] [Dropout(0.1)] [Dense(128, Activation = Activation.Relu)] [Dense(48)]` over a `SeriesPanel` with `WindowLevel.WindowStandard`, a window " +
        "every 4 hours, Adam 0.002 falling to 0 by a cosine over 14 epochs, batch 128, mean absolute error";

    public override string Reading => "The competition's RNN row loses to the same hours of the day before, and both to a linear model fitted to each series by itself. One network for all series comes level with that, more than half of the way to the winner. Dividing each window by its own deviation (`WindowLevel.WindowStandard`) halves the MASE of dividing it by its mean.";

    public override IReadOnlyDictionary<string, double[]> Baselines(string data)
    {
        float[][] training = Read(data, "train"), test = Read(data, "test");
        double[] Measured(Func<float[], double[]> forecast)
        {
            double smape = 0, mase = 0;
            for (int i = 0; i < training.Length; i++)
            {
                float[] ahead = Array.ConvertAll(forecast(training[i]), value => (float)value);
                smape += ForecastMetrics.Smape(test[i], ahead) / training.Length;
                mase += ForecastMetrics.Mase(test[i], ahead, training[i], Day) / training.Length;
            }

            return [smape, mase];
        }

        return new Dictionary<string, double[]>
        {
            ["naive: the last value"] = Measured(series => [.. Enumerable.Repeat((double)series[^1], Horizon)]),
            ["naive: the same hours of the last day"] = Measured(series => [.. Enumerable.Range(0, Horizon).Select(step => (double)series[series.Length - Day + step % Day])]),
            ["linear: ridge per series on 48 lags and the week before, divided by their mean"] = Measured(Linear),
        };
    }

    public override double[] Train(string data, int seed, Action<string> log)
    {
        float[][] training = Read(data, "train"), test = Read(data, "test");
        SeriesPanel panel = SeriesPanel.Of([.. training.Zip(test, (before, after) => (float[])[.. before, .. after])]);
        WindowDataset all = WindowDataset.Of(panel, LookBack, horizon: Horizon, stride: 4, period: Day, level: WindowLevel.WindowStandard);
        (WindowDataset known, _) = all.SplitByTime(Horizon);
        (WindowDataset fitted, WindowDataset validation) = known.SplitByTime(Horizon);
        var model = new HourlyModel(seed);
        model.Fit(fitted, new FitOptions
        {
            Epochs = 14,
            BatchSize = 128,
            Loss = Loss.MeanAbsoluteError,
            Optimizer = new Adam { LearningRate = 0.002 },
            Schedule = new CosineDecay(),
            Validation = validation,
            EarlyStopping = new EarlyStopping { Patience = 14 },
            Clipping = GradientClipping.ByGlobalNorm(1),
            Progress = Every(1, log),
        });
        SeriesBacktestReport report = Backtest.BySeries(model, all, Horizon);
        return report.BySeries.Count == 414 ? [report.MeanSmape, report.MeanSeasonalMase] : throw new InvalidOperationException($"Expected 414 series, but got {report.BySeries.Count}.");
    }

    /// <summary>Fitted to each series by itself, one hour ahead at a time.</summary>
    private static double[] Linear(float[] series)
    {
        float level = series.Average();
        float[] values = [.. series.Select(value => value / level)];
        float[] Inputs(IReadOnlyList<float> known, int at) => [.. Enumerable.Range(1, 48).Select(lag => known[at - lag]), known[at - 168], known[at - 167], known[at - 169]];
        var ridge = new Ridge(51, 1);
        for (int at = 169; at < values.Length; at++)
        {
            ridge.Add(Inputs(values, at), [values[at]]);
        }

        ridge.Solve(penalty: 0.1);
        List<float> path = [.. values];
        double[] next = new double[1];
        for (int step = 0; step < Horizon; step++)
        {
            ridge.Predict(Inputs(path, path.Count), next);
            path.Add((float)next[0]);
        }

        return [.. path.TakeLast(Horizon).Select(value => (double)value * level)];
    }

    private static float[][] Read(string data, string part) =>
    [
        .. File.ReadLines(Path.Combine(data, "sequences", $"m4-hourly-{part}.csv")).Skip(1).Select(line => line.Split(',').Skip(1).Select(cell => cell.Trim('"')).Where(cell => cell.Length > 0)
            .Select(cell => float.Parse(cell, CultureInfo.InvariantCulture)).ToArray()),
    ];
}

[LstmModel(LookBack = 168)]
[Conv1D(96, 24, Stride = 24)]
[Lstm(128)]
[Dropout(0.1)]
[Dense(128, Activation = Activation.Relu)]
[Dense(48)]
internal sealed partial class HourlyModel;
