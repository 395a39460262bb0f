namespace LstmGen.Conformance.Oracle;

/// <summary>y = x above zero, α·x below (He et al. 2015). Parameters: alpha, one for each value of a step, for each channel of an image, or for all.</summary>
internal sealed class OraclePRelu(bool shared) : OracleLayer
{
    public override OracleShape Output(OracleShape input) => input;

    public override IReadOnlyList<OracleTensor> Tensors(OracleShape input) => [new("alpha", Count(input))];

    public override OraclePass Forward(OracleRun run) => new Pass(run, Count(run.Shape))
    {
        Output = [.. run.Input.Select(step => step.Select((x, i) => x > 0 ? x : x * run.Parameters[i % Count(run.Shape)]).ToArray())],
    };

    private int Count(OracleShape input) => shared ? 1 : input.Frame?.Channels ?? input.Values;

    private sealed class Pass(OracleRun run, int count) : OraclePass
    {
        public override double[][] Backward(double[][] outputGradient, double[] parameterGradient)
        {
            double[][] inputGradient = ZerosLike(run.Input);
            for (int t = 0; t < run.Steps; t++)
            {
                for (int i = 0; i < run.Input[t].Length; i++)
                {
                    double x = run.Input[t][i], d = outputGradient[t][i];
                    inputGradient[t][i] = x > 0 ? d : d * run.Parameters[i % count];
                    parameterGradient[i % count] += x > 0 ? 0 : d * x;
                }
            }

            return inputGradient;
        }
    }
}
