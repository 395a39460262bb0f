namespace LstmGen.Conformance.Oracle;

/// <summary>
/// y = γ·(x − mean)/√(variance + ε) + β by statistics that are tensors and that nothing trains (Ioffe and Szegedy 2015). One number for each value of a step, or for each channel of an image. A negative
/// variance, which random tensors have, counts as 0.
/// </summary>
internal sealed class OracleBatchNorm(double epsilon, bool scale, bool center) : OracleLayer
{
    public override OracleShape Output(OracleShape input) => input;

    public override IReadOnlyList<OracleTensor> Tensors(OracleShape input)
    {
        int count = input.Frame?.Channels ?? input.Values;
        List<OracleTensor> tensors = [];
        if (scale) tensors.Add(new("gamma", count));
        if (center) tensors.Add(new("beta", count));
        return [.. tensors, new OracleTensor("moving_mean", count) { IsFrozen = true }, new OracleTensor("moving_variance", count) { IsFrozen = true }];
    }

    public override OraclePass Forward(OracleRun run)
    {
        Pass pass = new(this, run) { Output = [.. run.Input.Select(step => new double[step.Length])] };
        for (int t = 0; t < run.Steps; t++)
        {
            for (int i = 0; i < run.Input[t].Length; i++)
            {
                pass.Output[t][i] = pass.Normed(t, i) * pass.Gamma(i) + pass.Beta(i);
            }
        }

        return pass;
    }

    private double Epsilon => epsilon;

    private sealed class Pass(OracleBatchNorm layer, OracleRun run) : OraclePass
    {
        private readonly IReadOnlyList<OracleTensor> _tensors = layer.Tensors(run.Shape);

        public double Gamma(int i) => Value("gamma", i, 1);

        public double Beta(int i) => Value("beta", i, 0);

        public double Normed(int t, int i) => (run.Input[t][i] - Value("moving_mean", i, 0)) * Inverse(i);

        public override double[][] Backward(double[][] outputGradient, double[] parameterGradient)
        {
            double[][] inputGradient = ZerosLike(run.Input);
            for (int t = 0; t < run.Steps; t++)
            {
                for (int i = 0; i < run.Input[t].Length; i++)
                {
                    double d = outputGradient[t][i];
                    inputGradient[t][i] = d * Gamma(i) * Inverse(i);
                    Add("gamma", i, d * Normed(t, i));
                    Add("beta", i, d);
                }
            }

            return inputGradient;

            void Add(string tensor, int i, double value)
            {
                Span<double> gradient = _tensors.Of(tensor, parameterGradient);
                if (gradient.Length > 0)
                {
                    gradient[i % gradient.Length] += value;
                }
            }
        }

        private double Inverse(int i) => 1 / Math.Sqrt(Math.Max(Value("moving_variance", i, 1), 0) + layer.Epsilon);

        private double Value(string tensor, int i, double otherwise)
        {
            ReadOnlySpan<double> values = _tensors.Of(tensor, run.Parameters);
            return values.Length == 0 ? otherwise : values[i % values.Length];
        }
    }
}
