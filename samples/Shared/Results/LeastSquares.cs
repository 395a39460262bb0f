namespace LstmGen.Samples;

/// <summary>Weights of a sum of inputs by least squares, with a little ridge, in double precision: normal equations and Cholesky.</summary>
internal sealed class LeastSquares
{
    private readonly double[,] _matrix;
    private readonly double[][] _right;
    private long _rows;

    /// <param name="inputs">Values of a row; a constant is one of them where it is wanted.</param>
    /// <param name="outputs">Targets of a row.</param>
    public LeastSquares(int inputs, int outputs = 1)
    {
        _matrix = new double[inputs, inputs];
        _right = [.. Enumerable.Range(0, outputs).Select(_ => new double[inputs])];
    }

    private int Inputs => _matrix.GetLength(0);

    /// <summary>Takes one row in.</summary>
    public void Add(ReadOnlySpan<double> row, params ReadOnlySpan<double> targets)
    {
        for (int a = 0; a < row.Length; a++)
        {
            for (int b = 0; b <= a; b++)
            {
                _matrix[a, b] += row[a] * row[b];
            }

            for (int output = 0; output < targets.Length; output++)
            {
                _right[output][a] += row[a] * targets[output];
            }
        }

        _rows++;
    }

    /// <summary>The weights of each output.</summary>
    /// <param name="ridge">What each weight's square costs, times the rows.</param>
    public double[][] Solve(double ridge)
    {
        double[,] factor = (double[,])_matrix.Clone();
        for (int a = 0; a < Inputs; a++)
        {
            factor[a, a] += ridge * _rows;
        }

        Factor(factor, Inputs);
        return [.. _right.Select(side => Solve(factor, side, Inputs))];
    }

    /// <summary>The weighted sum of a row.</summary>
    public static double Sum(ReadOnlySpan<double> weights, ReadOnlySpan<double> row)
    {
        double sum = 0;
        for (int k = 0; k < row.Length; k++)
        {
            sum += weights[k] * row[k];
        }

        return sum;
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
