namespace LstmGen.Conformance.Oracle;

/// <summary>Both directions' cells at every step, each in its own reading order.</summary>
internal sealed class OracleLstmPass(OracleLstm layer, int parameterCount) : OraclePass
{
    public required OracleCellPass ForwardCells { get; init; }

    public required OracleCellPass? BackwardCells { get; init; }

    /// <summary>The merged output of one direction, or of both.</summary>
    /// <param name="step">Of the output.</param>
    public static double[] Merge(OracleLstm layer, OracleCellPass forward, OracleCellPass? backward, int step)
    {
        double[] h = forward.Hidden[Read(layer, forward.Steps, step, reversed: false)];
        return backward is null ? h : layer.Merge.Join(h, backward.Hidden[Read(layer, forward.Steps, step, reversed: true)]);
    }

    public override double[][] Backward(double[][] outputGradient, double[] parameterGradient)
    {
        int steps = ForwardCells.Steps;
        double[] gradient = new double[parameterCount];
        double[][] inputGradient = ForwardCells.Backward(Spread(outputGradient, reversed: false), gradient);
        Add(gradient, parameterGradient, 0);

        if (BackwardCells is not null)
        {
            Array.Clear(gradient);
            double[][] reversed = BackwardCells.Backward(Spread(outputGradient, reversed: true), gradient);
            Add(gradient, parameterGradient, parameterCount);
            for (int step = 0; step < steps; step++)
            {
                Add(reversed[steps - 1 - step], inputGradient[step], 0);
            }
        }

        return inputGradient;
    }

    /// <summary>Where in its reading order a direction has what it gives to a step of the output.</summary>
    private static int Read(OracleLstm layer, int steps, int step, bool reversed) =>
        !layer.ReturnSequences ? steps - 1 : reversed ? steps - 1 - step : step;

    /// <summary>One direction's share of the output gradient, for every step in its reading order.</summary>
    private double[][] Spread(double[][] outputGradient, bool reversed)
    {
        int steps = ForwardCells.Steps;
        double[][] spread = Zeros(steps, ForwardCells.Hidden[0].Length);
        for (int step = 0; step < outputGradient.Length; step++)
        {
            OracleCellPass? other = reversed ? ForwardCells : BackwardCells;
            spread[Read(layer, steps, step, reversed)] = other is null
                ? outputGradient[step]
                : layer.Merge.Share(outputGradient[step], other.Hidden[Read(layer, steps, step, !reversed)], reversed);
        }

        return spread;
    }

    private static void Add(double[] source, double[] target, int offset)
    {
        for (int i = 0; i < source.Length; i++)
        {
            target[offset + i] += source[i];
        }
    }
}
