namespace LstmGen.Conformance.Oracle;

/// <summary>y = φ(x), value by value.</summary>
internal sealed class OracleActivation(Activation activation) : OracleLayer
{
    public override OracleShape Output(OracleShape input) => input;

    public override OraclePass Forward(OracleRun run) => new Pass(activation, run.Input)
    {
        Output = [.. run.Input.Select(step => step.Select(x => Textbook.Value(activation, x)).ToArray())],
    };

    private sealed class Pass(Activation activation, double[][] input) : OraclePass
    {
        public override double[][] Backward(double[][] outputGradient, double[] parameterGradient) =>
            [.. outputGradient.Select((step, t) => step.Zip(input[t], (d, x) => d * Textbook.Slope(activation, x)).ToArray())];
    }
}
