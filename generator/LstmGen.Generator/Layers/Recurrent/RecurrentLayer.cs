using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>
/// A layer of cells, in one direction or in two whose outputs are joined. Both directions run the same kernels over their own weights; the backward
/// direction reads its input with a negative stride, so that no kernel knows of it. What its cell is says the layer itself.
/// </summary>
internal abstract partial class RecurrentLayer : Layer, IRecurrent, IDropping, ITraced, IEncoding
{
    private readonly List<Direction> _directions = [];
    private IRecurrentKernels _kernels = null!;
    private StateBridge? _bridge;
    private string _code = "";
    private bool _sequence;
    private bool _carries;

    /// <summary>What the cell is called, such as LSTM.</summary>
    protected abstract string CellName { get; }

    /// <summary>The width of h.</summary>
    protected abstract int HiddenWidth { get; }

    /// <summary>The gates that have weights, each of which reads h through a mask of its own.</summary>
    protected abstract int Gates { get; }

    /// <summary>The cell's options, as the model card says them.</summary>
    protected abstract IEnumerable<string> CellOptions { get; }

    /// <summary>The steps of one direction, as data.</summary>
    /// <param name="tensor">Finds one of the direction's tensors.</param>
    /// <param name="input">The steps, in the order of time.</param>
    /// <param name="output">h of every step, or the last one.</param>
    /// <param name="reversed">Whether it starts at the last valid step.</param>
    /// <param name="start">The first states, where a decoder gives them.</param>
    protected abstract Recurrence Steps(Func<string, ParameterPlan?> tensor, View input, View output, bool reversed, View? start);

    /// <summary>Which gates a trace shows; null for those of an LSTM.</summary>
    protected virtual string? TracedGates => null;

    /// <summary>What a decoder that gives the first states cannot have, or null.</summary>
    protected virtual string? WhyNotGiven => null;

    /// <summary>Of vectors of the width of the units: h, and c where the cell has one.</summary>
    protected abstract int States { get; }

    /// <summary>What every cell takes, of the options of this one.</summary>
    protected abstract RecurrentOptions Shared { get; }

    /// <summary>Whether every step is passed on.</summary>
    protected bool PassesSequence => _sequence;

    protected virtual bool IsProjected => false;

    /// <summary>How the cell's lanes lie, where that is worth a word on the model card.</summary>
    protected virtual string Lanes => new Blocks(Units).ToString();

    /// <summary>Checks what only this cell has.</summary>
    protected virtual bool CellFits(Build build) => true;

    /// <summary>The kernels of one direction.</summary>
    protected abstract SharedKernels ShareKernels(Build build, LstmStart start);

    /// <summary>The tensors of one direction, in canonical order.</summary>
    protected abstract Tensors TakeTensors(Build build, string name);

    /// <summary>The arguments that say where a direction's tensors lie in <c>parameters</c>.</summary>
    protected abstract string PackArguments(Tensors tensors);

    /// <summary>The arguments that say where a direction's tensors lie in <c>gradient</c>.</summary>
    protected abstract string UnpackArguments(Tensors tensors);

    public override bool NeedsSequence => true;

    public override bool ReadsRows => true;

    public override bool CanStep => !Bidirectional;

    public override string? WhyNotCarried => CanStep && LearnedInitialState
        ? "a stream that goes on has no use for a learned initial state"
        : base.WhyNotCarried;

    public override bool JoinsDirections => Bidirectional && Concat;

    public override IEnumerable<Operation> Operations =>
    [
        .. _bridge is null ? Array.Empty<Operation>() : [_bridge.Operation],
        .. _directions.SelectMany(DirectionOperations),
        .. Bidirectional ? [new Join(DirectionOutput(_directions[0]), DirectionOutput(_directions[1]), TileOutput, MergeName, HiddenWidth, _sequence ? Extent : new(1, null))] : Array.Empty<Operation>(),
    ];

    public override IEnumerable<Operation> GradientOperations => Operations.Reverse().Select(operation => operation switch
    {
        Planning.Join => new Gradient(operation, OutputGradient, OutputGradient),
        // What it gave the cell as first states comes back on the tape.
        Affine => new Gradient(operation, _directions[0].Tape.View, _bridge!.InputGradient),
        Drop => new Gradient(operation, TileInputGradient, TileInputGradient),
        _ => new Gradient(operation, OutputGradient, TileInputGradient, _bridge is null ? null : _directions[0].Tape.View),
    });

    private IEnumerable<Operation> DirectionOperations(Direction d)
    {
        if (_dropout > 0)
        {
            yield return new Drop(TileInput, d.InputMask!.View with { StepStride = 0 }, Dropped(d), _dropout, Index, Input.Width, Extent);
        }

        yield return Steps(
            name => FindTensor(d.Suffix.Length == 0 ? name : $"{d.Suffix.Substring(1)}.{name}"), _dropout > 0 ? Dropped(d) : TileInput, DirectionOutput(d), d.Backwards, _bridge?.Start) with
        { TakesOneStep = TakesOneStep(d), RecurrentDropout = RecurrentDropout, Segment = _kernels.SegmentSteps };
    }

    public IEnumerable<LayerTraces> Traces => _directions.Select(d => new LayerTraces(Name + d.Suffix, Units, HiddenWidth, TracedGates));

    public bool DrawsMasks => _dropout > 0 || RecurrentDropout > 0;

    public bool LearnsStart => LearnedInitialState;

    protected override Shape? Infer(Build build, bool sequenceWanted)
    {
        _sequence = sequenceWanted || Shared.ReturnSequences || Decoder is not null;
        if (!InRange(build, "units", Units, 1, 4096))
        {
            return null;
        }

        if (!Input.IsSequence)
        {
            build.Report(
                Diagnostics.Rules.ShapeDoesNotFit, Index, "", Spec.Kind, $"it needs a sequence, and the layer before it passes on one vector of {Input.Width} values; write [Repeat(5)] between them to make steps of it");
            return null;
        }

        if (!OptionsFit(build))
        {
            return null;
        }

        if (Decoder is not null && WhyNotGiven is { } why)
        {
            build.Report(Diagnostics.Rules.ShapeDoesNotFit, Index, "", Spec.Kind, why);
            return null;
        }

        int width = Bidirectional && Concat ? 2 * HiddenWidth : HiddenWidth;
        return new Shape(_sequence ? Input.Steps : 1, width, _sequence);
    }

    protected override void Reserve(Build build)
    {
        _carries = build.Carries;
        LstmStart start = Decoder is not null ? LstmStart.Given : _carries ? LstmStart.Carried : LstmStart.Fresh;
        SharedKernels shared = ShareKernels(build, start);
        (_code, _kernels) = (shared.Class, (IRecurrentKernels)shared.Kernels);
        foreach (string suffix in Bidirectional ? new[] { ".forward", ".backward" } : [""])
        {
            _directions.Add(Take(build, suffix));
        }

        if (Decoder is { } decoder)
        {
            _bridge = new StateBridge(Class, Units, States, decoder);
            _bridge.Reserve(build, Name);
        }

        int width = (int)Allocator.Pad(Output.Width);
        if (Bidirectional)
        {
            TileOutput = TakeTile(build, Space.Work, "Joined", Output.Steps, width).View;
            WindowOutput = Take(build, Space.Window, "WindowJoined", width, Output.Steps).View;
            ReserveShares(build);
            StepOutput = WindowOutput;
        }
        else
        {
            TileOutput = DirectionOutput(_directions[0]);
            WindowOutput = (_sequence ? _directions[0].WindowSequence : _directions[0].WindowState).View with { StepStride = _kernels.StateRow };
            StepOutput = _directions[0].State!.Once;
        }

        TileInputGradient = InputGradients(_directions[0]);
    }

    private Direction Take(Build build, string suffix)
    {
        IRecurrentKernels k = _kernels;
        string prefix = suffix switch { ".forward" => "Forward", ".backward" => "Backward", _ => "" };
        Tensors tensors = TakeTensors(build, $"{Name}{suffix}");
        Region Whole(Space space, string region, long length) => Take(build, space, prefix + region, length);
        return new Direction(
            prefix, suffix, tensors,
            Whole(Space.Pack, "Pack", k.PackLength), Whole(Space.Gradient, "Gradient", k.GradientLength), Whole(Space.Work, "Work", k.WorkLength), Whole(Space.Tape, "Tape", k.TapeLength),
            Whole(Space.Window, "WindowState", k.StateLength),
            Whole(Space.Window, "WindowSequence", (long)k.StateRow * (_sequence ? Input.Steps : 2)))
        {
            WindowSums = HasSums ? Whole(Space.Window, "WindowSums", k.WindowSumsLength) : null,
            State = Bidirectional ? null : Whole(Space.State, "State", k.StateLength),
            StepScratch = Bidirectional ? null : Whole(Space.Step, "StepScratch", k.StepLength),
            StepSums = Bidirectional || !HasSums ? null : Whole(Space.Step, "StepSums", k.StepSumsLength),
            Dropped = _dropout > 0 ? TakeTile(build, Space.Tape, $"{prefix}Dropped", Input.Steps, DroppedRow) : null,
            InputMask = _dropout > 0 ? TakeTile(build, Space.Tape, $"{prefix}InputMask", 1, DroppedRow) : null,
        };
    }

    public override void WriteKernels(SourceWriter writer) => _bridge?.Write(writer);

    public override void WritePack(SourceWriter writer)
    {
        foreach (Direction d in _directions)
        {
            writer.Line($"{_code}.PackWeights({PackArguments(d.Tensors)}, packed[{Class}.{d.Prefix}Pack..]);");
        }

        _bridge?.WritePack(writer);
    }

    public override void WriteUnpack(SourceWriter writer)
    {
        foreach (Direction d in _directions)
        {
            writer.Line($"{_code}.UnpackGradient(packedGradient[{Class}.{d.Prefix}Gradient..], {UnpackArguments(d.Tensors)});");
        }

        _bridge?.WriteUnpack(writer);
    }

    public override void WriteForward(SourceWriter writer)
    {
        _bridge?.WriteForward(writer);
        foreach (Direction d in _directions)
        {
            WriteMasks(writer, d);
            if (_dropout == 0)
            {
                WriteForwardCall(writer, d, TileInput);
                continue;
            }

            using (writer.Block("if (training)"))
            {
                WriteForwardCall(writer, d, Dropped(d));
            }

            using (writer.Block("else"))
            {
                WriteForwardCall(writer, d, TileInput);
            }
        }

        if (Bidirectional)
        {
            Join(writer, Build.Rows, _directions.Select(DirectionOutput).ToArray(), TileOutput, $"{Valid}.Longest");
        }
    }

    private void WriteForwardCall(SourceWriter writer, Direction d, View from)
    {
        View input = InOrderOf(from, d, Input.Steps);
        writer.Line(
            $"{_code}.Forward<TTape>({Ref("packed", d, "Pack")}, ref {input.Reference}, {Text.Of(input.StepStride)}, {Text.Of(input.RowStride)}, "
            + $"{Ref("work", d, "Work")}, {Ref("tape", d, "Tape")}, {Range(d)}{(RecurrentDropout > 0 ? ", training" : "")}{_bridge?.StartArguments}{(_carries ? $", {Ref("states", d, "State")}, CarriedRow" : "")});");
    }

    public override void WriteBackward(SourceWriter writer)
    {
        WriteShares(writer, OutputGradient);
        for (int i = 0; i < _directions.Count; i++)
        {
            Direction d = _directions[i];
            View dy = InOrderOf(ShareOf(OutputGradient, d), d, Output.Steps);
            writer.Line(
                $"{_code}.Backward({Ref("packed", d, "Pack")}, {Ref("work", d, "Work")}, {Ref("tape", d, "Tape")}, "
                + $"ref {dy.At(0, null, Concat ? i * HiddenWidth : 0)}, {Text.Of(_sequence ? dy.StepStride : 0)}, {Text.Of(dy.RowStride)}, {Ref("gradient", d, "Gradient")}, {Range(d)});");
        }

        _bridge?.WriteBackward(writer, (IStartedKernels)_kernels);
    }

    public override void WriteInputGradient(SourceWriter writer)
    {
        View[] parts = _directions
            .Select(InputGradients)
            .ToArray();
        for (int i = 0; i < _directions.Count; i++)
        {
            View dx = InOrderOf(parts[i], _directions[i], Input.Steps);
            writer.Line($"{_code}.InputGradient({Ref("packed", _directions[i], "Pack")}, {Ref("tape", _directions[i], "Tape")}, ref {dx.Reference}, {Text.Of(dx.StepStride)}, {From(_directions[i])}, {To(_directions[i])});");
            if (TakesOneStep(_directions[i]))
            {
                writer.Line($"RowOps.Clear(ref {parts[i].Reference}, ({Valid}.Shortest - 1) * {Build.Rows * _kernels.InputRow});");
            }

            WriteInputMask(writer, _directions[i], parts[i]);
        }

        if (Bidirectional)
        {
            writer.Line($"RowOps.Add(ref {parts[0].Reference}, ref {parts[1].Reference}, {Valid}.Longest * {Build.Rows * _kernels.InputRow});");
        }
    }

    public override void WriteWindow(SourceWriter writer)
    {
        foreach (Direction d in _directions)
        {
            View input = d.Backwards ? WindowInput.Backwards(Valid) : WindowInput;
            View sequence = d.WindowSequence.View with { StepStride = _kernels.StateRow };
            sequence = _sequence && d.Backwards ? sequence.Backwards(Valid) : sequence;
            writer.Line($"RowOps.Clear({Ref("work", d, "WindowState")}, {_kernels.StateLength});");
            writer.Line(
                $"{_code}.Window({Ref("packed", d, "Pack")}, ref {input.Reference}, {Text.Of(input.StepStride)}, {(TakesOneStep(d) ? "1" : Valid)}, {_kernels.WindowArguments("true", "0")}{Ref("work", d, "WindowState")}, "
                + $"ref {sequence.Reference}, {Text.Of(sequence.StepStride)}{Sums(d, "WindowSums")});");
        }

        if (Bidirectional)
        {
            View[] parts = _directions
                .Select(d => (_sequence ? d.WindowSequence : d.WindowState).View with { StepStride = _kernels.StateRow })
                .ToArray();
            Join(writer, 1, parts, WindowOutput, Valid);
        }
    }

    public override void WriteStep(SourceWriter writer) => writer.Line(
        $"{_code}.Window({Ref("packed", _directions[0], "Pack")}, ref {StepInput.Reference}, 0, 1, {_kernels.WindowArguments("false", "turn")}ref Unsafe.Add(ref state, {Class}.State), "
        + $"{Ref("work", _directions[0], "StepScratch")}, {_kernels.StateRow}{Sums(_directions[0], "StepSums")});");

    public void WriteEncode(SourceWriter writer) => _bridge?.WriteEncode(writer, _kernels.StateRow);

    public void WriteTrace(SourceWriter writer, int first)
    {
        foreach (Direction d in _directions)
        {
            writer.Line(
                $"{_code}.ReadTrace({Ref("work", d, "Work")}, {Ref("tape", d, "Tape")}, trace.Layers[{first}], "
                + $"{(d.Backwards ? "true" : "false")});");
            if (TakesOneStep(d))
            {
                writer.Line($"trace.Layers[{first}].ClearTo({Valid}[0] - 1);");
            }

            writer.Line($"trace.Layers[{first++}].ClearFrom({Valid}[0]);");
        }
    }

    private bool HasSums => _kernels.WindowSumsLength > 0;

    private string Sums(Direction d, string region) => HasSums ? $", {Ref("work", d, region)}" : "";

    private string Ref(string buffer, Direction d, string region) => $"ref Unsafe.Add(ref {buffer}, {Class}.{d.Prefix}{region})";

    /// <summary>Where a direction leaves the gradient with respect to the input.</summary>
    private View InputGradients(Direction d) => d.Tape.Part(_code, "InputGradients", Build.Rows * _kernels.InputRow, _kernels.InputRow);

    /// <summary>One direction: its parameters in the canonical vector, and its regions of the shared buffers.</summary>
    private sealed record Direction(
        string Prefix, string Suffix, Tensors Tensors,
        Region Pack, Region Gradient, Region Work, Region Tape, Region WindowState, Region WindowSequence)
    {
        public bool Backwards => Prefix == "Backward";

        /// <summary>Of a window, where its kernels need room for sums.</summary>
        public Region? WindowSums { get; init; }

        /// <summary>What a stream carries; null of a direction that cannot step.</summary>
        public Region? State { get; init; }

        public Region? StepScratch { get; init; }

        public Region? StepSums { get; init; }

        /// <summary>The input with a mask laid on it, on the tape.</summary>
        public Region? Dropped { get; init; }

        /// <summary>Of each row.</summary>
        public Region? InputMask { get; init; }
    }
}
