namespace LstmGen.Conformance.Oracle;

/// <summary>What one direction of LSTM cells did over a window, in its reading order, and the way back through time.</summary>
internal sealed class OracleCellPass(OracleCell cell, double[][] input, double[] parameters)
{
    public const int I = 0;
    public const int F = 1;
    public const int G = 2;
    public const int O = 3;

    public int Steps => input.Length;

    /// <summary>The gates before their activations, [step][gate · units + unit].</summary>
    public double[][] Sums { get; } = new double[input.Length][];

    /// <summary>The gates, [step][gate · units + unit].</summary>
    public double[][] Gates { get; } = new double[input.Length][];

    /// <summary>The cell state after each step.</summary>
    public double[][] Cell { get; } = new double[input.Length][];

    /// <summary>The hidden state after each step.</summary>
    public double[][] Hidden { get; } = new double[input.Length][];

    /// <summary>Backpropagation through time.</summary>
    /// <param name="hiddenGradient">The loss by each step's hidden state from outside, in reading order.</param>
    /// <param name="parameterGradient">Receives the loss by the parameters: it is added.</param>
    /// <returns>The loss by each step's input, in reading order.</returns>
    public double[][] Backward(double[][] hiddenGradient, double[] parameterGradient)
    {
        int units = cell.Units;
        double[][] inputGradient = new double[Steps][];
        double[] dhNext = new double[units];
        double[] dcNext = new double[units];

        for (int step = Steps - 1; step >= 0; step--)
        {
            double[] dSums = new double[4 * units];
            for (int unit = 0; unit < units; unit++)
            {
                double c = Cell[step][unit];
                double cPrevious = step > 0 ? Cell[step - 1][unit] : 0;
                double dh = hiddenGradient[step][unit] + dhNext[unit];
                double dc = dcNext[unit] + dh * Gate(step, O, unit) * Textbook.Slope(cell.OfCell, c);

                dSums[I * units + unit] = dc * Gate(step, G, unit) * GateSlope(step, I, unit);
                dSums[F * units + unit] = dc * cPrevious * GateSlope(step, F, unit);
                dSums[G * units + unit] = dc * Gate(step, I, unit) * GateSlope(step, G, unit);
                dSums[O * units + unit] = dh * Textbook.Value(cell.OfCell, c) * GateSlope(step, O, unit);
                dcNext[unit] = dc * Gate(step, F, unit);
            }

            double[] hPrevious = step > 0 ? Hidden[step - 1] : new double[units];
            int recurrent = cell.Inputs * 4 * units;
            int bias = recurrent + units * 4 * units;
            inputGradient[step] = ThroughWeights(input[step], dSums, 0, parameterGradient);
            dhNext = ThroughWeights(hPrevious, dSums, recurrent, parameterGradient);
            for (int column = 0; column < 4 * units && cell.UseBias; column++)
            {
                parameterGradient[bias + column] += dSums[column];
            }
        }

        return inputGradient;
    }

    private double Gate(int step, int gate, int unit) => Gates[step][gate * cell.Units + unit];

    private double GateSlope(int step, int gate, int unit) => Textbook.Slope(cell.Of(gate), Sums[step][gate * cell.Units + unit]);

    /// <summary>sums = source · W: adds the loss by W, which starts at <paramref name="offset"/>, and returns the loss by the source.</summary>
    private double[] ThroughWeights(double[] source, double[] dSums, int offset, double[] parameterGradient)
    {
        double[] sourceGradient = new double[source.Length];
        for (int k = 0; k < source.Length; k++)
        {
            for (int column = 0; column < dSums.Length; column++)
            {
                int weight = offset + k * dSums.Length + column;
                parameterGradient[weight] += source[k] * dSums[column];
                sourceGradient[k] += parameters[weight] * dSums[column];
            }
        }

        return sourceGradient;
    }
}
