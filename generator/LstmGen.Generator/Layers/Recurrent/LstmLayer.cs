using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>[Lstm]: a cell of its own, or one of its variants, in one direction or two.</summary>
internal sealed class LstmLayer : RecurrentLayer, IRemedy
{
    private LstmCell _cell = null!;

    Remedy IRemedy.Cures => Remedy.NoMemory;

    IEnumerable<LayerArgument> IRemedy.Sized(int size) => [new("units", Math.Min(Math.Max(size, 1), 4_096))];

    private LstmOptions Options => Read<LstmOptions>();

    protected override RecurrentOptions Shared => Options;

    protected override string CellName => "LSTM";

    protected override int HiddenWidth => _cell.Width;

    protected override int Gates => _cell.Gates;

    protected override int States => 2;

    protected override bool IsProjected => _cell.Projection > 0;

    protected override Recurrence Steps(Func<string, ParameterPlan?> tensor, View input, View output, bool reversed, View? start) =>
        new LstmSteps(input, output, Units, Input.Width, reversed, PassesSequence, start, Extent)
        {
            Kernel = tensor("kernel")!,
            Recurrent = tensor("recurrent_kernel")!,
            Bias = tensor("bias"),
            Peepholes = tensor("peephole"),
            Projection = tensor("projection"),
            InitialHidden = tensor("initial_hidden"),
            InitialCell = tensor("initial_cell"),
            Gate = GateActivation!,
            Candidate = CandidateActivation,
            Coupled = _cell.Coupled,
            Projected = _cell.Projection,
        };

    protected override string Lanes => _cell.IsVariant ? Text.Count(Units, "unit") : base.Lanes;

    protected override string? WhyNotGiven => !_cell.IsVariant
        ? null
        : "a decoder gives it its first states, which the plain cell takes; leave peepholes, projection, coupled gates, recurrent dropout and a learned start to the encoder";

    protected override IEnumerable<string> CellOptions =>
    [
        .. _cell.Peepholes ? ["peepholes"] : Array.Empty<string>(),
        .. _cell.Coupled ? ["coupled gates"] : Array.Empty<string>(),
        .. IsProjected ? [$"projected to {_cell.Projection}"] : Array.Empty<string>(),
    ];

    protected override bool CellFits(Build build)
    {
        if (!InRange(build, "Projection", Options.Projection, 0, Units))
        {
            return false;
        }

        if (Options.CoupledGates && Spec.Says("UnitForgetBias", true))
        {
            build.Report(
                Diagnostics.Rules.ShapeDoesNotFit, Index, "UnitForgetBias", Spec.Kind,
                "UnitForgetBias is the start of the forget gate's bias, and with CoupledGates, where f = 1 − i, that gate has none; leave one of the two out");
            return false;
        }

        _cell = new()
        {
            Units = Units,
            Inputs = Input.Width,
            Steps = Input.Steps,
            Sequence = PassesSequence,
            UseBias = UseBias,
            Gate = GateActivation!,
            Candidate = CandidateActivation,
            Peepholes = Options.Peepholes,
            Coupled = Options.CoupledGates,
            LearnedInitialState = LearnedInitialState,
            Projection = Options.Projection,
            RecurrentDropout = RecurrentDropout,
        };
        return true;
    }

    protected override SharedKernels ShareKernels(Build build, LstmStart start)
    {
        bool halves = build.HalvesWeights && !_cell.IsVariant;
        string lanes = _cell.IsVariant ? "" : $"{new Blocks(Units)}, ";
        return build.Share((_cell, start, halves), $"Lstm{Units}From{Input.Width}", $"an LSTM of {KernelsSummary(lanes)}", () => _cell.IsVariant
            ? new LstmVariants(_cell, start)
            : new LstmKernels(Units, Input.Width, Input.Steps, PassesSequence, UseBias, GateActivation!, CandidateActivation, halves, start));
    }

    protected override Tensors TakeTensors(Build build, string name)
    {
        int gates = _cell.Gates * Units;
        string kernelInitializer = Options.KernelInitializer;
        ParameterPlan kernel = build.Parameter($"{name}.kernel", [Input.Width, gates], kernelInitializer, Input.Width, gates, Units);
        ParameterPlan recurrent = build.Parameter(
            $"{name}.recurrent_kernel", [_cell.Width, gates], Options.RecurrentInitializer, _cell.Width, gates, Units);
        ParameterPlan? bias = UseBias
            ? build.Parameter(
                $"{name}.bias", [gates], Options.BiasInitializer, gates, gates, Units, !_cell.Coupled && Options.UnitForgetBias)
            : null;
        if (_cell.Peepholes)
        {
            build.Parameter($"{name}.peephole", [_cell.PeepholeRows, Units], "Zeros", Units, Units, Units);
        }

        if (IsProjected)
        {
            build.Parameter($"{name}.projection", [Units, _cell.Projection], kernelInitializer, Units, _cell.Projection, Units);
        }

        if (LearnedInitialState)
        {
            build.Parameter($"{name}.initial_hidden", [_cell.Width], "Zeros", _cell.Width, _cell.Width, Units);
            build.Parameter($"{name}.initial_cell", [Units], "Zeros", Units, Units, Units);
        }

        return new(kernel.Offset, recurrent.Offset, bias?.Offset ?? -1);
    }

    protected override string PackArguments(Tensors tensors) =>
        _cell.IsVariant ? $"parameters[{tensors.Kernel}..]" : $"parameters, {tensors.Kernel}, {tensors.Recurrent}, {Text.Of(tensors.Bias)}";

    protected override string UnpackArguments(Tensors tensors) =>
        _cell.IsVariant ? $"gradient[{tensors.Kernel}..]" : $"{tensors.Kernel}, {tensors.Recurrent}, {Text.Of(tensors.Bias)}, gradient";
}
