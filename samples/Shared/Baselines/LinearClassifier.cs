namespace LstmGen.Samples;

/// <summary>
/// One linear function a class, and the largest says which it is: what needs no network. Ridge regression: for each class the w of least Σ (w·x − y)² + λ·|w|², y 1 for the class and 0 for others, over
/// columns that are brought to mean 0 and deviation 1, by Cholesky's decomposition of XᵀX + λ.
/// </summary>
internal sealed class LinearClassifier
{
    private readonly double[] _means, _deviations;
    private readonly double[][] _weights;

    private LinearClassifier(double[] means, double[] deviations, double[][] weights) => (_means, _deviations, _weights) = (means, deviations, weights);

    /// <param name="rows">Examples, all as long.</param>
    /// <param name="classes">Of the examples, from 0.</param>
    /// <param name="count">Classes that there are.</param>
    /// <param name="ridge">λ, above 0.</param>
    public static LinearClassifier Of(IReadOnlyList<float[]> rows, IReadOnlyList<int> classes, int count, double ridge)
    {
        int size = rows[0].Length, n = size + 1;
        double[] means = [.. Enumerable.Range(0, size).Select(i => rows.Average(row => (double)row[i]))];
        double[] deviations = [.. Enumerable.Range(0, size).Select(i => Math.Sqrt(rows.Average(row => (row[i] - means[i]) * (row[i] - means[i]))) + 1e-9)];
        double[][] x = [.. rows.Select(row => Scaled(row, means, deviations))], lower = new double[n][];
        Parallel.For(0, n, row =>
        {
            lower[row] = new double[row + 1];
            foreach (double[] values in x)
            {
                for (int column = 0; column <= row; column++)
                {
                    lower[row][column] += values[row] * values[column];
                }
            }

            lower[row][row] += ridge;
        });
        Decompose(lower);
        return new(means, deviations, [.. Enumerable.Range(0, count).Select(index => Solve(lower, Sum(x, i => classes[i] == index)))]);
    }

    /// <summary>The class of a row.</summary>
    public int Classify(float[] row)
    {
        double[] x = Scaled(row, _means, _deviations);
        return Enumerable.Range(0, _weights.Length).MaxBy(index => Dot(_weights[index], x));
    }

    /// <summary>A row in the units of the functions, and a 1 behind it for the constant.</summary>
    private static double[] Scaled(float[] row, double[] means, double[] deviations) => [.. row.Select((value, i) => (value - means[i]) / deviations[i]), 1];

    private static double[] Sum(double[][] rows, Func<int, bool> isAsked)
    {
        double[] sum = new double[rows[0].Length];
        for (int row = 0; row < rows.Length; row++)
        {
            for (int i = 0; isAsked(row) && i < sum.Length; i++)
            {
                sum[i] += rows[row][i];
            }
        }

        return sum;
    }

    /// <summary>A = L·Lᵀ, in the place of A's lower half.</summary>
    private static void Decompose(double[][] lower)
    {
        for (int row = 0; row < lower.Length; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                double left = lower[row][column] - Dot(lower[row].AsSpan(0, column), lower[column].AsSpan(0, column));
                lower[row][column] = row == column ? Math.Sqrt(left) : left / lower[column][column];
            }
        }
    }

    /// <summary>L·Lᵀ·w = b: forward, then backward.</summary>
    private static double[] Solve(double[][] lower, double[] w)
    {
        for (int i = 0; i < w.Length; i++)
        {
            w[i] = (w[i] - Dot(lower[i].AsSpan(0, i), w.AsSpan(0, i))) / lower[i][i];
        }

        for (int i = w.Length - 1; i >= 0; i--)
        {
            for (int later = i + 1; later < w.Length; later++)
            {
                w[i] -= lower[later][i] * w[later];
            }

            w[i] /= lower[i][i];
        }

        return w;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
