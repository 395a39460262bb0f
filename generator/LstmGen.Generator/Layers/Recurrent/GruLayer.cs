using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>[Gru]: gated recurrent units, in one direction or two.</summary>
internal sealed class GruLayer : RecurrentLayer
{
    private GruOptions Options => Read<GruOptions>();

    protected override RecurrentOptions Shared => Options;

    private bool ResetAfter => Options.ResetAfter;

    protected override string CellName => "GRU";

    protected override int HiddenWidth => Units;

    protected override int Gates => GruShape.Gates;

    protected override int States => 1;

    protected override string? TracedGates => "zrg";

    protected override IEnumerable<string> CellOptions => ResetAfter ? [] : ["reset before the product"];

    protected override string? WhyNotGiven => LearnedInitialState || RecurrentDropout > 0
        ? "a decoder gives it its first state, which the plain cell takes; leave recurrent dropout and a learned start to the encoder"
        : null;

    protected override Recurrence Steps(Func<string, ParameterPlan?> tensor, View input, View output, bool reversed, View? start) =>
        new GruSteps(input, output, Units, Input.Width, reversed, PassesSequence, start, Extent)
        {
            Kernel = tensor("kernel")!,
            Recurrent = tensor("recurrent_kernel")!,
            Bias = tensor("bias"),
            InitialHidden = tensor("initial_hidden"),
            Gate = GateActivation!,
            Candidate = CandidateActivation,
            ResetAfter = ResetAfter,
        };

    protected override SharedKernels ShareKernels(Build build, LstmStart start)
    {
        var shape = new GruShape
        {
            Units = Units,
            Inputs = Input.Width,
            Steps = Input.Steps,
            Sequence = PassesSequence,
            UseBias = UseBias,
            ResetAfter = ResetAfter,
            GateActivation = GateActivation!,
            CandidateActivation = CandidateActivation,
            LearnedInitialState = LearnedInitialState,
            Masked = RecurrentDropout > 0,
            Start = start,
        };
        return build.Share(shape, $"Gru{Units}From{Input.Width}", $"a GRU of {KernelsSummary($"{new Blocks(Units)}, ")}", () => new GruKernels(shape));
    }

    protected override Tensors TakeTensors(Build build, string name)
    {
        int gates = GruShape.Gates * Units;
        ParameterPlan kernel = build.Parameter(
            $"{name}.kernel", [Input.Width, gates], Options.KernelInitializer, Input.Width, gates, Units);
        ParameterPlan recurrent = build.Parameter(
            $"{name}.recurrent_kernel", [Units, gates], Options.RecurrentInitializer, Units, gates, Units);
        ParameterPlan? bias = UseBias
            ? build.Parameter($"{name}.bias", ResetAfter ? [2, gates] : [gates], Options.BiasInitializer, ResetAfter ? 2 : gates, gates, Units)
            : null;
        if (LearnedInitialState)
        {
            build.Parameter($"{name}.initial_hidden", [Units], "Zeros", Units, Units, Units);
        }

        return new(kernel.Offset, recurrent.Offset, bias?.Offset ?? -1);
    }

    protected override string PackArguments(Tensors tensors) => $"parameters[{tensors.Kernel}..]";

    protected override string UnpackArguments(Tensors tensors) => $"gradient[{tensors.Kernel}..]";
}
