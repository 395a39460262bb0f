using System.Globalization;
using LstmGen.Metrics;

namespace LstmGen.Papers;

/// <summary>Fine dust in Beijing in the next hour, from it and the weather.</summary>
internal sealed class BeijingPm25 : PaperRow
{
    private const int LookBack = 24, TrainingPairs = 8_760;

    private static readonly string[] s_winds = ["NE", "NW", "SE", "cv"];

    public override string Name => "beijing-pm25";

    public override string Title => "Beijing: PM2.5 in the next hour";

    public override string Protocol =>
        "The first 24 hours dropped, missing values 0, eight columns of an hour (the wind's direction as a number) to PM2.5 of the next; the first 8,760 pairs train, 35,039 test. Ours reads 24 hours; its epoch is " +
        "chosen on the last tenth of the training year.";

    public override IReadOnlyList<Measure> Measures { get; } = [new("RMSE, µg/m³", 3), new("MAE, µg/m³", 3)];

    public override IReadOnlyList<Published> Published { get; } =
    [
        new("LSTM(50), one hour", [26.496, double.NaN], "Brownlee 2017, Multivariate Time Series Forecasting with LSTMs in Keras (machinelearningmastery.com)"),
        new("LSTM(50), three hours", [27.177, double.NaN], "the same, last section", LookedUp: false),
    ];

    public override string Model =>
        "`[LstmModel(LookBack = 24, Features = 8, Scaling = Scaling.Standard)] [Lstm(32)] [Dropout(0.2)] [Dense(1)]` over `WindowLevel.Difference`, Adam 0.001, batch 64, mean squared error, patience 5";

    public override string Reading => "The published LSTM loses to a line through the last value. What a network can add to it in the next hour is little.";

    public override IReadOnlyDictionary<string, double[]> Baselines(string data)
    {
        float[][] rows = Rows(data);
        float[] dust = Array.ConvertAll(rows, row => row[0]);
        Ridge one = new(1, 1), many = new(LookBack * 8, 1);
        for (int row = 1; row <= TrainingPairs; row++)
        {
            one.Add([dust[row - 1]], [dust[row]]);
            if (row >= LookBack) many.Add(Window(rows, row), [dust[row]]);
        }

        one.Solve(penalty: 0);
        many.Solve(penalty: 100);
        double[] Measured(Func<int, double> forecast)
        {
            var report = RegressionReport.Of(
                [.. Enumerable.Range(TrainingPairs + 1, rows.Length - TrainingPairs - 1).Select(row => (double)dust[row])],
                [.. Enumerable.Range(TrainingPairs + 1, rows.Length - TrainingPairs - 1).Select(forecast)]);
            return [report.Rmse, report.Mae];
        }

        double[] next = new double[1];
        double By(Ridge ridge, ReadOnlySpan<float> x)
        {
            ridge.Predict(x, next);
            return next[0];
        }

        return new Dictionary<string, double[]>
        {
            ["naive: the last value"] = Measured(row => dust[row - 1]),
            ["linear: AR(1)"] = Measured(row => By(one, [dust[row - 1]])),
            ["linear: ridge on 24 hours of all columns"] = Measured(row => By(many, Window(rows, row))),
        };
    }

    public override double[] Train(string data, int seed, Action<string> log)
    {
        float[][] rows = Rows(data);
        string[] names = ["dust", "dew", "temperature", "pressure", "direction", "speed", "snow", "rain"];
        SeriesTable table = SeriesTable.Of([.. names.Select((name, column) => (name, (ReadOnlyMemory<float>)Array.ConvertAll(rows, row => row[column])))]);
        WindowDataset all = WindowDataset.Of(SeriesPanel.Of(("Beijing", table)), LookBack, targets: ["dust"], level: WindowLevel.Difference);
        (WindowDataset training, WindowDataset test) = all.SplitByTime(rows.Length - TrainingPairs - 1);
        var model = new DustModel(seed);
        model.Fit(training, new FitOptions
        {
            Epochs = 60,
            BatchSize = 64,
            Optimizer = new Adam { LearningRate = 0.001 },
            ValidationSplit = 0.1,
            EarlyStopping = new EarlyStopping { Patience = 5 },
            Clipping = GradientClipping.ByGlobalNorm(1),
            Progress = Every(5, log),
        });
        RegressionReport report = model.EvaluateRegression(test);
        return report.Count == 35_039 ? [report.Rmse, report.Mae] : throw new InvalidOperationException($"Expected 35,039 test hours, but got {report.Count}.");
    }

    private static float[] Window(float[][] rows, int row) => [.. rows[(row - LookBack)..row].SelectMany(values => values)];

    private static float[][] Rows(string data) =>
    [
        .. File.ReadLines(Path.Combine(data, "weather", "beijing-pm25.csv")).Skip(25).Select(line => line.Split(',')).Select(cells => cells[5..].Select((cell, column) =>
            column == 4 ? Array.IndexOf(s_winds, cell.Trim('"')) : cell == "NA" ? 0f : float.Parse(cell, CultureInfo.InvariantCulture)).ToArray()),
    ];
}

[LstmModel(LookBack = 24, Features = 8, Scaling = Scaling.Standard)]
[Lstm(32)]
[Dropout(0.2)]
[Dense(1)]
internal sealed partial class DustModel;
