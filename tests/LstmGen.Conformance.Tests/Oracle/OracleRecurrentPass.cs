using LstmGen.Inspection;

namespace LstmGen.Conformance.Oracle;

/// <summary>What one direction of cells did over a window, in its reading order, and the way back through time.</summary>
internal interface IOracleCells
{
    int Steps { get; }

    /// <summary>The hidden state after each step.</summary>
    IReadOnlyList<double[]> Hidden { get; }

    /// <summary>What a trace shows of a step, in reading order.</summary>
    IEnumerable<(string Name, OracleTraceReader Read, double[] Values)> Traced(int step);

    /// <summary>Backpropagation through time.</summary>
    /// <param name="hiddenGradient">The gradient with respect to each step's hidden state from outside, in reading order.</param>
    /// <param name="parameterGradient">Receives the gradient with respect to the parameters: it is added.</param>
    /// <returns>The gradient with respect to each step's input, in reading order.</returns>
    double[][] Backward(double[][] hiddenGradient, double[] parameterGradient);
}

/// <summary>Reads some values of a step out of a trace.</summary>
internal delegate ReadOnlySpan<float> OracleTraceReader(LayerTrace trace, int step);

/// <summary>Both directions' cells at every step, each in its own reading order.</summary>
internal sealed class OracleRecurrentPass(OracleRecurrent layer, int parameterCount) : OraclePass
{
    public required IOracleCells ForwardCells { get; init; }

    public required IOracleCells? BackwardCells { get; init; }

    /// <summary>The merged output of one direction, or of both.</summary>
    /// <param name="step">Of the output.</param>
    public static double[] Merge(OracleRecurrent layer, IOracleCells forward, IOracleCells? backward, int step)
    {
        double[] h = forward.Hidden[Read(layer, forward.Steps, step, reversed: false)];
        return backward is null ? h : layer.Merge.Join(h, backward.Hidden[Read(layer, backward.Steps, step, reversed: true)]);
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
            for (int step = steps - reversed.Length; step < steps; step++)
            {
                Add(reversed[steps - 1 - step], inputGradient[step], 0);
            }
        }

        return inputGradient;
    }

    /// <summary>Where in its reading order a direction has what it gives to a step of the output.</summary>
    private static int Read(OracleRecurrent layer, int steps, int step, bool reversed) =>
        !layer.ReturnSequences ? steps - 1 : reversed ? steps - 1 - step : step;

    /// <summary>One direction's share of the output gradient, for every step in its reading order.</summary>
    private double[][] Spread(double[][] outputGradient, bool reversed)
    {
        int steps = (reversed ? BackwardCells! : ForwardCells).Steps;
        double[][] spread = Zeros(steps, layer.Width);
        for (int step = 0; step < outputGradient.Length; step++)
        {
            IOracleCells? other = reversed ? ForwardCells : BackwardCells;
            spread[Read(layer, steps, step, reversed)] = other is null
                ? outputGradient[step]
                : layer.Merge.Share(outputGradient[step], other.Hidden[Read(layer, other.Steps, step, !reversed)], reversed);
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
