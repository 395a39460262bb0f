namespace LstmGen.Conformance.Oracle;

/// <summary>The values of an image as one row, [height, width, channels] in that order; or the steps of a sequence as one row, zeros past the valid ones.</summary>
internal sealed class OracleFlatten : OracleLayer
{
    public override OracleShape Output(OracleShape input) => input.Frame is null ? new(1, input.Size) : new(input.Steps, input.Values);

    public override OraclePass Forward(OracleRun run) => new Pass(run)
    {
        Output = run.Shape.Frame is not null ? run.Input : [[.. run.Input.SelectMany(step => step), .. new double[(run.Shape.Steps - run.Steps) * run.Shape.Values]]],
    };

    private sealed class Pass(OracleRun run) : OraclePass
    {
        public override double[][] Backward(double[][] outputGradient, double[] parameterGradient) =>
            run.Shape.Frame is not null ? outputGradient : [.. outputGradient[0].Chunk(run.Shape.Values).Take(run.Steps)];
    }
}
