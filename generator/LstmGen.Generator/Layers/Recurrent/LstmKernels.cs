using LstmGen.Generator.Kernels;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>
/// The kernels of one LSTM direction. z is what a step reads: h(t−1), 1, x(t); a block is 16 units whose four gates lie side by side, in the
/// weights, in the gates and in the gradients alike.
/// </summary>
internal sealed partial class LstmKernels : IRecurrentKernels, IStartedKernels
{
    private const int Rows = Build.Rows;

    /// <summary>Floats of a block's four gates.</summary>
    private const int BlockGates = 4 * Blocks.Width;

    /// <summary>
    /// Bytes of z and gates that the backward pass walks over before it turns to the weights, so that it finds them in the second-level cache.
    /// </summary>
    private const int SegmentBytes = 384 * 1024;

    private readonly int _units;
    private readonly int _inputs;
    private readonly int _steps;
    private readonly bool _sequence;
    private readonly bool _useBias;
    private readonly bool _halves;

    private readonly LstmStart _start;
    private readonly string _gate;
    private readonly string _candidate;
    private readonly Blocks _blocks;
    private readonly Projection _hiddenGradient;
    private readonly Projection _inputGradient;
    private readonly OuterProduct _weightGradient;

    public LstmKernels(int units, int inputs, int steps, bool sequence, bool useBias, string gate, string candidate, bool halves, LstmStart start = LstmStart.Fresh)
    {
        (_units, _inputs, _steps, _sequence, _useBias, _gate, _candidate, _halves, _start) = (units, inputs, steps, sequence, useBias, gate, candidate, halves, start);
        _blocks = new Blocks(units);
        _hiddenGradient = new Projection("HiddenGradient", GateRow, units, bias: false);
        _inputGradient = new Projection("StepInputGradient", GateRow, inputs, bias: false);
        _weightGradient = new OuterProduct("WeightGradient", Depth, GateRow, ZRow, GateRow, lateRows: IsFresh ? units : 0);
    }

    private bool IsFresh => _start == LstmStart.Fresh;

    public int Width => _units;

    /// <summary>Rows of the weights: the hidden units, the bias, the inputs.</summary>
    public int Depth => _units + 1 + _inputs;

    /// <summary>Units with padding.</summary>
    public int Lanes => _blocks.Lanes;

    /// <summary>Floats of one row's gates.</summary>
    public int GateRow => 4 * Lanes;

    /// <summary>Floats of one row of z.</summary>
    public int ZRow => (int)Allocator.Pad(Math.Max(OuterProduct.Pad(Depth), Lanes));

    public int ZStep => Rows * ZRow;

    /// <summary>Floats of one row of hidden or cell state outside z.</summary>
    public int StateRow => (int)Allocator.Pad(Lanes);

    /// <summary>Floats of one row of the gradient with respect to the input.</summary>
    public int InputRow => (int)Allocator.Pad(_inputGradient.Lanes);

    /// <summary>h, then c.</summary>
    public int StateLength => 2 * StateRow;

    public int StepLength => StateLength;

    public string WindowArguments(string fresh, string turn) => $"{fresh}, {(ThereAndBack ? turn + ", " : "")}";

    public long PackLength => PairsAt + (_halves ? (long)HiddenRows * GateRow : 0);

    private long PairsAt => Allocator.Pad(ForwardPack + HiddenPack + (long)_inputGradient.Length);

    public long GradientLength => _weightGradient.Length;

    public long WorkLength => SumsAt + Rows * SumsRow;

    /// <summary>Floats of a row of a block's sums where no tape keeps them.</summary>
    private int SumsRow => _blocks.Full > 0 ? BlockGates : 4 * _blocks.Tail;

    public long TapeLength => InputGradientsAt + (long)_steps * Rows * InputRow;

    private long ForwardPack => Allocator.Pad((long)Depth * GateRow);

    private long HiddenPack => Allocator.Pad(_hiddenGradient.Length);

    private int CellStep => Rows * Lanes;

    public int SegmentSteps => SegmentOf(_steps, Rows * (ZRow + GateRow));

    /// <summary>The same for a number of floats a step.</summary>
    internal static int SegmentOf(int steps, int floats)
    {
        int most = Math.Max(1, SegmentBytes / (sizeof(float) * floats));
        int segments = (steps + most - 1) / most;
        return (steps + segments - 1) / segments;
    }

    private long LastAt => Allocator.Pad((_steps + 1L) * ZStep + Rows * Lanes);

    private long SumsAt => Allocator.Pad(LastAt + (_sequence ? 0 : Rows * StateRow));

    private long CellOutAt => Allocator.Pad((_steps + 1L) * CellStep);

    private long GatesAt => CellOutAt + Allocator.Pad((long)_steps * CellStep);

    public long HiddenGradientAt => GatesAt + Allocator.Pad((long)_steps * Rows * GateRow);

    public long CellGradientAt => HiddenGradientAt + Allocator.Pad(CellStep);

    public int GradientRow => Lanes;

    private long InputGradientsAt => CellGradientAt + Allocator.Pad(CellStep);

    public void Write(SourceWriter writer)
    {
        WriteConstants(writer);
        writer.Line();
        WriteForward(writer);
        writer.Line();
        WriteBackward(writer);
        writer.Line();
        WriteInputGradient(writer);
        writer.Line();
        WriteWindow(writer);
        writer.Line();
        WritePack(writer);
        writer.Line();
        WriteTrace(writer);
    }

    private void WriteConstants(SourceWriter writer)
    {
        writer.Line($$"""
            // {{Text.Count(_units, "unit")}}: {{_blocks}}.
            private const int Units = {{_units}};
            private const int Lanes = {{Lanes}};
            private const int Inputs = {{_inputs}};
            private const int Steps = {{_steps}};
            private const int Rows = {{Rows}};
            private const int Segment = {{SegmentSteps}};

            // Rows of the weights: one a hidden unit, the bias, one an input.
            private const int Bias = {{_units}};
            private const int FirstInput = {{_units + 1}};
            private const int Depth = {{Depth}};
            private const int BlockWeights = {{64 * Depth}};

            // A row of z is what a step reads: h(t−1), 1, x(t). A row of gates is four gates a block, and later their gradients.
            private const int ZRow = {{ZRow}};
            public const int ZStep = {{ZStep}};
            private const int GateRow = {{GateRow}};
            private const int GateStep = {{Rows * GateRow}};
            private const int CellStep = {{CellStep}};
            private const int StateRow = {{StateRow}};

            // In the workspace: z of every step, then one step of cells{{(_sequence ? "" : ", the last hidden states")}}, the sums of one block. On the tape: cells, activated cells, gates, gradients.
            private const int Cell = {{(_steps + 1L) * ZStep}};{{(_sequence ? "" : $"\npublic const int Last = {LastAt};")}}
            private const int Sums = {{SumsAt}};
            private const int CellOut = {{CellOutAt}};
            private const int Gates = {{GatesAt}};
            private const int HiddenGradients = {{HiddenGradientAt}};
            private const int CellGradients = {{CellGradientAt}};
            public const int InputGradients = {{InputGradientsAt}};

            // In the pack: the weights, then the transposed weights that take gradients back to h and to x.
            private const int HiddenTransposed = {{ForwardPack}};
            private const int InputTransposed = {{ForwardPack + HiddenPack}};{{(_halves ? $"\nprivate const int HiddenPairs = {PairsAt};" : "")}}
            """);
    }

    private int TailWeights(int depth) => _blocks.Full * depth * 4 * Blocks.Width;
}
