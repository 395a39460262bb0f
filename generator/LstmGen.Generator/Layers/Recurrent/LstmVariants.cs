using LstmGen.Generator.Kernels;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>
/// The kernels of one direction whose cell is not the plain one: composed of the same micro-kernels, with the sums of a step in memory between them and
/// the element-wise part. A row of sums, gates and gates' gradients is the canonical row: gate after gate, units without padding.
/// </summary>
internal sealed partial class LstmVariants : IRecurrentKernels
{
    private const int Rows = Build.Rows;

    private readonly LstmCell _cell;
    private readonly bool _carries;
    private readonly Projection _inputSums;
    private readonly Projection _recurrentSums;
    private readonly Projection _hiddenGradient;
    private readonly Projection _inputGradient;
    private readonly Projection? _project;
    private readonly Projection? _readGradient;
    private readonly OuterProduct _inputWeights;
    private readonly OuterProduct _recurrentWeights;
    private readonly OuterProduct? _projectionWeights;
    private readonly Allocator _packs = new();
    private readonly Allocator _gradients = new();
    private readonly Allocator _work = new();
    private readonly Allocator _tape = new();
    private readonly Allocator _state = new();
    private readonly List<(string Comment, (string Name, int Offset)[] Places)> _regions = [];

    public LstmVariants(LstmCell cell, LstmStart start)
    {
        _cell = cell;
        _carries = start == LstmStart.Carried;
        Parts = cell.RecurrentDropout > 0 ? cell.Gates : 1;
        int columns = cell.Gates * cell.Units;
        _inputSums = new Projection("InputSums", cell.Inputs, columns, cell.UseBias);
        _recurrentSums = new Projection("RecurrentSums", cell.Width, PartColumns, bias: false);
        _hiddenGradient = new Projection("HiddenGradient", PartColumns, cell.Width, bias: false);
        _inputGradient = new Projection("StepInputGradient", columns, cell.Inputs, bias: false);
        _inputWeights = new OuterProduct("InputWeightGradient", cell.Inputs, _inputSums.Lanes, InputRowTaken, GateRow);
        _recurrentWeights = new OuterProduct("RecurrentWeightGradient", cell.Width, _recurrentSums.Lanes, IsMasked ? Parts * ZRow : ZRow, GateRow);
        if (IsProjected)
        {
            _project = new Projection("Project", cell.Units, cell.Projection, bias: false);
            _readGradient = new Projection("ReadGradient", cell.Projection, cell.Units, bias: false);
            _projectionWeights = new OuterProduct("ProjectionGradient", cell.Units, _project.Lanes, CellRow, StateRow);
        }

        Place();
    }

    public int Width => _cell.Width;

    /// <summary>With dropout on h(t−1) every gate reads an h of its own, and its weights are a part of their own.</summary>
    private int Parts { get; }

    private bool IsMasked => Parts > 1;

    private bool IsProjected => _cell.Projection > 0;

    private int PartColumns => _cell.Gates * _cell.Units / Parts;

    private int GateRow => (int)Allocator.Pad(Math.Max(_inputSums.Lanes, (Parts - 1) * PartColumns + _recurrentSums.Lanes));

    private int CellRow => (int)Allocator.Pad(_cell.Units);

    private int InputRowTaken => (int)Allocator.Pad(OuterProduct.Pad(_cell.Inputs));

    public int ZRow => (int)Allocator.Pad(OuterProduct.Pad(_cell.Width));

    public int ZStep => Rows * ZRow;

    public int StateRow => ZRow;

    public int InputRow => (int)Allocator.Pad(_inputGradient.Lanes);

    public int StateLength => (int)_state.Length;

    public int StepLength => StateRow;

    public long WindowSumsLength => 2 * GateRow + (IsProjected ? CellRow : 0);

    public long StepSumsLength => WindowSumsLength;

    /// <summary>None: a state says itself whether it has started, and the order of the weights is that of the micro-kernels.</summary>
    public string WindowArguments(string fresh, string turn) => "";

    public long PackLength => _packs.Length;

    public long GradientLength => _gradients.Length;

    public long WorkLength => _work.Length;

    public int SegmentSteps => LstmKernels.SegmentOf(_cell.Steps, Rows * (ZRow + InputRowTaken + GateRow));

    public long TapeLength => _tape.Length;

    private void Place()
    {
        LstmCell c = _cell;
        _regions.Add(("In the pack: the weights, and transposed those that take gradients back.",
        [
            ("InputWeights", _packs.Take(_inputSums.Length)),
            ("RecurrentWeights", _packs.Take((long)Parts * _recurrentSums.Length)),
            ("InputTransposed", _packs.Take(_inputGradient.Length)),
            ("RecurrentTransposed", _packs.Take((long)Parts * _hiddenGradient.Length)),
            .. IsProjected ? new[] { ("Projection", _packs.Take(_project!.Length)), ("ProjectionTransposed", _packs.Take(_readGradient!.Length)) } : [],
            .. c.Peepholes ? new[] { ("Peepholes", _packs.Take((long)c.PeepholeRows * c.Units)) } : [],
            .. c.LearnedInitialState ? new[] { ("InitialHidden", _packs.Take(c.Width)), ("InitialCell", _packs.Take(c.Units)) } : [],
        ]));
        _regions.Add(("In the packed gradient.",
        [
            ("InputWeightGradients", _gradients.Take(_inputWeights.Length)),
            ("RecurrentWeightGradients", _gradients.Take(Parts * _recurrentWeights.Length)),
            .. c.UseBias ? new[] { ("BiasGradient", _gradients.Take(_inputSums.Lanes)) } : [],
            .. IsProjected ? new[] { ("ProjectionGradients", _gradients.Take(_projectionWeights!.Length)) } : [],
            .. c.Peepholes ? new[] { ("PeepholeGradient", _gradients.Take((long)c.PeepholeRows * c.Units)) } : [],
            .. c.LearnedInitialState ? new[] { ("InitialHiddenGradient", _gradients.Take(c.Width)), ("InitialCellGradient", _gradients.Take(c.Units)) } : [],
        ]));
        _work.Take((c.Steps + 1L) * ZStep);
        _regions.Add(("In the workspace, after h of every step: what one step needs.",
        [
            ("Cell", _work.Take(Rows * CellRow)),
            ("StepRecurrent", _work.Take(Rows * GateRow)),
            ("StepGates", _work.Take(Rows * GateRow)),
            ("StepInputs", _work.Take(Rows * InputRowTaken)),
            .. IsProjected ? new[] { ("StepRead", _work.Take(Rows * CellRow)) } : [],
            .. c.Sequence ? [] : new[] { ("Last", _work.Take(Rows * StateRow)) },
        ]));
        _tape.Take((c.Steps + 1L) * Rows * CellRow);
        _regions.Add(("On the tape, after the cells of every step.",
        [
            ("CellOut", _tape.Take((long)c.Steps * Rows * CellRow)),
            ("Gates", _tape.Take((long)c.Steps * Rows * GateRow)),
            ("Taken", _tape.Take((long)c.Steps * Rows * InputRowTaken)),
            .. IsProjected ? new[]
            {
                ("Read", _tape.Take((long)c.Steps * Rows * CellRow)),
                ("ReadGradients", _tape.Take(Rows * CellRow)),
                ("ProjectedGradients", _tape.Take((long)c.Steps * Rows * StateRow)),
            } : [],
            .. IsMasked ? new[]
            {
                ("Masks", _tape.Take((long)Rows * Parts * ZRow)),
                ("MaskedHidden", _tape.Take((long)c.Steps * Rows * Parts * ZRow)),
                ("GateShare", _tape.Take(Rows * StateRow)),
            } : [],
            ("HiddenGradients", _tape.Take(Rows * StateRow)),
            ("CellGradients", _tape.Take(Rows * CellRow)),
            ("InputGradients", _tape.Take((long)c.Steps * Rows * InputRow)),
        ]));

        // The narrow vectors of the last row may read a little past it.
        _work.Take(16);
        _state.Take(StateRow);
        _regions.Add(("In a stream's state, after h.",
        [
            ("StateCell", _state.Take(CellRow)),
            .. c.LearnedInitialState ? new[] { ("Started", _state.Take(1)) } : [],
        ]));
    }

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
        WriteCell(writer);
        writer.Line();
        WriteCellBack(writer);
        writer.Line();
        WritePack(writer);
        writer.Line();
        WriteTrace(writer);
    }

    private void WriteConstants(SourceWriter writer)
    {
        LstmCell c = _cell;
        writer.Line($$"""
            // Gates lie in their canonical order, {{(c.Coupled ? "i g o" : "i f g o")}}, unit after unit.
            private const int Units = {{c.Units}};
            private const int Width = {{c.Width}};
            private const int Inputs = {{c.Inputs}};
            private const int Steps = {{c.Steps}};
            private const int Rows = {{Rows}};
            private const int Segment = {{SegmentSteps}};

            // Floats of one row, and of the rows of a tile.
            private const int ZRow = {{ZRow}};
            public const int ZStep = {{ZStep}};
            private const int GateRow = {{GateRow}};
            private const int GateStep = {{Rows * GateRow}};
            private const int CellRow = {{CellRow}};
            private const int CellStep = {{Rows * CellRow}};
            private const int TakenRow = {{InputRowTaken}};
            private const int TakenStep = {{Rows * InputRowTaken}};
            private const int StateRow = {{StateRow}};
            """);
        if (IsMasked)
        {
            writer.Line($"private const int MaskStep = {Rows * Parts * ZRow};");
        }

        ComposedKernels.WritePlaces(writer, _regions);
    }
}
