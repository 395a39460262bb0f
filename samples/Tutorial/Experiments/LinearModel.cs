namespace Tutorial;

/// <summary>A weighted sum of the window, fitted by least squares with a little ridge: what every network should be compared with.</summary>
internal sealed class LinearModel
{
    private const double Ridge = 1e-3;
    private readonly double[][] _weights;
    private readonly double _level;

    private LinearModel(double[][] weights, double level) => (_weights, _level) = (weights, level);

    public static LinearModel Fit(WindowDataset training)
    {
        int inputs = training.LookBack * training.Features;
        float[] window = new float[inputs], target = new float[training.TargetSize];
        training.CopyInput(0, window);
        double level = window.Average();
        double[] row = new double[inputs + 1], over = new double[target.Length];
        LeastSquares sums = new(row.Length, target.Length);
        for (int i = 0; i < training.Count; i++)
        {
            training.CopyInput(i, window);
            training.CopyTarget(i, target);
            Row(window, level, row);
            for (int output = 0; output < target.Length; output++)
            {
                over[output] = target[output] - level;
            }

            sums.Add(row, over);
        }

        return new(sums.Solve(Ridge), level);
    }

    /// <summary>RMSE over windows.</summary>
    public double Error(WindowDataset test)
    {
        float[] window = new float[test.LookBack * test.Features], target = new float[test.TargetSize];
        double[] row = new double[window.Length + 1];
        double sum = 0;
        for (int i = 0; i < test.Count; i++)
        {
            test.CopyInput(i, window);
            test.CopyTarget(i, target);
            Row(window, _level, row);
            for (int output = 0; output < target.Length; output++)
            {
                double forecast = _level + LeastSquares.Sum(_weights[output], row);
                sum += (forecast - target[output]) * (forecast - target[output]);
            }
        }

        return Math.Sqrt(sum / ((double)test.Count * test.TargetSize));
    }

    private static void Row(float[] window, double level, double[] row)
    {
        for (int k = 0; k < window.Length; k++)
        {
            row[k] = window[k] - level;
        }

        row[window.Length] = 1;
    }
}
