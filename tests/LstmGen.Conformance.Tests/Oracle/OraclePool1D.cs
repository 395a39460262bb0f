namespace LstmGen.Conformance.Oracle;

/// <summary>The largest (the first of equals) or the average of each value over a few steps. A rest is dropped; only valid steps count.</summary>
internal sealed class OraclePool1D(int size, int stride, bool average, OraclePadding padding = OraclePadding.Valid) : OracleLayer
{
    private readonly OracleReach _reach = new(size, stride, 1, padding);

    public override OracleShape Output(OracleShape input)
    {
        _reach.Check(input.Steps);
        return input with { Steps = _reach.Outputs(input.Steps) };
    }

    public override OraclePass Forward(OracleRun run)
    {
        // The share of each input in each output: [output][value] to pairs of step and factor.
        int[] outputs = [.. Enumerable.Range(0, _reach.Outputs(run.Steps))];
        (int Step, double Factor)[][][] shares = [.. outputs.Select(
            t => Enumerable.Range(0, run.Shape.Values).Select(value => Shares(run.Input, t, value)).ToArray())];
        return new Pass(run, shares)
        {
            Output = [.. shares.Select(step => step.Select((reads, value) => reads.Sum(read => read.Factor * run.Input[read.Step][value])).ToArray())],
        };
    }

    private (int Step, double Factor)[] Shares(double[][] input, int output, int value)
    {
        int[] steps = [.. _reach.Reads(output, input.Length).Select(read => read.Input)];
        return average ? [.. steps.Select(step => (step, 1.0 / steps.Length))] : [(steps.MaxBy(step => input[step][value]), 1)];
    }

    private sealed class Pass(OracleRun run, (int Step, double Factor)[][][] shares) : OraclePass
    {
        public override double[][] Backward(double[][] outputGradient, double[] parameterGradient)
        {
            double[][] inputGradient = ZerosLike(run.Input);
            for (int t = 0; t < shares.Length; t++)
            {
                for (int value = 0; value < shares[t].Length; value++)
                {
                    foreach ((int step, double factor) in shares[t][value])
                    {
                        inputGradient[step][value] += factor * outputGradient[t][value];
                    }
                }
            }

            return inputGradient;
        }
    }
}
