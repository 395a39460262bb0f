namespace LstmGen.Conformance.Oracle;

/// <summary>
/// A layer of LSTM cells, in one direction or in both. With both, the outputs are joined [forward, backward]: step by step when the sequence
/// is passed on; else the forward state after the last step and the backward state after reading step 0.
/// </summary>
internal sealed class OracleLstm(int units) : OracleLayer
{
    public Activation Activation { get; init; } = Activation.Tanh;

    public Activation RecurrentActivation { get; init; } = Activation.Sigmoid;

    public bool UseBias { get; init; } = true;

    public bool Bidirectional { get; init; }

    public bool ReturnSequences { get; init; }

    public override OracleShape Output(OracleShape input) => new(ReturnSequences ? input.Steps : 1, Bidirectional ? 2 * units : units);

    public override IReadOnlyList<OracleTensor> Tensors(OracleShape input)
    {
        List<OracleTensor> tensors = [];
        foreach (string prefix in Bidirectional ? ["forward.", "backward."] : new[] { string.Empty })
        {
            tensors.Add(new OracleTensor(prefix + "kernel", input.Values, 4 * units));
            tensors.Add(new OracleTensor(prefix + "recurrent_kernel", units, 4 * units));
            if (UseBias)
            {
                tensors.Add(new OracleTensor(prefix + "bias", 4 * units));
            }
        }

        return tensors;
    }

    public override OraclePass Forward(double[][] input, double[] parameters)
    {
        OracleCell cell = new(input[0].Length, units, Activation, RecurrentActivation, UseBias);
        OracleCellPass forward = cell.Run(input, parameters[..cell.ParameterCount]);
        OracleCellPass? backward = Bidirectional ? cell.Run([.. input.Reverse()], parameters[cell.ParameterCount..]) : null;

        int last = input.Length - 1;
        double[][] output = ReturnSequences
            ? [.. Enumerable.Range(0, input.Length).Select(step => Join(forward.Hidden[step], backward?.Hidden[last - step]))]
            : [Join(forward.Hidden[last], backward?.Hidden[last])];
        return new Pass { Output = output, Layer = this, Units = units, Cell = cell, ForwardCells = forward, BackwardCells = backward };
    }

    private static double[] Join(double[] forward, double[]? backward) => backward is null ? forward : [.. forward, .. backward];

    /// <summary>Both directions' cells at every step, each in its own reading order.</summary>
    internal sealed class Pass : OraclePass
    {
        public required OracleLstm Layer { get; init; }

        public required int Units { get; init; }

        public required OracleCell Cell { get; init; }

        public required OracleCellPass ForwardCells { get; init; }

        public required OracleCellPass? BackwardCells { get; init; }

        public override double[][] Backward(double[][] outputGradient, double[] parameterGradient)
        {
            int steps = ForwardCells.Steps;
            double[] gradient = new double[Cell.ParameterCount];
            double[][] inputGradient = ForwardCells.Backward(Spread(outputGradient, steps, 0, reversed: false), gradient);
            Add(gradient, parameterGradient, 0);

            if (BackwardCells is not null)
            {
                Array.Clear(gradient);
                double[][] reversed = BackwardCells.Backward(Spread(outputGradient, steps, Units, reversed: true), gradient);
                Add(gradient, parameterGradient, Cell.ParameterCount);
                for (int step = 0; step < steps; step++)
                {
                    Add(reversed[steps - 1 - step], inputGradient[step], 0);
                }
            }

            return inputGradient;
        }

        /// <summary>One direction's share of the output gradient, for every step in its reading order.</summary>
        private double[][] Spread(double[][] outputGradient, int steps, int offset, bool reversed)
        {
            double[][] spread = Zeros(steps, Units);
            for (int step = 0; step < outputGradient.Length; step++)
            {
                int read = !Layer.ReturnSequences ? steps - 1 : reversed ? steps - 1 - step : step;
                spread[read] = outputGradient[step][offset..(offset + Units)];
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
}
