namespace LstmGen.Conformance.Oracle;

/// <summary>The last valid steps of a sequence, at most so many.</summary>
internal sealed class OracleLast(int steps) : OracleLayer
{
    public override OracleShape Output(OracleShape input) => steps <= input.Steps
        ? new(steps, input.Values)
        : throw new ArgumentException($"There are no {steps} steps in {input.Steps}.", nameof(input));

    public override OraclePass Forward(OracleRun run) => new Pass(run) { Output = [.. run.Input.TakeLast(steps)] };

    private sealed class Pass(OracleRun run) : OraclePass
    {
        public override double[][] Backward(double[][] outputGradient, double[] parameterGradient) =>
            [.. Zeros(run.Steps - outputGradient.Length, run.Shape.Values), .. outputGradient];
    }
}
