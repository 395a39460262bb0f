namespace LstmGen.Conformance.Oracle;

/// <summary>y = φ(x·K + b) on every step it is given. Parameters: kernel [inputs, units], bias [units].</summary>
internal sealed class OracleDense(int units) : OracleLayer
{
    public Activation Activation { get; init; } = Activation.Linear;

    public bool UseBias { get; init; } = true;

    public override OracleShape Output(OracleShape input) => new(input.Steps, units);

    public override IReadOnlyList<OracleTensor> Tensors(OracleShape input)
    {
        OracleTensor kernel = new("kernel", input.Values, units);
        return UseBias ? [kernel, new OracleTensor("bias", units)] : [kernel];
    }

    public override OraclePass Forward(OracleRun run)
    {
        (double[][] input, double[] parameters) = (run.Input, run.Parameters);
        double[][] sums = new double[input.Length][];
        double[][] output = new double[input.Length][];
        for (int step = 0; step < input.Length; step++)
        {
            int inputs = input[step].Length;
            sums[step] = new double[units];
            for (int unit = 0; unit < units; unit++)
            {
                double sum = UseBias ? parameters[inputs * units + unit] : 0;
                for (int k = 0; k < inputs; k++)
                {
                    sum += input[step][k] * parameters[k * units + unit];
                }

                sums[step][unit] = sum;
            }

            output[step] = [.. sums[step].Select(sum => Textbook.Value(Activation, sum))];
        }

        return new Pass { Output = output, Layer = this, Input = input, Sums = sums, Parameters = parameters };
    }

    private sealed class Pass : OraclePass
    {
        public required OracleDense Layer { get; init; }

        public required double[][] Input { get; init; }

        public required double[][] Sums { get; init; }

        public required double[] Parameters { get; init; }

        public override double[][] Backward(double[][] outputGradient, double[] parameterGradient)
        {
            int inputs = Input[0].Length;
            int units = Sums[0].Length;
            double[][] inputGradient = Zeros(Input.Length, inputs);
            for (int step = 0; step < Input.Length; step++)
            {
                for (int unit = 0; unit < units; unit++)
                {
                    double dSum = outputGradient[step][unit] * Textbook.Slope(Layer.Activation, Sums[step][unit]);
                    for (int k = 0; k < inputs; k++)
                    {
                        parameterGradient[k * units + unit] += Input[step][k] * dSum;
                        inputGradient[step][k] += Parameters[k * units + unit] * dSum;
                    }

                    if (Layer.UseBias)
                    {
                        parameterGradient[inputs * units + unit] += dSum;
                    }
                }
            }

            return inputGradient;
        }
    }
}
