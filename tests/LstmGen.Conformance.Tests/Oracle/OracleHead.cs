namespace LstmGen.Conformance.Oracle;

/// <summary>One head of attention over the steps of one window.</summary>
/// <param name="score">How steps are scored.</param>
/// <param name="scale">What scores are multiplied by.</param>
/// <param name="steps">The head's slice of the valid steps.</param>
/// <param name="parameters">The head's part of each tensor.</param>
internal sealed class OracleHead(OracleScore score, double scale, double[][] steps, ArraySegment<double>[] parameters)
{
    private readonly double[] _query = steps[^1];

    private double[]? _weights;

    /// <summary>The softmax of the scores.</summary>
    public double[] Weights => _weights ??= Softmax([.. steps.Select(step => scale * Score(step))]);

    public double[] Context => [.. _query.Select((_, k) => steps.Select((step, j) => Weights[j] * step[k]).Sum())];

    /// <returns>The gradient with respect to each step.</returns>
    public double[][] Backward(double[] contextGradient, ArraySegment<double>[] gradient)
    {
        double[] dWeights = [.. steps.Select(step => step.Zip(contextGradient, (value, d) => value * d).Sum())];
        double mean = Weights.Zip(dWeights, (weight, d) => weight * d).Sum();
        double[][] dSteps = [.. Weights.Select(weight => contextGradient.Select(d => weight * d).ToArray())];
        for (int j = 0; j < steps.Length; j++)
        {
            BackThroughScore(scale * Weights[j] * (dWeights[j] - mean), steps[j], dSteps[^1], dSteps[j], gradient);
        }

        return dSteps;
    }

    private double Score(double[] step) => score switch
    {
        OracleScore.Dot => _query.Zip(step, (s, h) => s * h).Sum(),
        OracleScore.General => Pairs().Sum(pair => _query[pair.A] * parameters[0][pair.A * _query.Length + pair.B] * step[pair.B]),
        _ => Hidden(step).Select((value, u) => value * parameters[2][u]).Sum(),
    };

    /// <summary>tanh(W₁ᵀ·s + W₂ᵀ·h).</summary>
    private double[] Hidden(double[] step)
    {
        int units = parameters[2].Count;
        return [.. Enumerable.Range(0, units).Select(u => Math.Tanh(
            _query.Select((s, k) => s * parameters[0][k * units + u] + step[k] * parameters[1][k * units + u]).Sum()))];
    }

    /// <summary>From the gradient with respect to one score to those by the query, by the step and by the parameters.</summary>
    private void BackThroughScore(double dScore, double[] step, double[] dQuery, double[] dStep, ArraySegment<double>[] gradient)
    {
        if (score == OracleScore.Additive)
        {
            BackThroughHidden(dScore, step, dQuery, dStep, gradient);
            return;
        }

        foreach ((int a, int b) in Pairs())
        {
            int place = a * _query.Length + b;
            double weight = score == OracleScore.General ? parameters[0][place] : a == b ? 1 : 0;
            dQuery[a] += dScore * weight * step[b];
            dStep[b] += dScore * weight * _query[a];
            if (score == OracleScore.General)
            {
                gradient[0][place] += dScore * _query[a] * step[b];
            }
        }
    }

    private void BackThroughHidden(double dScore, double[] step, double[] dQuery, double[] dStep, ArraySegment<double>[] gradient)
    {
        double[] hidden = Hidden(step);
        for (int u = 0; u < hidden.Length; u++)
        {
            gradient[2][u] += dScore * hidden[u];
            double dSum = dScore * parameters[2][u] * (1 - hidden[u] * hidden[u]);
            for (int k = 0; k < step.Length; k++)
            {
                int place = k * hidden.Length + u;
                gradient[0][place] += dSum * _query[k];
                gradient[1][place] += dSum * step[k];
                dQuery[k] += dSum * parameters[0][place];
                dStep[k] += dSum * parameters[1][place];
            }
        }
    }

    private IEnumerable<(int A, int B)> Pairs() =>
        from a in Enumerable.Range(0, _query.Length)
        from b in Enumerable.Range(0, _query.Length)
        select (a, b);

    private static double[] Softmax(double[] scores)
    {
        double[] exponentials = [.. scores.Select(value => Math.Exp(value - scores.Max()))];
        return [.. exponentials.Select(value => value / exponentials.Sum())];
    }
}
