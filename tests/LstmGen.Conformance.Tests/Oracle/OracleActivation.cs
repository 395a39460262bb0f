namespace LstmGen.Conformance.Oracle;

/// <summary>y = φ(x), value by value.</summary>
/// <param name="activation">φ.</param>
/// <param name="constant">The number that φ has: a slope below zero, or a factor there; null for what is by default.</param>
internal sealed class OracleActivation(Activation activation, double? constant = null) : OracleLayer
{
    public override OracleShape Output(OracleShape input) => input;

    public override OraclePass Forward(OracleRun run) => new Pass(activation, constant, run.Input)
    {
        Output = [.. run.Input.Select(step => step.Select(x => Textbook.Value(activation, x, constant)).ToArray())],
    };

    private sealed class Pass(Activation activation, double? constant, double[][] input) : OraclePass
    {
        public override double[][] Backward(double[][] outputGradient, double[] parameterGradient) =>
            [.. outputGradient.Select((step, t) => step.Zip(input[t], (d, x) => d * Textbook.Slope(activation, x, constant)).ToArray())];
    }
}
