namespace LstmGen.Conformance.Oracle;

/// <summary>
/// Convolution over the steps: y[t] = φ(b + Σ_j x[t·stride + j·dilation − left]·K[j]), zeros outside the valid steps. Parameters: kernel
/// [size, inputs, filters], bias [filters].
/// </summary>
internal sealed class OracleConv1D(int filters, OracleReach reach) : OracleLayer
{
    public Activation Activation { get; init; } = Activation.Linear;

    public bool UseBias { get; init; } = true;

    public override OracleShape Output(OracleShape input)
    {
        reach.Check(input.Steps);
        return new(reach.Outputs(input.Steps), filters);
    }

    public override IReadOnlyList<OracleTensor> Tensors(OracleShape input)
    {
        OracleTensor kernel = new("kernel", reach.Kernel, input.Values, filters);
        return UseBias ? [kernel, new OracleTensor("bias", filters)] : [kernel];
    }

    public override OraclePass Forward(OracleRun run)
    {
        int inputs = run.Shape.Values;
        ReadOnlySpan<double> bias = Tensors(run.Shape).Of("bias", run.Parameters);
        double[][] sums = new double[reach.Outputs(run.Steps)][];
        for (int t = 0; t < sums.Length; t++)
        {
            sums[t] = UseBias ? bias.ToArray() : new double[filters];
            foreach ((int element, int step) in reach.Reads(t, run.Steps))
            {
                for (int k = 0; k < inputs; k++)
                {
                    for (int filter = 0; filter < filters; filter++)
                    {
                        sums[t][filter] += run.Input[step][k] * run.Parameters[(element * inputs + k) * filters + filter];
                    }
                }
            }
        }

        double[][] output = [.. sums.Select(step => step.Select(sum => Textbook.Value(Activation, sum)).ToArray())];
        return new Pass(this, run, reach, sums) { Output = output };
    }

    private sealed class Pass(OracleConv1D layer, OracleRun run, OracleReach reach, double[][] sums) : OraclePass
    {
        public override double[][] Backward(double[][] outputGradient, double[] parameterGradient)
        {
            int inputs = run.Shape.Values;
            int filters = sums[0].Length;
            Span<double> bias = layer.Tensors(run.Shape).Of("bias", parameterGradient);
            double[][] inputGradient = ZerosLike(run.Input);
            for (int t = 0; t < sums.Length; t++)
            {
                for (int filter = 0; filter < filters; filter++)
                {
                    double dSum = outputGradient[t][filter] * Textbook.Slope(layer.Activation, sums[t][filter]);
                    if (layer.UseBias)
                    {
                        bias[filter] += dSum;
                    }

                    foreach ((int element, int step) in reach.Reads(t, run.Steps))
                    {
                        for (int k = 0; k < inputs; k++)
                        {
                            int weight = (element * inputs + k) * filters + filter;
                            parameterGradient[weight] += run.Input[step][k] * dSum;
                            inputGradient[step][k] += run.Parameters[weight] * dSum;
                        }
                    }
                }
            }

            return inputGradient;
        }
    }
}
