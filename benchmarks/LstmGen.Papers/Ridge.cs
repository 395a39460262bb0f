namespace LstmGen.Papers;

/// <summary>Linear least squares with a small penalty: what a network has to beat. y = x·W + b, the sums of squares kept in double precision.</summary>
internal sealed class Ridge
{
    private readonly int _inputs;
    private readonly int _outputs;
    private readonly double[] _gram;
    private readonly double[] _moments;
    private double[]? _weights;

    /// <param name="inputs">Values in.</param>
    /// <param name="outputs">Values out.</param>
    public Ridge(int inputs, int outputs)
    {
        (_inputs, _outputs) = (inputs, outputs);
        _gram = new double[(inputs + 1) * (inputs + 1)];
        _moments = new double[(inputs + 1) * outputs];
    }

    /// <summary>Takes in an example.</summary>
    public void Add(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        int n = _inputs + 1;
        for (int i = 0; i < n; i++)
        {
            double a = i < _inputs ? x[i] : 1;
            for (int j = 0; j <= i; j++)
            {
                _gram[i * n + j] += a * (j < _inputs ? x[j] : 1);
            }

            for (int k = 0; k < _outputs; k++)
            {
                _moments[i * _outputs + k] += a * y[k];
            }
        }
    }

    /// <summary>Solves for the weights, by Cholesky's decomposition.</summary>
    /// <param name="penalty">Of the squares of all weights but the constant's.</param>
    public void Solve(double penalty)
    {
        int n = _inputs + 1;
        double[] l = [.. _gram], w = [.. _moments];
        for (int i = 0; i < n; i++)
        {
            l[i * n + i] += i < _inputs ? penalty : 1e-9;
            for (int j = 0; j <= i; j++)
            {
                double sum = l[i * n + j];
                for (int k = 0; k < j; k++)
                {
                    sum -= l[i * n + k] * l[j * n + k];
                }

                l[i * n + j] = i == j ? Math.Sqrt(sum) : sum / l[j * n + j];
            }
        }

        for (int k = 0; k < _outputs; k++)
        {
            for (int i = 0; i < n; i++)
            {
                double sum = w[i * _outputs + k];
                for (int j = 0; j < i; j++)
                {
                    sum -= l[i * n + j] * w[j * _outputs + k];
                }

                w[i * _outputs + k] = sum / l[i * n + i];
            }

            for (int i = n - 1; i >= 0; i--)
            {
                double sum = w[i * _outputs + k];
                for (int j = i + 1; j < n; j++)
                {
                    sum -= l[j * n + i] * w[j * _outputs + k];
                }

                w[i * _outputs + k] = sum / l[i * n + i];
            }
        }

        _weights = w;
    }

    /// <summary>The answer to an input.</summary>
    public void Predict(ReadOnlySpan<float> x, Span<double> y)
    {
        double[] w = _weights ?? throw new InvalidOperationException("Solve first.");
        for (int k = 0; k < _outputs; k++)
        {
            double sum = w[_inputs * _outputs + k];
            for (int i = 0; i < _inputs; i++)
            {
                sum += x[i] * w[i * _outputs + k];
            }

            y[k] = sum;
        }
    }
}
