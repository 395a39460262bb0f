namespace LstmGen.Conformance.Oracle;

/// <summary>Adam (Kingma and Ba 2015) in double precision: β₁ 0.9, β₂ 0.999, ε 1e-8 added after the bias correction.</summary>
internal sealed class OracleAdam(double[] parameters, double learningRate)
{
    private readonly double[] _mean = new double[parameters.Length];
    private readonly double[] _square = new double[parameters.Length];
    private int _updates;

    public void Update(double[] gradient)
    {
        _updates++;
        for (int i = 0; i < parameters.Length; i++)
        {
            _mean[i] = 0.9 * _mean[i] + 0.1 * gradient[i];
            _square[i] = 0.999 * _square[i] + 0.001 * gradient[i] * gradient[i];
            double mean = _mean[i] / (1 - Math.Pow(0.9, _updates));
            double square = _square[i] / (1 - Math.Pow(0.999, _updates));
            parameters[i] -= learningRate * mean / (Math.Sqrt(square) + 1e-8);
        }
    }
}
