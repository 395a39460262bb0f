namespace LstmGen.Conformance.Oracle;

/// <summary>y = γ·(x − mean)/√(variance + ε) + β over the values of each step (Ba et al. 2016). Parameters: gamma [width], beta [width].</summary>
internal sealed class OracleLayerNorm(double epsilon) : OracleLayer
{
    public override OracleShape Output(OracleShape input) => input;

    public override IReadOnlyList<OracleTensor> Tensors(OracleShape input) => [new OracleTensor("gamma", input.Values), new OracleTensor("beta", input.Values)];

    public override OraclePass Forward(OracleRun run)
    {
        int width = run.Shape.Values;
        double[] deviations = [.. run.Input.Select(Deviation)];
        double[][] normed = [.. run.Input.Select((step, t) => step.Select(value => (value - step.Average()) / deviations[t]).ToArray())];
        return new Pass(run, deviations, normed)
        {
            Output = [.. normed.Select(step => step.Select((value, k) => run.Parameters[k] * value + run.Parameters[width + k]).ToArray())],
        };
    }

    private double Deviation(double[] step)
    {
        double mean = step.Average();
        return Math.Sqrt(step.Average(value => (value - mean) * (value - mean)) + epsilon);
    }

    private sealed class Pass(OracleRun run, double[] deviations, double[][] normed) : OraclePass
    {
        public override double[][] Backward(double[][] outputGradient, double[] parameterGradient)
        {
            int width = run.Shape.Values;
            double[][] inputGradient = ZerosLike(run.Input);
            for (int t = 0; t < normed.Length; t++)
            {
                double[] dNormed = [.. outputGradient[t].Select((d, k) => d * run.Parameters[k])];
                double mean = dNormed.Average();
                double along = dNormed.Zip(normed[t], (d, value) => d * value).Average();
                for (int k = 0; k < width; k++)
                {
                    parameterGradient[k] += outputGradient[t][k] * normed[t][k];
                    parameterGradient[width + k] += outputGradient[t][k];
                    inputGradient[t][k] = (dNormed[k] - mean - normed[t][k] * along) / deviations[t];
                }
            }

            return inputGradient;
        }
    }
}
