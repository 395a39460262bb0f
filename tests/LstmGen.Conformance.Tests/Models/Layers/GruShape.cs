using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

internal sealed record GruShape(int Units) : LayerShape
{
    public bool ResetAfter { get; init; } = true;

    public bool Bidirectional { get; init; }

    public OracleMerge Merge { get; init; }

    public LastStep LastStep { get; init; }

    public bool ReturnSequences { get; init; }

    public Activation Activation { get; init; } = Activation.Tanh;

    public Activation RecurrentActivation { get; init; } = Activation.Sigmoid;

    public bool UseBias { get; init; } = true;

    public bool LearnedInitialState { get; init; }

    public double Dropout { get; init; }

    public double RecurrentDropout { get; init; }

    public override bool NeedsSequence => true;

    public override bool CanStep => !Bidirectional;

    public override bool PassesSequence => ReturnSequences;

    public override bool DrawsMasks => Dropout > 0 || RecurrentDropout > 0;

    public override string Attribute => Write(
        "Gru",
        [Units],
        Option(nameof(ResetAfter), ResetAfter, true),
        Option(nameof(Bidirectional), Bidirectional, false),
        Option(nameof(Merge), Merge, OracleMerge.Concat),
        Option(nameof(LastStep), LastStep, LastStep.OfDirections),
        Option(nameof(ReturnSequences), ReturnSequences, false),
        Option(nameof(Activation), Activation, Activation.Tanh),
        Option(nameof(RecurrentActivation), RecurrentActivation, Activation.Sigmoid),
        Option(nameof(UseBias), UseBias, true),
        Option(nameof(LearnedInitialState), LearnedInitialState, false),
        Option(nameof(Dropout), Dropout, 0),
        Option(nameof(RecurrentDropout), RecurrentDropout, 0));

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) => new OracleGru(Units)
    {
        ResetAfter = ResetAfter,
        Activation = Activation,
        RecurrentActivation = RecurrentActivation,
        UseBias = UseBias,
        Bidirectional = Bidirectional,
        Merge = Merge,
        ReturnSequences = ReturnSequences || sequenceNeeded,
        AtLastStep = LastStep == LastStep.OfSequence,
        LearnedInitialState = LearnedInitialState,
        InputMasks = Dropout > 0 ? masks?.Invoke(Dropout) : null,
        RecurrentMasks = RecurrentDropout > 0 ? masks?.Invoke(RecurrentDropout) : null,
    };
}

/// <summary>[Gru], the reset gate behind the product and before it.</summary>
internal sealed class GruEntry : LayerEntry
{
    private static readonly bool[] s_forms = [true, false];

    public override Standing Standing => Standing.Recurrent;

    public override IReadOnlyList<LayerShape> Draw(LayerDraw draw, LayerPlace place)
    {
        bool both = draw.Chance(4);
        return
        [
            new GruShape(draw.Units(place.MostUnits))
            {
                ResetAfter = draw.Chance(2),
                Bidirectional = both,
                Merge = both && draw.Chance(2) ? draw.One<OracleMerge>() : OracleMerge.Concat,
                LastStep = both && draw.Chance(2) ? LastStep.OfSequence : LastStep.OfDirections,
                ReturnSequences = draw.Chance(4),
                Activation = draw.Chance(2) ? Activation.Tanh : draw.Activation(),
                RecurrentActivation = draw.Chance(2) ? Activation.Sigmoid : draw.Gate(),
                UseBias = !draw.Chance(5),
                LearnedInitialState = draw.Chance(4),
                Dropout = draw.Chance(3) ? draw.Sizes.Rate : 0,
                RecurrentDropout = draw.Chance(3) ? draw.Sizes.Rate : 0,
            },
        ];
    }

    public override IEnumerable<(string, ModelShape)> Smooth => s_forms.SelectMany(after => new (string, ModelShape)[]
    {
        ("gru", Small(new GruShape(3) { ResetAfter = after, Bidirectional = true, LearnedInitialState = true })),
        ("gru without bias", Small(new GruShape(4) { ResetAfter = after, UseBias = false, Activation = Activation.Softsign, RecurrentActivation = Activation.Tanh })),
        ("gru at the last step", Small(new GruShape(3) { ResetAfter = after, Bidirectional = true, LastStep = LastStep.OfSequence, Merge = OracleMerge.Average })),
        ("gru dropout", Small(new GruShape(4) { ResetAfter = after, Bidirectional = true, Merge = OracleMerge.Mul, Dropout = 0.4, RecurrentDropout = 0.3, ReturnSequences = true })),
    }.Select(named => ($"{named.Item1}, {(after ? "reset after" : "reset before")} the product", named.Item2)));

    /// <summary>Both forms at every width of a narrow block, with every option, in both directions, and over several segments.</summary>
    public override IEnumerable<ModelShape> Cases => s_forms.SelectMany(after => new ModelShape[]
    {
        new() { LookBack = 7, Features = 9, Layers = [new GruShape(50) { ResetAfter = after }, new GruShape(16) { ResetAfter = after, UseBias = false }, new DenseShape(2)] },
        new() { LookBack = 5, Features = 2, Layers = [new GruShape(3) { ResetAfter = after, LearnedInitialState = true }, new DenseShape(1)] },
        new() { LookBack = 5, Features = 3, Layers = [new GruShape(24) { ResetAfter = after, ReturnSequences = true, RecurrentActivation = Activation.HardSigmoid }] },
        new() { LookBack = 6, Features = 2, Layers = [new GruShape(7) { ResetAfter = after, RecurrentDropout = 0.3 }, new LstmShape(5), new DenseShape(1)] },
        new()
        {
            LookBack = 9, Features = 3,
            Layers = [new GruShape(20) { ResetAfter = after, Bidirectional = true, Dropout = 0.2, RecurrentDropout = 0.4, LearnedInitialState = true }, new DenseShape(2)],
        },
        new()
        {
            LookBack = 8, Features = 3,
            Layers =
            [
                new GruShape(9) { ResetAfter = after, Bidirectional = true, LearnedInitialState = true },
                new GruShape(20) { ResetAfter = after, Bidirectional = true, Merge = OracleMerge.Average }, new DenseShape(2),
            ],
        },
        new()
        {
            LookBack = 8, Features = 3,
            Layers = [new GruShape(20) { ResetAfter = after, Bidirectional = true, LastStep = LastStep.OfSequence, LearnedInitialState = true }, new DenseShape(2)],
        },
        new() { LookBack = 140, Layers = [new GruShape(40) { ResetAfter = after, LearnedInitialState = true }, new DenseShape(1)] },
        new() { LookBack = 90, Features = 2, Layers = [new GruShape(70) { ResetAfter = after, Bidirectional = true, ReturnSequences = true }, new DenseShape(2)] },
    });
}

/// <summary>
/// A layer of GRU cells: z = σ(x·K_z + h·R_z + b_z), r likewise, h = z·h + (1 − z)·n. With the reset gate after the product n = φ(x·K_n + b_n + r·(h·R_n + b′_n)), where the
/// second row of the bias is b′; before it n = φ(x·K_n + b_n + (r·h)·R_n) (Cho et al. 2014). Gates lie in the order z r n.
/// </summary>
internal sealed class OracleGru(int units) : OracleRecurrent
{
    private const int Z = 0;
    private const int R = 1;
    private const int N = 2;

    public Activation Activation { get; init; } = Activation.Tanh;

    public Activation RecurrentActivation { get; init; } = Activation.Sigmoid;

    public bool UseBias { get; init; } = true;

    public bool ResetAfter { get; init; } = true;

    public bool LearnedInitialState { get; init; }

    public override int Width => units;

    protected override int Gates => 3;

    protected override IReadOnlyList<OracleTensor> CellTensors(int inputs)
    {
        List<OracleTensor> tensors = [new("kernel", inputs, 3 * units), new("recurrent_kernel", units, 3 * units)];
        if (UseBias)
        {
            tensors.Add(ResetAfter ? new("bias", 2, 3 * units) : new("bias", 3 * units));
        }

        if (LearnedInitialState)
        {
            tensors.Add(new("initial_hidden", units));
        }

        return tensors;
    }

    protected override IOracleCells Run(double[][] input, int inputs, double[] parameters, double[]? inputMask, double[][]? recurrentMasks)
    {
        Cells cells = new(this, CellTensors(inputs), parameters, inputMask, recurrentMasks);
        foreach (double[] step in input)
        {
            cells.Step(OracleCellPass.Times(step, inputMask));
        }

        return cells;
    }

    private Activation Of(int gate) => gate == N ? Activation : RecurrentActivation;

    /// <summary>One direction over a window, in its reading order.</summary>
    private sealed class Cells(OracleGru layer, IReadOnlyList<OracleTensor> tensors, double[] parameters, double[]? inputMask, double[][]? recurrentMasks) : IOracleCells
    {
        private readonly int _units = layer.Width;
        private readonly List<double[]> _inputs = [];
        private readonly List<double[]> _hidden = [];

        /// <summary>For each step and gate its sum, its value and what h(t−1) adds to it.</summary>
        private readonly List<(double[][] Sums, double[][] Gates, double[][] Recurrent)> _steps = [];

        public int Steps => _hidden.Count;

        public IReadOnlyList<double[]> Hidden => _hidden;

        public void Step(double[] x)
        {
            double[] before = Before(Steps);
            double[][] sums = new double[3][], gates = new double[3][], recurrent = new double[3][];
            foreach (int gate in (int[])[Z, R, N])
            {
                double[] read = Read(before, gate, gates[R]);
                recurrent[gate] = new double[_units];
                sums[gate] = new double[_units];
                gates[gate] = new double[_units];
                for (int unit = 0; unit < _units; unit++)
                {
                    int column = gate * _units + unit;
                    double fromInput = Bias(0, column) + Dot(x, "kernel", column);
                    double fromHidden = (layer.ResetAfter ? Bias(1, column) : 0) + Dot(read, "recurrent_kernel", column);
                    recurrent[gate][unit] = fromHidden;
                    sums[gate][unit] = fromInput + (gate == N && layer.ResetAfter ? gates[R][unit] : 1) * fromHidden;
                    gates[gate][unit] = Textbook.Value(layer.Of(gate), sums[gate][unit]);
                }
            }

            _inputs.Add(x);
            _steps.Add((sums, gates, recurrent));
            _hidden.Add([.. before.Select((h, unit) => gates[Z][unit] * h + (1 - gates[Z][unit]) * gates[N][unit])]);
        }

        public IEnumerable<(string Name, OracleTraceReader Read, double[] Values)> Traced(int step)
        {
            double[][] gates = _steps[step].Gates;
            return
            [
                ("update gate", (trace, t) => trace.UpdateGate(t), gates[Z]), ("reset gate", (trace, t) => trace.ResetGate(t), gates[R]),
                ("candidate", (trace, t) => trace.Candidate(t), gates[N]), ("hidden state", (trace, t) => trace.Hidden(t), _hidden[step]),
            ];
        }

        public double[][] Backward(double[][] hiddenGradient, double[] parameterGradient)
        {
            double[][] inputGradient = new double[Steps][];
            double[] later = new double[_units];
            for (int step = Steps - 1; step >= 0; step--)
            {
                (double[][] sums, double[][] gates, double[][] recurrent) = _steps[step];
                double[] before = Before(step), dh = [.. hiddenGradient[step].Zip(later, (outside, own) => outside + own)];
                double[] dx = new double[_inputs[step].Length];
                later = [.. dh.Select((d, unit) => d * gates[Z][unit])];
                double[][] dGates =
                [
                    [.. dh.Select((d, unit) => d * (before[unit] - gates[N][unit]))], new double[_units], [.. dh.Select((d, unit) => d * (1 - gates[Z][unit]))],
                ];

                // n first: the gradient with respect to r comes out of it.
                foreach (int gate in (int[])[N, Z, R])
                {
                    double[] read = Read(before, gate, gates[R]), dRead = new double[_units];
                    for (int unit = 0; unit < _units; unit++)
                    {
                        int column = gate * _units + unit;
                        double dSum = dGates[gate][unit] * Textbook.Slope(layer.Of(gate), sums[gate][unit]), dRecurrent = dSum;
                        if (gate == N && layer.ResetAfter)
                        {
                            dGates[R][unit] += dSum * recurrent[N][unit];
                            dRecurrent *= gates[R][unit];
                        }

                        AddBias(0, column, dSum);
                        AddBias(1, column, dRecurrent);
                        Back(_inputs[step], dx, "kernel", column, dSum, parameterGradient);
                        Back(read, dRead, "recurrent_kernel", column, dRecurrent, parameterGradient);
                    }

                    for (int k = 0; k < _units; k++)
                    {
                        double mask = recurrentMasks?[gate][k] ?? 1;
                        if (gate == N && !layer.ResetAfter)
                        {
                            dGates[R][k] += dRead[k] * before[k] * mask;
                            mask *= gates[R][k];
                        }

                        later[k] += dRead[k] * mask;
                    }
                }

                inputGradient[step] = OracleCellPass.Times(dx, inputMask);
            }

            Span<double> start = tensors.Of("initial_hidden", parameterGradient);
            for (int unit = 0; unit < start.Length; unit++)
            {
                start[unit] += later[unit];
            }

            return inputGradient;

            void AddBias(int row, int column, double value)
            {
                Span<double> bias = tensors.Of("bias", parameterGradient);
                if (bias.Length > row * 3 * _units)
                {
                    bias[row * 3 * _units + column] += value;
                }
            }
        }

        /// <summary>h(t−1) as a gate's product reads it.</summary>
        private double[] Read(double[] before, int gate, double[]? reset)
        {
            double[] masked = OracleCellPass.Times(before, recurrentMasks?[gate]);
            return gate == N && !layer.ResetAfter ? OracleCellPass.Times(masked, reset) : masked;
        }

        private double[] Before(int step) => step > 0 ? _hidden[step - 1]
            : layer.LearnedInitialState ? tensors.Of("initial_hidden", parameters).ToArray()
            : new double[_units];

        private double Bias(int row, int column) => layer.UseBias ? tensors.Of("bias", parameters)[row * 3 * _units + column] : 0;

        private double Dot(double[] values, string tensor, int column)
        {
            ReadOnlySpan<double> weights = tensors.Of(tensor, parameters);
            double sum = 0;
            for (int k = 0; k < values.Length; k++)
            {
                sum += values[k] * weights[k * 3 * _units + column];
            }

            return sum;
        }

        private void Back(double[] values, double[] gradient, string tensor, int column, double dSum, double[] parameterGradient)
        {
            ReadOnlySpan<double> weights = tensors.Of(tensor, parameters);
            Span<double> weightGradient = tensors.Of(tensor, parameterGradient);
            for (int k = 0; k < values.Length; k++)
            {
                weightGradient[k * 3 * _units + column] += values[k] * dSum;
                gradient[k] += weights[k * 3 * _units + column] * dSum;
            }
        }
    }
}
