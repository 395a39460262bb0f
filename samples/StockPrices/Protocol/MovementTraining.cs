using LstmGen.Metrics;
using LstmGen.Samples;

namespace StockPrices;

/// <summary>A trained model.</summary>
/// <param name="Valid">Its accuracy on the validation days.</param>
/// <param name="Epoch">Which the validation days chose by their loss.</param>
internal sealed record TrainedMovement(MovementModel Model, double Valid, int Epoch);

/// <summary>Trains, judges, and does without a network.</summary>
internal static class MovementTraining
{
    public static TrainedMovement Train(Movements train, Movements valid, long seed, int epochs, IProgress<EpochReport>? progress = null)
    {
        MovementModel model = new(seed);
        FitReport report = model.Fit(train.ToDataset(), new FitOptions
        {
            Epochs = epochs,
            BatchSize = 256,
            Optimizer = new AdamW { WeightDecay = 1e-2 },
            Clipping = GradientClipping.ByGlobalNorm(1),
            Validation = valid.ToDataset(),
            EarlyStopping = new EarlyStopping { Patience = 10 },
            MaxDegreeOfParallelism = 1,
            Progress = progress,
        });
        return new(model, Of(valid, Answers(model, valid)).Accuracy, report.BestEpoch);
    }

    /// <summary>What a model says of each window: 1 is up.</summary>
    public static int[] Answers(MovementModel model, Movements movements)
    {
        float[] chances = model.Predict(movements.ToDataset());
        return [.. Enumerable.Range(0, movements.Count).Select(i => chances[2 * i + 1] > chances[2 * i] ? 1 : 0)];
    }

    /// <summary>Accuracy and Matthews' correlation coefficient.</summary>
    public static ConfusionMatrix Of(Movements movements, int[] answers)
    {
        ConfusionMatrix matrix = new(2);
        for (int i = 0; i < answers.Length; i++)
        {
            matrix.Add(movements.Up[i], answers[i]);
        }

        return matrix;
    }

    /// <summary>Up where a weighted sum of the 110 numbers of a window is above a half: least squares on the training days, with a little ridge.</summary>
    public static int[] Linear(Movements train, Movements movements)
    {
        const int Inputs = MovementTask.LookBack * MovementTask.Features;
        double[] row = new double[Inputs + 1];
        row[^1] = 1;
        LeastSquares sums = new(row.Length);
        for (int i = 0; i < train.Count; i++)
        {
            Fill(train, i);
            sums.Add(row, train.Up[i]);
        }

        double[] weights = sums.Solve(ridge: 1e-5)[0];
        return [.. Enumerable.Range(0, movements.Count).Select(i =>
        {
            Fill(movements, i);
            return LeastSquares.Sum(weights, row) > 0.5 ? 1 : 0;
        })];

        void Fill(Movements from, int window)
        {
            for (int k = 0; k < Inputs; k++)
            {
                row[k] = from.Windows[window * Inputs + k];
            }
        }
    }
}
