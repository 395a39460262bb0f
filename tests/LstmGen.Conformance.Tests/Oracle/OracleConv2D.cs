namespace LstmGen.Conformance.Oracle;

/// <summary>
/// Convolution over height and width of every step's picture: y = φ(b + Σ x·K), zeros outside. Parameters: kernel [lines, columns, channels, filters],
/// bias [filters].
/// </summary>
internal sealed class OracleConv2D(int filters, OracleReach down, OracleReach across) : OracleLayer
{
    public Activation Activation { get; init; } = Activation.Linear;

    public bool UseBias { get; init; } = true;

    public override OracleShape Output(OracleShape input)
    {
        OracleFrame frame = input.Frame ?? throw new ArgumentException("A Conv2D reads pictures.", nameof(input));
        down.Check(frame.Height);
        across.Check(frame.Width);
        return OracleShape.Of(input.Steps, new(down.Outputs(frame.Height), across.Outputs(frame.Width), filters));
    }

    public override IReadOnlyList<OracleTensor> Tensors(OracleShape input)
    {
        OracleTensor kernel = new("kernel", down.Kernel, across.Kernel, input.Frame!.Channels, filters);
        return UseBias ? [kernel, new OracleTensor("bias", filters)] : [kernel];
    }

    public override OraclePass Forward(OracleRun run)
    {
        OracleFrame to = Output(run.Shape).Frame!;
        double[] bias = UseBias ? Tensors(run.Shape).Of("bias", run.Parameters).ToArray() : new double[filters];
        double[][] sums = [.. run.Input.Select(_ => new double[to.Size])];
        for (int t = 0; t < sums.Length; t++)
        {
            for (int place = 0; place < to.Size; place++)
            {
                sums[t][place] = bias[place % filters]
                    + Reads(run.Shape.Frame!, to, place).Sum(read => run.Input[t][read.Input] * run.Parameters[read.Weight]);
            }
        }

        double[][] output = [.. sums.Select(step => step.Select(sum => Textbook.Value(Activation, sum)).ToArray())];
        return new Pass(this, run, to, sums) { Output = output };
    }

    /// <summary>The inputs that an output reads, and the weight of each.</summary>
    private IEnumerable<(int Input, int Weight)> Reads(OracleFrame from, OracleFrame to, int place)
    {
        int filter = place % filters;
        int y = place / filters / to.Width;
        int x = place / filters % to.Width;
        return
            from row in down.Reads(y, @from.Height)
            from column in across.Reads(x, @from.Width)
            from channel in Enumerable.Range(0, @from.Channels)
            let weight = ((row.Element * across.Kernel + column.Element) * @from.Channels + channel) * filters + filter
            select (@from.At(row.Input, column.Input, channel), weight);
    }

    private sealed class Pass(OracleConv2D layer, OracleRun run, OracleFrame to, double[][] sums) : OraclePass
    {
        public override double[][] Backward(double[][] outputGradient, double[] parameterGradient)
        {
            Span<double> bias = layer.Tensors(run.Shape).Of("bias", parameterGradient);
            double[][] inputGradient = ZerosLike(run.Input);
            for (int t = 0; t < sums.Length; t++)
            {
                for (int place = 0; place < to.Size; place++)
                {
                    double dSum = outputGradient[t][place] * Textbook.Slope(layer.Activation, sums[t][place]);
                    if (layer.UseBias)
                    {
                        bias[place % to.Channels] += dSum;
                    }

                    foreach ((int input, int weight) in layer.Reads(run.Shape.Frame!, to, place))
                    {
                        parameterGradient[weight] += run.Input[t][input] * dSum;
                        inputGradient[t][input] += run.Parameters[weight] * dSum;
                    }
                }
            }

            return inputGradient;
        }
    }
}
