using LstmGen.Forecasting;

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
        int inputs = training.LookBack * training.Features, size = inputs + 1;
        float[] window = new float[inputs], target = new float[training.TargetSize];
        training.CopyInput(0, window);
        double level = window.Average();
        double[,] matrix = new double[size, size];
        double[][] right = [.. Enumerable.Range(0, target.Length).Select(_ => new double[size])];
        double[] row = new double[size];
        for (int i = 0; i < training.Count; i++)
        {
            training.CopyInput(i, window);
            training.CopyTarget(i, target);
            Row(window, level, row);
            for (int a = 0; a < size; a++)
            {
                for (int b = 0; b <= a; b++)
                {
                    matrix[a, b] += row[a] * row[b];
                }

                for (int output = 0; output < target.Length; output++)
                {
                    right[output][a] += row[a] * (target[output] - level);
                }
            }
        }

        for (int a = 0; a < size; a++)
        {
            matrix[a, a] += Ridge * training.Count;
        }

        Factor(matrix, size);
        return new([.. right.Select(side => Solve(matrix, side, size))], level);
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
                double forecast = _level;
                for (int k = 0; k < row.Length; k++)
                {
                    forecast += _weights[output][k] * row[k];
                }

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

    /// <summary>Cholesky, in place, in the lower half.</summary>
    private static void Factor(double[,] matrix, int size)
    {
        for (int a = 0; a < size; a++)
        {
            for (int b = 0; b <= a; b++)
            {
                double sum = matrix[a, b];
                for (int k = 0; k < b; k++)
                {
                    sum -= matrix[a, k] * matrix[b, k];
                }

                matrix[a, b] = a == b ? Math.Sqrt(sum) : sum / matrix[b, b];
            }
        }
    }

    private static double[] Solve(double[,] factor, double[] right, int size)
    {
        double[] x = [.. right];
        for (int a = 0; a < size; a++)
        {
            for (int k = 0; k < a; k++)
            {
                x[a] -= factor[a, k] * x[k];
            }

            x[a] /= factor[a, a];
        }

        for (int a = size - 1; a >= 0; a--)
        {
            for (int k = a + 1; k < size; k++)
            {
                x[a] -= factor[k, a] * x[k];
            }

            x[a] /= factor[a, a];
        }

        return x;
    }
}
