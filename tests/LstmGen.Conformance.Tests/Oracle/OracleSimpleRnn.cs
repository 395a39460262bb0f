namespace LstmGen.Conformance.Oracle;

/// <summary>A layer of simple recurrent cells: h = φ(x·K + h·R + b) (Elman 1990).</summary>
internal sealed class OracleSimpleRnn(int units) : OracleRecurrent
{
    public Activation Activation { get; init; } = Activation.Tanh;

    public bool UseBias { get; init; } = true;

    public bool LearnedInitialState { get; init; }

    public override int Width => units;

    protected override int Gates => 1;

    protected override IReadOnlyList<OracleTensor> CellTensors(int inputs)
    {
        List<OracleTensor> tensors = [new("kernel", inputs, units), new("recurrent_kernel", units, units)];
        if (UseBias)
        {
            tensors.Add(new("bias", units));
        }

        if (LearnedInitialState)
        {
            tensors.Add(new("initial_hidden", units));
        }

        return tensors;
    }

    protected override IOracleCells Run(double[][] input, int inputs, double[] parameters, double[]? inputMask, double[][]? recurrentMasks)
    {
        Cells cells = new(this, CellTensors(inputs), parameters, inputMask, recurrentMasks?[0]);
        foreach (double[] step in input)
        {
            cells.Step(OracleCellPass.Times(step, inputMask));
        }

        return cells;
    }

    /// <summary>One direction over a window, in its reading order.</summary>
    private sealed class Cells(OracleSimpleRnn layer, IReadOnlyList<OracleTensor> tensors, double[] parameters, double[]? inputMask, double[]? recurrentMask) : IOracleCells
    {
        private readonly int _units = layer.Width;
        private readonly List<double[]> _inputs = [];
        private readonly List<double[]> _sums = [];
        private readonly List<double[]> _hidden = [];

        public int Steps => _hidden.Count;

        public IReadOnlyList<double[]> Hidden => _hidden;

        public void Step(double[] x)
        {
            double[] before = OracleCellPass.Times(Before(Steps), recurrentMask), sums = new double[_units];
            for (int unit = 0; unit < _units; unit++)
            {
                sums[unit] = layer.UseBias ? tensors.Of("bias", parameters)[unit] : 0;
                for (int k = 0; k < x.Length; k++) sums[unit] += x[k] * tensors.Of("kernel", parameters)[k * _units + unit];
                for (int k = 0; k < _units; k++) sums[unit] += before[k] * tensors.Of("recurrent_kernel", parameters)[k * _units + unit];
            }

            _inputs.Add(x);
            _sums.Add(sums);
            _hidden.Add([.. sums.Select(sum => Textbook.Value(layer.Activation, sum))]);
        }

        public IEnumerable<(string Name, OracleTraceReader Read, double[] Values)> Traced(int step) => [("hidden state", (trace, t) => trace.Hidden(t), _hidden[step])];

        public double[][] Backward(double[][] hiddenGradient, double[] parameterGradient)
        {
            double[][] inputGradient = new double[Steps][];
            double[] later = new double[_units];
            for (int step = Steps - 1; step >= 0; step--)
            {
                double[] x = _inputs[step], before = OracleCellPass.Times(Before(step), recurrentMask), dx = new double[x.Length], dBefore = new double[_units];
                for (int unit = 0; unit < _units; unit++)
                {
                    double dSum = (hiddenGradient[step][unit] + later[unit]) * Textbook.Slope(layer.Activation, _sums[step][unit]);
                    if (layer.UseBias)
                    {
                        tensors.Of("bias", parameterGradient)[unit] += dSum;
                    }

                    Back(x, dx, "kernel", unit, dSum, parameterGradient);
                    Back(before, dBefore, "recurrent_kernel", unit, dSum, parameterGradient);
                }

                later = OracleCellPass.Times(dBefore, recurrentMask);
                inputGradient[step] = OracleCellPass.Times(dx, inputMask);
            }

            Span<double> start = tensors.Of("initial_hidden", parameterGradient);
            for (int unit = 0; unit < start.Length; unit++)
            {
                start[unit] += later[unit];
            }

            return inputGradient;
        }

        private double[] Before(int step) => step > 0 ? _hidden[step - 1]
            : layer.LearnedInitialState ? tensors.Of("initial_hidden", parameters).ToArray()
            : new double[_units];

        private void Back(double[] values, double[] gradient, string tensor, int column, double dSum, double[] parameterGradient)
        {
            for (int k = 0; k < values.Length; k++)
            {
                tensors.Of(tensor, parameterGradient)[k * _units + column] += values[k] * dSum;
                gradient[k] += tensors.Of(tensor, parameters)[k * _units + column] * dSum;
            }
        }
    }
}
