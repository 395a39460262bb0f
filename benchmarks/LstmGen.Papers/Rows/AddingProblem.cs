using LongTimeLag;

namespace LstmGen.Papers;

/// <summary>The sum of two marked numbers among 600.</summary>
internal sealed class AddingProblem : PaperRow
{
    private const int Steps = 600, Training = 50_000, Test = 1_000;

    public override string Name => "adding-600";

    public override string Title => "Adding problem, T = 600";

    public override string Protocol =>
        "600 steps of a number from 0 to 1 and a mark; two steps anywhere are marked, and the target is the sum of their numbers. 50,000 training and 1,000 test sequences, drawn anew for each seed. No validation: six epochs.";

    public override IReadOnlyList<Measure> Measures { get; } = [new("MSE", 4)];

    public override IReadOnlyList<Published> Published { get; } =
    [
        new("LSTM", [0.164], "Bai, Kolter, Koltun 2018, table 1"),
        new("GRU", [5.3e-5], "the same", IsBar: false),
        new("RNN", [0.177], "the same"),
    ];

    public override string Model =>
        "`[LstmModel(LookBack = 600, Features = 2)] [Lstm(32)] [Dense(1)]`, gates biased for lags up to 600 (Tallec & Ollivier 2018), Adam 0.004 falling to 0 by a cosine over 6 epochs, batch 64, clipping 1";

    public override string Reading => "The published LSTM has learned nothing: always answering 1 costs 0.167. With gates that start with long memories the same network solves the task.";

    public override IReadOnlyDictionary<string, double[]> Baselines(string data)
    {
        (float[] inputs, float[] targets) = Draw(Test, seed: 1);
        var ridge = new Ridge(2 * Steps, 1);
        (float[] trainingInputs, float[] trainingTargets) = Draw(4_000, seed: 2);
        for (int i = 0; i < 4_000; i++)
        {
            ridge.Add(trainingInputs.AsSpan(i * 2 * Steps, 2 * Steps), trainingTargets.AsSpan(i, 1));
        }

        ridge.Solve(penalty: 100);
        double[] answer = new double[1];
        double squared = 0;
        for (int i = 0; i < Test; i++)
        {
            ridge.Predict(inputs.AsSpan(i * 2 * Steps, 2 * Steps), answer);
            squared += Math.Pow(answer[0] - targets[i], 2) / Test;
        }

        return new Dictionary<string, double[]>
        {
            ["naive: always 1"] = [targets.Average(target => Math.Pow(target - 1.0, 2))],
            ["linear: ridge on the sequence (4,000 examples)"] = [squared],
        };
    }

    public override double[] Train(string data, int seed, Action<string> log)
    {
        (float[] inputs, float[] targets) = Draw(Training, seed);
        (float[] testInputs, float[] testTargets) = Draw(Test, -seed - 1);
        var model = (AddingModel)ChronoBias.Set(new AddingModel(seed), longest: Steps);
        model.Fit(WindowDataset.From(inputs, targets, Steps, features: 2), new FitOptions
        {
            Epochs = 6,
            BatchSize = 64,
            Optimizer = new Adam { LearningRate = 0.004 },
            Schedule = new CosineDecay(),
            Clipping = GradientClipping.ByGlobalNorm(1),
            Progress = Every(1, log),
        });
        return [model.EvaluateRegression(WindowDataset.From(testInputs, testTargets, Steps, features: 2)).Mse];
    }

    private static (float[] Inputs, float[] Targets) Draw(int count, int seed)
    {
        var random = new Random(seed);
        float[] inputs = new float[count * 2 * Steps], targets = new float[count];
        for (int i = 0; i < count; i++)
        {
            Span<float> own = inputs.AsSpan(i * 2 * Steps, 2 * Steps);
            for (int step = 0; step < Steps; step++)
            {
                own[2 * step] = random.NextSingle();
            }

            int first = random.Next(Steps), second = random.Next(Steps - 1);
            if (second >= first) second++;
            own[2 * first + 1] = own[2 * second + 1] = 1f;
            targets[i] = own[2 * first] + own[2 * second];
        }

        return (inputs, targets);
    }
}

[LstmModel(LookBack = 600, Features = 2)]
[Lstm(32)]
[Dense(1)]
internal sealed partial class AddingModel;
