namespace LstmGen.Conformance.Oracle;

/// <summary>Dropout as it is in prediction: nothing happens.</summary>
internal sealed class OracleDropout : OracleLayer
{
    public override OracleShape Output(OracleShape input) => input;

    public override OraclePass Forward(double[][] input, double[] parameters) => new Pass { Output = input };

    private sealed class Pass : OraclePass
    {
        public override double[][] Backward(double[][] outputGradient, double[] parameterGradient) => outputGradient;
    }
}
