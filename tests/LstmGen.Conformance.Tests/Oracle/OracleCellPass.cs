namespace LstmGen.Conformance.Oracle;

/// <summary>What one direction of LSTM cells did over a window, in its reading order, and the way back through time.</summary>
internal sealed class OracleCellPass(OracleCell cell, double[] parameters, double[]? inputMask, double[][]? recurrentMasks) : IOracleCells
{
    public const int I = 0;
    public const int F = 1;
    public const int G = 2;
    public const int O = 3;

    private readonly List<double[]> _sums = [];
    private readonly List<double[]> _gates = [];
    private readonly List<double[]> _cell = [];
    private readonly List<double[]> _read = [];
    private readonly List<double[]> _hidden = [];

    /// <summary>The input of each step, masked.</summary>
    public required double[][] Input { get; init; }

    /// <summary>Before the first step.</summary>
    public required double[] InitialHidden { get; init; }

    /// <summary>Before the first step.</summary>
    public required double[] InitialCell { get; init; }

    public int Steps => _hidden.Count;

    /// <summary>The gates, [step][gate · units + unit].</summary>
    public IReadOnlyList<double[]> Gates => _gates;

    /// <summary>The cell state after each step.</summary>
    public IReadOnlyList<double[]> Cell => _cell;

    /// <summary>The hidden state after each step.</summary>
    public IReadOnlyList<double[]> Hidden => _hidden;

    public double[] HiddenBefore(int step) => step > 0 ? _hidden[step - 1] : InitialHidden;

    /// <summary>h(t−1) as each of the gates reads it.</summary>
    public double[][] MaskedHiddenBefore(int step) =>
        [.. cell.Gates.Select((_, gate) => Times(HiddenBefore(step), recurrentMasks?[gate]))];

    public double[] CellBefore(int step) => step > 0 ? _cell[step - 1] : InitialCell;

    /// <summary>Takes what a step left.</summary>
    /// <param name="sums">The gates before their activations.</param>
    /// <param name="read">o·φ(c), before a projection.</param>
    public void Add(double[] sums, double[] gates, double[] newCell, double[] read, double[] hidden)
    {
        _sums.Add(sums);
        _gates.Add(gates);
        _cell.Add(newCell);
        _read.Add(read);
        _hidden.Add(hidden);
    }

    public static double[] Times(double[] values, double[]? mask) => mask is null ? values : [.. values.Zip(mask, (value, factor) => value * factor)];

    /// <inheritdoc/>
    public IEnumerable<(string Name, OracleTraceReader Read, double[] Values)> Traced(int step)
    {
        double[] Of(int gate) => Gates[step][(gate * cell.Units)..((gate + 1) * cell.Units)];
        return
        [
            ("input gate", (trace, t) => trace.InputGate(t), Of(I)), ("forget gate", (trace, t) => trace.ForgetGate(t), Of(F)), ("candidate", (trace, t) => trace.Candidate(t), Of(G)),
            ("output gate", (trace, t) => trace.OutputGate(t), Of(O)), ("cell", (trace, t) => trace.Cell(t), Cell[step]), ("hidden state", (trace, t) => trace.Hidden(t), Hidden[step]),
        ];
    }

    /// <inheritdoc/>
    public double[][] Backward(double[][] hiddenGradient, double[] parameterGradient)
    {
        double[][] inputGradient = new double[Steps][];
        double[] dhNext = new double[cell.Width];
        double[] dcNext = new double[cell.Units];
        for (int step = Steps - 1; step >= 0; step--)
        {
            double[] dh = [.. hiddenGradient[step].Zip(dhNext, (outside, later) => outside + later)];
            double[] dRead = cell.Projection > 0 ? ThroughWeights(_read[step], dh, "projection", parameterGradient) : dh;
            double[] dSums = ThroughCell(step, dRead, dcNext, parameterGradient);

            Span<double> bias = cell.Tensors.Of("bias", parameterGradient);
            for (int column = 0; column < bias.Length; column++)
            {
                bias[column] += dSums[column];
            }

            inputGradient[step] = Times(ThroughWeights(Input[step], dSums, "kernel", parameterGradient), inputMask);
            dhNext = ThroughRecurrence(MaskedHiddenBefore(step), dSums, parameterGradient);
        }

        if (cell.LearnedInitialState)
        {
            AddTo(cell.Tensors.Of("initial_hidden", parameterGradient), dhNext);
            AddTo(cell.Tensors.Of("initial_cell", parameterGradient), dcNext);
        }

        return inputGradient;
    }

    /// <summary>From the gradient with respect to o·φ(c) to that by the sums of the gates that have weights; the gradient with respect to c goes from the step after to the step before.</summary>
    private double[] ThroughCell(int step, double[] dRead, double[] dCell, double[] parameterGradient)
    {
        int units = cell.Units;
        double[] dSums = new double[4 * units];
        for (int unit = 0; unit < units; unit++)
        {
            double c = Cell[step][unit];
            double before = CellBefore(step)[unit];
            double dO = Back(O, dRead[unit] * Textbook.Value(cell.Activation, c), c);
            double dc = dCell[unit] + dRead[unit] * Gate(step, O, unit) * Textbook.Slope(cell.Activation, c) + dO * cell.Peephole(O, unit, parameters);
            double dI = Back(I, dc * (Gate(step, G, unit) - (cell.CoupledGates ? before : 0)), before);
            double dF = cell.CoupledGates ? 0 : Back(F, dc * before, before);
            Back(G, dc * Gate(step, I, unit), 0);
            dCell[unit] = dc * Gate(step, F, unit) + dI * cell.Peephole(I, unit, parameters) + dF * cell.Peephole(F, unit, parameters);

            double Back(int gate, double dGate, double seen)
            {
                int column = gate * units + unit;
                dSums[column] = dGate * Textbook.Slope(cell.Of(gate), _sums[step][column]);
                if (cell.PeepholeRow(gate) is var row and >= 0)
                {
                    cell.Tensors.Of("peephole", parameterGradient)[row * units + unit] += dSums[column] * seen;
                }

                return dSums[column];
            }
        }

        return [.. cell.Gates.SelectMany(gate => dSums[(gate * units)..((gate + 1) * units)])];
    }

    /// <summary>Back to h(t−1): each gate's share through that gate's mask.</summary>
    private double[] ThroughRecurrence(double[][] hidden, double[] dSums, double[] parameterGradient)
    {
        double[] sum = new double[cell.Width];
        for (int gate = 0; gate < hidden.Length; gate++)
        {
            double[] own = [.. dSums.Select((value, column) => column / cell.Units == gate ? value : 0)];
            AddTo(sum, Times(ThroughWeights(hidden[gate], own, "recurrent_kernel", parameterGradient), recurrentMasks?[gate]));
        }

        return sum;
    }

    private double Gate(int step, int gate, int unit) => Gates[step][gate * cell.Units + unit];

    /// <summary>sums = source · W: adds the gradient with respect to W and returns the gradient with respect to the source.</summary>
    private double[] ThroughWeights(double[] source, double[] dSums, string tensor, double[] parameterGradient)
    {
        ReadOnlySpan<double> weights = cell.Tensors.Of(tensor, parameters);
        Span<double> weightGradient = cell.Tensors.Of(tensor, parameterGradient);
        double[] sourceGradient = new double[source.Length];
        for (int k = 0; k < source.Length; k++)
        {
            for (int column = 0; column < dSums.Length; column++)
            {
                int weight = k * dSums.Length + column;
                weightGradient[weight] += source[k] * dSums[column];
                sourceGradient[k] += weights[weight] * dSums[column];
            }
        }

        return sourceGradient;
    }

    private static void AddTo(Span<double> target, double[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            target[i] += values[i];
        }
    }
}
