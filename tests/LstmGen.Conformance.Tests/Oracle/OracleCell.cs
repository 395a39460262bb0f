namespace LstmGen.Conformance.Oracle;

/// <summary>
/// One direction of LSTM cells: i = σ(x·K_i + h·R_i + b_i), f, o likewise, g = φ(…); c = f·c + i·g; h = o·φ(c). Gates lie in the order i f g o.
/// Variants: peepholes add c(t−1)⊙p to the sums of i and f and c(t)⊙p to that of o (Gers and Schmidhuber 2000); coupled gates have f = 1 − i
/// and no tensors for f (Greff et al. 2017); a projection makes h = (o·φ(c))·W (Sak et al. 2014); h and c before the first step may be trained.
/// </summary>
internal sealed class OracleCell
{
    private static readonly int[] s_all = [OracleCellPass.I, OracleCellPass.F, OracleCellPass.G, OracleCellPass.O];
    private static readonly int[] s_coupled = [OracleCellPass.I, OracleCellPass.G, OracleCellPass.O];
    private IReadOnlyList<OracleTensor>? _tensors;

    public required int Inputs { get; init; }

    public required int Units { get; init; }

    public required Activation Activation { get; init; }

    public required Activation RecurrentActivation { get; init; }

    public bool UseBias { get; init; }

    public bool Peepholes { get; init; }

    public bool CoupledGates { get; init; }

    public bool LearnedInitialState { get; init; }

    /// <summary>The width of h when it is projected, else 0.</summary>
    public int Projection { get; init; }

    /// <summary>The width of h.</summary>
    public int Width => Projection > 0 ? Projection : Units;

    /// <summary>The gates that have weights, in their order.</summary>
    public int[] Gates => CoupledGates ? s_coupled : s_all;

    /// <summary>In canonical order.</summary>
    public IReadOnlyList<OracleTensor> Tensors => _tensors ??=
    [
        new("kernel", Inputs, Gates.Length * Units),
        new("recurrent_kernel", Width, Gates.Length * Units),
        .. Where(UseBias, new OracleTensor("bias", Gates.Length * Units)),
        .. Where(Peepholes, new OracleTensor("peephole", Gates.Length - 1, Units)),
        .. Where(Projection > 0, new OracleTensor("projection", Units, Projection)),
        .. Where(LearnedInitialState, new OracleTensor("initial_hidden", Width), new OracleTensor("initial_cell", Units)),
    ];

    public Activation Of(int gate) => gate == OracleCellPass.G ? Activation : RecurrentActivation;

    /// <summary>Reads a window from its first element to its last.</summary>
    /// <param name="inputMask">Factors of the input, the same at every step; null for none.</param>
    /// <param name="recurrentMasks">Factors of h(t−1) for each of <see cref="Gates"/>, the same at every step; null for none.</param>
    public OracleCellPass Run(double[][] input, double[] parameters, double[]? inputMask = null, double[][]? recurrentMasks = null)
    {
        OracleCellPass pass = new(this, parameters, inputMask, recurrentMasks)
        {
            Input = [.. input.Select(step => OracleCellPass.Times(step, inputMask))],
            InitialHidden = LearnedInitialState ? Tensors.Of("initial_hidden", parameters).ToArray() : new double[Width],
            InitialCell = LearnedInitialState ? Tensors.Of("initial_cell", parameters).ToArray() : new double[Units],
        };
        for (int step = 0; step < input.Length; step++)
        {
            Advance(pass, step, parameters);
        }

        return pass;
    }

    private void Advance(OracleCellPass pass, int step, double[] parameters)
    {
        double[] before = pass.CellBefore(step);
        double[] sums = Sums(pass.Input[step], pass.MaskedHiddenBefore(step), parameters);
        double[] gates = new double[sums.Length];
        double[] cell = new double[Units];
        double[] read = new double[Units];
        for (int unit = 0; unit < Units; unit++)
        {
            double i = Open(OracleCellPass.I, before[unit]);
            double f = CoupledGates ? 1 - i : Open(OracleCellPass.F, before[unit]);
            double g = Open(OracleCellPass.G, 0);
            cell[unit] = f * before[unit] + i * g;
            double o = Open(OracleCellPass.O, cell[unit]);
            gates[OracleCellPass.F * Units + unit] = f;
            read[unit] = o * Textbook.Value(Activation, cell[unit]);

            double Open(int gate, double seen)
            {
                int column = gate * Units + unit;
                sums[column] += Peephole(gate, unit, parameters) * seen;
                return gates[column] = Textbook.Value(Of(gate), sums[column]);
            }
        }

        pass.Add(sums, gates, cell, read, Projection > 0 ? Project(read, Tensors.Of("projection", parameters)) : read);
    }

    /// <summary>A gate's peephole weight; 0 where it has none.</summary>
    public double Peephole(int gate, int unit, double[] parameters)
    {
        int row = PeepholeRow(gate);
        return row < 0 ? 0 : Tensors.Of("peephole", parameters)[row * Units + unit];
    }

    /// <summary>The row of a gate in the peephole tensor, which leaves out g and what has no weights; -1 for none.</summary>
    public int PeepholeRow(int gate) => !Peepholes ? -1 : gate switch
    {
        OracleCellPass.I => 0,
        OracleCellPass.F => CoupledGates ? -1 : 1,
        OracleCellPass.O => CoupledGates ? 1 : 2,
        _ => -1,
    };

    private static OracleTensor[] Where(bool has, params OracleTensor[] tensors) => has ? tensors : [];

    /// <summary>x·K + h·R + b, [gate · units + unit]; 0 for a gate without weights. Each gate has an h of its own.</summary>
    private double[] Sums(double[] x, double[][] hidden, double[] parameters)
    {
        int columns = Gates.Length * Units;
        ReadOnlySpan<double> kernel = Tensors.Of("kernel", parameters);
        ReadOnlySpan<double> recurrent = Tensors.Of("recurrent_kernel", parameters);
        ReadOnlySpan<double> bias = Tensors.Of("bias", parameters);
        double[] sums = new double[4 * Units];
        for (int column = 0; column < columns; column++)
        {
            double sum = UseBias ? bias[column] : 0;
            for (int k = 0; k < x.Length; k++)
            {
                sum += x[k] * kernel[k * columns + column];
            }

            double[] h = hidden[column / Units];
            for (int k = 0; k < h.Length; k++)
            {
                sum += h[k] * recurrent[k * columns + column];
            }

            sums[Gates[column / Units] * Units + column % Units] = sum;
        }

        return sums;
    }

    private double[] Project(double[] read, ReadOnlySpan<double> projection)
    {
        double[] hidden = new double[Projection];
        for (int unit = 0; unit < Units; unit++)
        {
            for (int k = 0; k < Projection; k++)
            {
                hidden[k] += read[unit] * projection[unit * Projection + k];
            }
        }

        return hidden;
    }
}
