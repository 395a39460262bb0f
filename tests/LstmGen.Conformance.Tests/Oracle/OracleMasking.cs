namespace LstmGen.Conformance.Oracle;

/// <summary>The valid steps end behind the last one that has another value than that of the padding; there is at least one.</summary>
internal sealed class OracleMasking(double value) : OracleLayer
{
    /// <summary>In single precision, as inputs are.</summary>
    public double Value => (float)value;

    public override OracleShape Output(OracleShape input) => input;

    public override OraclePass Forward(OracleRun run) => new Pass(run)
    {
        Output = [.. run.Input.Take(Math.Max(1, Array.FindLastIndex(run.Input, step => step.Any(x => x != Value)) + 1))],
    };

    private sealed class Pass(OracleRun run) : OraclePass
    {
        public override double[][] Backward(double[][] outputGradient, double[] parameterGradient) => [.. outputGradient, .. Zeros(run.Steps - outputGradient.Length, run.Shape.Values)];
    }
}
