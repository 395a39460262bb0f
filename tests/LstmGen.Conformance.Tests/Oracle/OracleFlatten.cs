namespace LstmGen.Conformance.Oracle;

/// <summary>The values of a picture as one row: [height, width, channels] in that order.</summary>
internal sealed class OracleFlatten : OracleLayer
{
    public override OracleShape Output(OracleShape input) => new(input.Steps, input.Values);

    public override OraclePass Forward(OracleRun run) => new Pass { Output = run.Input };

    private sealed class Pass : OraclePass
    {
        public override double[][] Backward(double[][] outputGradient, double[] parameterGradient) => outputGradient;
    }
}
