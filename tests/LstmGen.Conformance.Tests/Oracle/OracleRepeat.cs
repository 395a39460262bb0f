namespace LstmGen.Conformance.Oracle;

/// <summary>A vector, as many times as a sequence of so many steps.</summary>
internal sealed class OracleRepeat(int times) : OracleLayer
{
    public override OracleShape Output(OracleShape input) =>
        input.Steps == 1 ? input with { Steps = times } : throw new ArgumentException($"Only a vector can be repeated, not {input.Steps} steps.", nameof(input));

    public override OraclePass Forward(OracleRun run) => new Pass { Output = [.. Enumerable.Repeat(run.Input[0], times)] };

    private sealed class Pass : OraclePass
    {
        public override double[][] Backward(double[][] outputGradient, double[] parameterGradient) =>
            [[.. outputGradient[0].Select((_, k) => outputGradient.Sum(step => step[k]))]];
    }
}
