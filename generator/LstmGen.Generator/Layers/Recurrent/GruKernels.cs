using LstmGen.Generator.Kernels;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>
/// The kernels of one direction of GRU cells: what x(t) and h(t−1) add to the gates as two products, then the element-wise part (<c>GruCell</c> of the runtime). In a row of gates,
/// and of their gradients, every gate takes all lanes of the units: n z r, then what h(t−1) adds to n where the reset gate is laid on that. So both products read
/// and write gates that lie side by side.
/// </summary>
internal sealed partial class GruKernels : IRecurrentKernels, IStartedKernels
{
    private const int Rows = Build.Rows;

    /// <summary>Steps whose input sums are made at once: few enough to stay in the first-level cache until they are read.</summary>
    private const int StepsAhead = 16;

    private readonly GruShape _shape;
    private readonly Blocks _blocks;
    private readonly IReadOnlyList<GruPart> _parts;
    private readonly Projection _inputSums;
    private readonly Projection _inputGradient;
    private readonly OuterProduct _inputWeights;
    private readonly Dictionary<int, Projection> _recurrentSums = [];
    private readonly Dictionary<int, Projection> _hiddenGradients = [];
    private readonly Dictionary<int, OuterProduct> _recurrentWeights = [];
    private readonly Allocator _packs = new();
    private readonly Allocator _gradients = new();
    private readonly Allocator _work = new();
    private readonly Allocator _tape = new();
    private readonly Allocator _state = new();
    private readonly Allocator _scratch = new();
    private readonly List<(string Comment, (string Name, int Offset)[] Places)> _regions = [];

    public GruKernels(GruShape shape)
    {
        _shape = shape;
        _blocks = new Blocks(shape.Units);
        _parts = shape.Parts;
        int columns = GruShape.Gates * Lanes;
        _inputSums = new Projection("InputSums", shape.Inputs, columns, shape.UseBias);
        _inputGradient = new Projection("StepInputGradient", columns, shape.Inputs, bias: false);
        _inputWeights = new OuterProduct("InputWeightGradient", shape.Inputs, _inputSums.Lanes, TakenRow, GateRow);
        foreach (int gates in _parts.Select(part => part.Gates).Distinct())
        {
            string name = _parts.All(part => part.Gates == gates) ? "" : Text.Of(gates);
            var sums = new Projection($"RecurrentSums{name}", shape.Units, gates * Lanes, HasRecurrentBias);
            _recurrentSums.Add(gates, sums);
            _hiddenGradients.Add(gates, new Projection($"HiddenGradient{name}", gates * Lanes, shape.Units, bias: false));
            _recurrentWeights.Add(gates, new OuterProduct($"RecurrentWeightGradient{name}", shape.Units, sums.Lanes, ZRow, GateRow));
        }

        Place();
    }

    /// <summary>Where the reset gate is laid on what h(t−1) adds to the candidate, that has a bias of its own.</summary>
    private bool HasRecurrentBias => _shape.UseBias && _shape.ResetAfter;

    /// <summary>Whether what goes back to h(t−1) before the first step is wanted.</summary>
    private bool WantsStartGradient => _shape.LearnedInitialState || _shape.Start == LstmStart.Given;

    private bool IsGivenStart => _shape.Start != LstmStart.Fresh;

    public int Width => _shape.Units;

    private int Lanes => _blocks.Lanes;

    private string Narrow => LaneGroup.SizeOf(_blocks.Tail);

    private int GateRow => (int)Allocator.Pad(Lanes + new Blocks(GruShape.Gates * Lanes).Lanes);

    private int RecurrentRow => (int)Allocator.Pad(new Blocks(GruShape.Gates * Lanes).Lanes);

    private int TakenRow => (int)Allocator.Pad(OuterProduct.Pad(_shape.Inputs));

    public int ZRow => (int)Allocator.Pad(Math.Max(OuterProduct.Pad(_shape.Units), Lanes));

    public int ZStep => Rows * ZRow;

    public int StateRow => ZRow;

    public int GradientRow => ZRow;

    public int InputRow => (int)Allocator.Pad(_inputGradient.Lanes);

    public int StateLength => (int)_state.Length;

    public int StepLength => StateRow;

    private int Ahead => Math.Min(_shape.Steps, StepsAhead);

    public long WindowSumsLength => _scratch.Length + Allocator.Pad((long)Ahead * GateRow) + Allocator.Pad((long)Ahead * _shape.Inputs);

    public long StepSumsLength => _scratch.Length + GateRow;

    /// <summary>None: a state says itself whether it has started, and the order of the weights is that of the products.</summary>
    public string WindowArguments(string fresh, string turn) => "";

    public long HiddenGradientAt { get; private set; }

    public long CellGradientAt => throw new InvalidOperationException("A GRU has no cell.");

    public long PackLength => _packs.Length;

    public long GradientLength => _gradients.Length;

    public long WorkLength => _work.Length;

    public long TapeLength => _tape.Length;

    /// <summary>Where a gate lies in a row of gates, in gates: n z r, or z r n one gate on.</summary>
    private int GateOf(int gate) => gate == GruShape.Candidate ? _shape.ResetAfter ? 3 : 0 : gate + 1;

    private void Place()
    {
        GruShape s = _shape;
        long steps = (long)s.Steps * Rows;
        (string, int)[] OfParts(string name, Func<GruPart, long> length, Allocator from) =>
            [.. _parts.Select((part, i) => (PartName(name, i), from.Take(length(part))))];

        _regions.Add(("In the pack: the weights, and transposed those that take gradients back.",
        [
            ("InputWeights", _packs.Take(_inputSums.Length)),
            .. OfParts("RecurrentWeights", part => _recurrentSums[part.Gates].Length, _packs),
            ("InputTransposed", _packs.Take(_inputGradient.Length)),
            .. OfParts("RecurrentTransposed", part => _hiddenGradients[part.Gates].Length, _packs),
            .. s.LearnedInitialState ? new[] { ("InitialHidden", _packs.Take(s.Units)) } : [],
        ]));
        _regions.Add(("In the packed gradient.",
        [
            ("InputWeightGradients", _gradients.Take(_inputWeights.Length)),
            .. OfParts("RecurrentWeightGradients", part => _recurrentWeights[part.Gates].Length, _gradients),
            .. s.UseBias ? new[] { ("BiasGradient", _gradients.Take(GateLanes)) } : [],
            .. s.LearnedInitialState ? new[] { ("InitialHiddenGradient", _gradients.Take(s.Units)) } : [],
        ]));
        _work.Take((s.Steps + 1L) * ZStep);
        _regions.Add(("In the workspace, after h of every step: what one step needs.",
        [
            ("StepRecurrent", _work.Take(Rows * RecurrentRow)),
            ("StepGates", _work.Take(Rows * GateRow)),
            ("StepInputs", _work.Take(Rows * TakenRow)),
            .. s.ResetAfter ? [] : new[] { ("StepReset", _work.Take(ZStep)) },
            .. s.Sequence ? [] : new[] { ("Last", _work.Take(Rows * StateRow)) },
        ]));
        HiddenGradientAt = _tape.Length;
        _regions.Add(("On the tape.",
        [
            ("HiddenGradients", _tape.Take(ZStep)),
            ("HiddenShare", _tape.Take(ZStep)),
            ("Gates", _tape.Take(steps * GateRow)),
            ("Taken", _tape.Take(steps * TakenRow)),
            .. s.ResetAfter ? [] : new[] { ("ResetHidden", _tape.Take(steps * ZRow)) },
            .. s.Masked ? new[] { ("Masks", _tape.Take(GruShape.Gates * ZStep)), ("MaskedHidden", _tape.Take(GruShape.Gates * steps * ZRow)) } : [],
            ("InputGradients", _tape.Take(steps * InputRow)),
        ]));

        // The narrow vectors of the last row may read a little past it.
        _work.Take(16);
        _state.Take(StateRow);
        if (s.LearnedInitialState)
        {
            _regions.Add(("In a stream's state, after h.", [("Started", _state.Take(1))]));
        }

        _regions.Add(("In the scratch of one window: the sums of a step, then the inputs' of some steps, and their inputs side by side.",
        [
            ("RowRecurrent", _scratch.Take(RecurrentRow)),
            .. s.ResetAfter ? [] : new[] { ("RowReset", _scratch.Take(ZRow)) },
            ("RowGates", (int)_scratch.Length),
            ("RowInputs", (int)(_scratch.Length + Allocator.Pad((long)Ahead * GateRow))),
        ]));
    }

    /// <summary>Floats of a row of gates that mean something.</summary>
    private int GateLanes => (_shape.ResetAfter ? 4 : 3) * Lanes;

    private string PartName(string name, int part) => _parts.Count == 1 ? name : $"{name}{"ZRN"[_parts[part].First]}";

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
        GruShape s = _shape;
        writer.Line($$"""
            // {{Text.Count(s.Units, "unit")}}: {{_blocks}}.
            private const int Units = {{s.Units}};
            private const int Inputs = {{s.Inputs}};
            private const int Steps = {{s.Steps}};
            private const int Rows = {{Rows}};
            private const int Segment = {{LstmKernels.SegmentOf(s.Steps, Rows * (ZRow + TakenRow + GateRow))}};

            // Floats of one row, and of the rows of a tile.
            private const int ZRow = {{ZRow}};
            public const int ZStep = {{ZStep}};
            private const int GateRow = {{GateRow}};
            private const int GateStep = {{Rows * GateRow}};
            private const int TakenRow = {{TakenRow}};
            private const int TakenStep = {{Rows * TakenRow}};
            """);
        ComposedKernels.WritePlaces(writer, _regions);

        writer.Line();
        writer.Line("/// <summary>How rows lie in memory.</summary>");
        writer.Line($"private readonly struct Layout : IGruLayout {{ {Code.Constants(
            ("int", "Lanes", Lanes), ("int", "GateRow", GateRow), ("int", "RecurrentRow", RecurrentRow), ("int", "HiddenRow", ZRow))} }}");
    }

    private void WriteTrace(SourceWriter writer)
    {
        writer.Line("/// <summary>Row 0 of a kept tape as gates, candidates and hidden states in the order of time.</summary>");
        writer.Line("public static void ReadTrace(ref float work, ref float tape, LayerTrace trace, bool backwards) =>");
        writer.Line("    GruPack.ReadTrace(trace, Steps, Units, backwards, ref Unsafe.Add(ref tape, Gates), GateStep, ref Unsafe.Add(ref work, ZStep), ZStep);");
    }
}
