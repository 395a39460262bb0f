namespace LstmGen.Conformance.Oracle;

/// <summary>The largest (the first of equals) or the mean of each value over all valid steps.</summary>
internal sealed class OracleGlobalPool1D(bool average) : OracleLayer
{
    public override OracleShape Output(OracleShape input) => new(1, input.Values);

    public override OraclePass Forward(OracleRun run)
    {
        double[][] columns = [.. Enumerable.Range(0, run.Shape.Values).Select(value => run.Input.Select(step => step[value]).ToArray())];
        return new Pass(run, [.. columns.Select(column => Array.IndexOf(column, column.Max()))], average)
        {
            Output = [[.. columns.Select(column => average ? column.Sum() / column.Length : column.Max())]],
        };
    }

    private sealed class Pass(OracleRun run, int[] largest, bool average) : OraclePass
    {
        public override double[][] Backward(double[][] outputGradient, double[] parameterGradient) =>
            [.. run.Input.Select((step, t) => step.Select((_, value) => average ? outputGradient[0][value] / run.Steps : largest[value] == t ? outputGradient[0][value] : 0).ToArray())];
    }
}
