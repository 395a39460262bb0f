using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>[SimpleRnn]: cells without gates, in one direction or two.</summary>
internal sealed class SimpleRnnLayer : RecurrentLayer
{
    private SimpleRnnOptions Options => Read<SimpleRnnOptions>();

    protected override RecurrentOptions Shared => Options;

    protected override string CellName => "SimpleRNN";

    protected override int HiddenWidth => Units;

    /// <summary>What reads h through a mask is one sum.</summary>
    protected override int Gates => 1;

    protected override int States => 1;

    protected override string? TracedGates => "";

    protected override IEnumerable<string> CellOptions => [];

    protected override string? WhyNotGiven => LearnedInitialState || RecurrentDropout > 0
        ? "a decoder gives it its first state, which the plain cell takes; leave recurrent dropout and a learned start to the encoder"
        : null;

    protected override Recurrence Steps(Func<string, ParameterPlan?> tensor, View input, View output, bool reversed, View? start) =>
        new SimpleSteps(input, output, Units, Input.Width, reversed, PassesSequence, start, Extent)
        {
            Kernel = tensor("kernel")!,
            Recurrent = tensor("recurrent_kernel")!,
            Bias = tensor("bias"),
            InitialHidden = tensor("initial_hidden"),
            Candidate = CandidateActivation,
        };

    protected override SharedKernels ShareKernels(Build build, LstmStart start)
    {
        var shape = new SimpleRnnShape
        {
            Units = Units,
            Inputs = Input.Width,
            Steps = Input.Steps,
            Sequence = PassesSequence,
            UseBias = UseBias,
            Activation = CandidateActivation,
            LearnedInitialState = LearnedInitialState,
            Masked = RecurrentDropout > 0,
            Start = start,
        };
        return build.Share(shape, $"SimpleRnn{Units}From{Input.Width}", $"a simple recurrent layer of {KernelsSummary($"{new Blocks(Units)}, ")}", () => new SimpleRnnKernels(shape));
    }

    protected override Tensors TakeTensors(Build build, string name)
    {
        ParameterPlan kernel = build.Parameter($"{name}.kernel", [Input.Width, Units], Options.KernelInitializer, Input.Width, Units, Units);
        ParameterPlan recurrent = build.Parameter($"{name}.recurrent_kernel", [Units, Units], Options.RecurrentInitializer, Units, Units, Units);
        ParameterPlan? bias = UseBias ? build.Parameter($"{name}.bias", [Units], Options.BiasInitializer, Units, Units, Units) : null;
        if (LearnedInitialState)
        {
            build.Parameter($"{name}.initial_hidden", [Units], "Zeros", Units, Units, Units);
        }

        return new(kernel.Offset, recurrent.Offset, bias?.Offset ?? -1);
    }

    protected override string PackArguments(Tensors tensors) => $"parameters[{tensors.Kernel}..]";

    protected override string UnpackArguments(Tensors tensors) => $"gradient[{tensors.Kernel}..]";
}
