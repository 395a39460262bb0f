using System.Globalization;
using LstmGen.Metrics;

namespace LstmGen.Papers;

/// <summary>Oil temperature and six loads of a transformer, 24 hours ahead.</summary>
internal sealed class Etth1 : PaperRow
{
    private const int Horizon = 24, Lags = 96, LookBack = 336, TrainEnd = 8_640, ValidEnd = 11_520, TestEnd = 14_400, OilTemperature = 6;

    public override string Name => "etth1";

    public override string Title => "ETTh1: seven columns of a transformer, 24 hours ahead";

    public override string Protocol =>
        "Hours 0 to 8,639 train, 8,640 to 11,519 validate, 11,520 to 14,399 test; z-scores by mean and deviation of the training part; every one of the 2,857 test windows, all seven columns, and the oil " +
        "temperature alone beside it. One model for all columns; the epoch is chosen on validation.";

    public override IReadOnlyList<Measure> Measures { get; } = [new("MSE", 3), new("MAE", 3), new("MSE of oil temperature", 3), new("MAE of oil temperature", 3)];

    public override IReadOnlyList<Published> Published { get; } =
    [
        new("LSTMa", [0.650, 0.624, 0.114, 0.272], "Zhou et al. 2021 (Informer), tables 2 and 1"),
    ];

    public override string Model =>
        "`[LstmModel(LookBack = 336, Scaling = Scaling.Standard)] [Conv1D(64, 24, Stride = 24)] [Lstm(96)] [Dropout(0.3)] [Dense(24)]` over windows of all columns (`SeriesPanel`, " +
        "`WindowLevel.Difference`), AdamW 0.001 (weight decay 0.05, none of biases) falling to 0 by a cosine over 14 epochs, batch 128, Huber's loss";

    public override string Reading => "The published LSTM loses to the same hours of the day before. Ours comes level with a linear model of each column, and no further: an hour's load is close to a weighted sum of those before.";

    public override IReadOnlyDictionary<string, double[]> Baselines(string data)
    {
        float[][] columns = Columns(data);
        double[] Measured(Func<float[], int, double[]> forecast)
        {
            List<float> actual = [], predicted = [], oil = [], oilPredicted = [];
            for (int column = 0; column < columns.Length; column++)
            {
                for (int origin = ValidEnd; origin + Horizon <= TestEnd; origin++)
                {
                    double[] ahead = forecast(columns[column], origin);
                    for (int step = 0; step < Horizon; step++)
                    {
                        actual.Add(columns[column][origin + step]);
                        predicted.Add((float)ahead[step]);
                        if (column != OilTemperature) continue;
                        oil.Add(actual[^1]);
                        oilPredicted.Add(predicted[^1]);
                    }
                }
            }

            var all = RegressionReport.Of(actual.ToArray(), predicted.ToArray());
            var own = RegressionReport.Of(oil.ToArray(), oilPredicted.ToArray());
            return [all.Mse, all.Mae, own.Mse, own.Mae];
        }

        Dictionary<float[], Ridge> ridges = [];
        foreach (float[] column in columns)
        {
            var ridge = new Ridge(Lags, Horizon);
            for (int origin = Lags; origin + Horizon <= TrainEnd; origin++)
            {
                ridge.Add(column.AsSpan(origin - Lags, Lags), column.AsSpan(origin, Horizon));
            }

            ridge.Solve(penalty: 1.0);
            ridges[column] = ridge;
        }

        double[] next = new double[Horizon];
        return new Dictionary<string, double[]>
        {
            ["naive: the last value"] = Measured((column, origin) => [.. Enumerable.Repeat((double)column[origin - 1], Horizon)]),
            ["naive: the same hours yesterday"] = Measured((column, origin) => [.. Enumerable.Range(0, Horizon).Select(step => (double)column[origin - 24 + step])]),
            ["linear: ridge per column on 96 lags"] = Measured((column, origin) =>
            {
                ridges[column].Predict(column.AsSpan(origin - Lags, Lags), next);
                return next;
            }),
        };
    }

    public override double[] Train(string data, int seed, Action<string> log)
    {
        float[][] columns = Columns(data);
        var model = new TransformerLoadModel(seed);
        WindowDataset training = Windows(columns, 0, TrainEnd), validation = Windows(columns, TrainEnd - LookBack, ValidEnd), test = Windows(columns, ValidEnd - LookBack, TestEnd);
        model.Fit(training, new FitOptions
        {
            Epochs = 14,
            BatchSize = 128,
            Loss = Loss.Huber,
            Optimizer = new AdamW { LearningRate = 0.001, WeightDecay = 0.05, DecayBiases = false },
            Schedule = new CosineDecay(),
            Validation = validation,
            EarlyStopping = new EarlyStopping { Patience = 14 },
            Clipping = GradientClipping.ByGlobalNorm(1),
            Progress = Every(1, log),
        });
        float[] answers = model.Predict(test), targets = new float[answers.Length];
        for (int i = 0; i < test.Count; i++)
        {
            test.CopyTarget(i, targets.AsSpan(i * Horizon, Horizon));
        }

        int[] oil = [.. Enumerable.Range(0, answers.Length).Where(i => test.SeriesOf(i / Horizon) == OilTemperature)];
        var all = RegressionReport.Of(targets, answers);
        var own = RegressionReport.Of(Array.ConvertAll(oil, i => targets[i]), Array.ConvertAll(oil, i => answers[i]));
        return [all.Mse, all.Mae, own.Mse, own.Mae];
    }

    private static WindowDataset Windows(float[][] columns, int from, int end) =>
        WindowDataset.Of(SeriesPanel.Of([.. columns.Select(column => column[from..end])]), LookBack, horizon: Horizon, level: WindowLevel.Difference);

    /// <summary>The columns as z-scores of their training part.</summary>
    private static float[][] Columns(string data)
    {
        float[][] rows = [.. File.ReadLines(Path.Combine(data, "energy", "ETTh1.csv")).Skip(1).Take(TestEnd).Select(line => line.Split(',')[1..].Select(text => float.Parse(text, CultureInfo.InvariantCulture)).ToArray())];
        return [.. Enumerable.Range(0, 7).Select(column =>
        {
            double[] values = [.. rows.Select(row => (double)row[column])];
            double mean = values.Take(TrainEnd).Average(), deviation = Math.Sqrt(values.Take(TrainEnd).Average(value => (value - mean) * (value - mean)));
            return Array.ConvertAll(values, value => (float)((value - mean) / deviation));
        })];
    }
}

[LstmModel(LookBack = 336, Scaling = Scaling.Standard)]
[Conv1D(64, 24, Stride = 24)]
[Lstm(96)]
[Dropout(0.3)]
[Dense(24)]
internal sealed partial class TransformerLoadModel;
