using LstmGen.Generator.Kernels;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>
/// The kernels of one direction of GRU cells: what x(t) and h(t−1) add to the gates as two products, then the element-wise part (<c>GruCell</c> of the runtime). In a row of gates,
/// and of their gradients, every gate takes all lanes of the units: n z r, then what h(t−1) adds to n where the reset gate is laid on that. So both products read
/// and write gates that lie side by side.
/// </summary>
internal sealed partial class GruKernels : HiddenKernels
{
    /// <summary>Steps whose input sums are made at once: few enough to stay in the first-level cache until they are read.</summary>
    private const int StepsAhead = 16;

    private readonly GruShape _shape;
    private readonly Blocks _blocks;
    private readonly IReadOnlyList<GruPart> _parts;
    private readonly Projection _inputSums;
    private readonly OuterProduct _inputWeights;
    private readonly Dictionary<int, Projection> _recurrentSums = [];
    private readonly Dictionary<int, Projection> _hiddenGradients = [];
    private readonly Dictionary<int, OuterProduct> _recurrentWeights = [];
    private readonly Allocator _scratch = new();

    public GruKernels(GruShape shape)
        : base(shape)
    {
        _shape = shape;
        _blocks = new Blocks(shape.Units);
        _parts = shape.Parts;
        int columns = GruShape.Gates * Lanes;
        _inputSums = new Projection("InputSums", shape.Inputs, columns, shape.UseBias);
        ToInputs = new Projection("StepInputGradient", columns, shape.Inputs, bias: false);
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

    private int Lanes => _blocks.Lanes;

    private string Narrow => LaneGroup.SizeOf(_blocks.Tail);

    private int GateRow => (int)Allocator.Pad(Lanes + new Blocks(GruShape.Gates * Lanes).Lanes);

    private int RecurrentRow => (int)Allocator.Pad(new Blocks(GruShape.Gates * Lanes).Lanes);

    protected override Projection ToInputs { get; }

    protected override int TakenRow => (int)Allocator.Pad(OuterProduct.Pad(_shape.Inputs));

    protected override int BiasLanes => GateLanes;

    protected override int SegmentRow => ZRow + TakenRow + GateRow;

    protected override (string Name, int Length)[] RowLengths => [("Gate", GateRow)];

    public override int ZRow => (int)Allocator.Pad(Math.Max(OuterProduct.Pad(_shape.Units), Lanes));

    private int Ahead => Math.Min(_shape.Steps, StepsAhead);

    public override long WindowSumsLength => _scratch.Length + Allocator.Pad((long)Ahead * GateRow) + Allocator.Pad((long)Ahead * _shape.Inputs);

    public override long StepSumsLength => _scratch.Length + GateRow;

    /// <summary>Where a gate lies in a row of gates, in gates: n z r, or z r n one gate on.</summary>
    private int GateOf(int gate) => gate == GruShape.Candidate ? _shape.ResetAfter ? 3 : 0 : gate + 1;

    private void Place()
    {
        GruShape s = _shape;
        (string, int)[] OfParts(string name, Func<GruPart, long> length, Allocator from) =>
            [.. _parts.Select((part, i) => (PartName(name, i), from.Take(length(part))))];

        Place(
            () =>
            [
                ("InputWeights", Packs.Take(_inputSums.Length)),
                .. OfParts("RecurrentWeights", part => _recurrentSums[part.Gates].Length, Packs),
                ("InputTransposed", Packs.Take(ToInputs.Length)),
                .. OfParts("RecurrentTransposed", part => _hiddenGradients[part.Gates].Length, Packs),
            ],
            () => [("InputWeightGradients", Gradients.Take(_inputWeights.Length)), .. OfParts("RecurrentWeightGradients", part => _recurrentWeights[part.Gates].Length, Gradients)],
            "what one step needs.",
            () =>
            [
                ("StepRecurrent", Work.Take(Rows * RecurrentRow)),
                ("StepGates", Work.Take(Rows * GateRow)),
                ("StepInputs", Work.Take(Rows * TakenRow)),
                .. s.ResetAfter ? [] : new[] { ("StepReset", Work.Take(ZStep)) },
            ],
            rows =>
            [
                ("HiddenShare", Tape.Take(ZStep)),
                ("Gates", Tape.Take(rows * GateRow)),
                ("Taken", Tape.Take(rows * TakenRow)),
                .. s.ResetAfter ? [] : new[] { ("ResetHidden", Tape.Take(rows * ZRow)) },
                .. s.Masked ? new[] { ("Masks", Tape.Take(GruShape.Gates * ZStep)), ("MaskedHidden", Tape.Take(GruShape.Gates * rows * ZRow)) } : [],
            ]);
        AddPlaces("In the scratch of one window: the sums of a step, then the inputs' of some steps, and their inputs side by side.",
        [
            ("RowRecurrent", _scratch.Take(RecurrentRow)),
            .. s.ResetAfter ? [] : new[] { ("RowReset", _scratch.Take(ZRow)) },
            ("RowGates", (int)_scratch.Length),
            ("RowInputs", (int)(_scratch.Length + Allocator.Pad((long)Ahead * GateRow))),
        ]);
    }

    /// <summary>Floats of a row of gates that mean something.</summary>
    private int GateLanes => (_shape.ResetAfter ? 4 : 3) * Lanes;

    private string PartName(string name, int part) => _parts.Count == 1 ? name : $"{name}{"ZRN"[_parts[part].First]}";

    protected override void WriteConstants(SourceWriter writer)
    {
        base.WriteConstants(writer);
        writer.Line();
        writer.Line("/// <summary>How rows lie in memory.</summary>");
        writer.Line($"private readonly struct Layout : IGruLayout {{ {Code.Constants(
            ("int", "Lanes", Lanes), ("int", "GateRow", GateRow), ("int", "RecurrentRow", RecurrentRow), ("int", "HiddenRow", ZRow))} }}");
    }

    protected override void WriteTrace(SourceWriter writer)
    {
        writer.Line("/// <summary>Row 0 of a kept tape as gates, candidates and hidden states in the order of time.</summary>");
        writer.Line("public static void ReadTrace(ref float work, ref float tape, LayerTrace trace, bool backwards) =>");
        writer.Line("    GruPack.ReadTrace(trace, Steps, Units, backwards, ref Unsafe.Add(ref tape, Gates), GateStep, ref Unsafe.Add(ref work, ZStep), ZStep);");
    }
}
