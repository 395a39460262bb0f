namespace LstmGen.Conformance.Oracle;

/// <summary>Adds the input of the first of the last <c>layers</c> layers to the output of the last of them. Steps that the former has not got add nothing.</summary>
internal sealed class OracleResidual(int layers) : OracleLayer
{
    public int Layers => layers;

    public override OracleShape Output(OracleShape input) => input;

    public void Check(OracleShape earlier, OracleShape input)
    {
        if (earlier != input)
        {
            throw new ArgumentException($"A residual joins equal shapes, not {earlier} and {input}.", nameof(input));
        }
    }

    public override OraclePass Forward(OracleRun run) => throw new InvalidOperationException("A residual reads two levels: the network joins them.");

    public OraclePass Join(OracleRun run, double[][] earlier) => new Pass
    {
        Output = [.. run.Input.Select((step, t) => t < earlier.Length ? step.Zip(earlier[t], (a, b) => a + b).ToArray() : step)],
        Earlier = earlier,
    };

    internal sealed class Pass : OraclePass
    {
        public required double[][] Earlier { get; init; }

        public override double[][] Backward(double[][] outputGradient, double[] parameterGradient) => outputGradient;

        /// <summary>The gradient with respect to what came from the earlier level.</summary>
        public double[][] EarlierGradient(double[][] outputGradient) =>
            [.. Earlier.Select((step, t) => t < outputGradient.Length ? outputGradient[t] : new double[step.Length])];
    }
}
