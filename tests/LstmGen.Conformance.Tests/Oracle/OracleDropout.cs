namespace LstmGen.Conformance.Oracle;

/// <summary>Dropout: values times a mask of 0 and 1/(1 − rate), or, without one, as it is in prediction: nothing happens.</summary>
internal sealed class OracleDropout : OracleLayer
{
    /// <summary>Null in prediction.</summary>
    public OracleMasks? Masks { get; init; }

    public override OracleShape Output(OracleShape input) => input;

    public override OraclePass Forward(OracleRun run)
    {
        double[][]? mask = Masks is null
            ? null
            : [.. run.Input.Select((values, step) => Masks(new(OracleMaskKind.Element, run.Row, step, values.Length)))];
        return new Pass { Output = Times(run.Input, mask), Mask = mask };
    }

    private static double[][] Times(double[][] values, double[][]? mask) =>
        mask is null ? values : [.. values.Select((step, t) => step.Zip(mask[t], (value, factor) => value * factor).ToArray())];

    private sealed class Pass : OraclePass
    {
        public required double[][]? Mask { get; init; }

        public override double[][] Backward(double[][] outputGradient, double[] parameterGradient) => Times(outputGradient, Mask);
    }
}
