namespace LstmGen.Generator.Planning;

/// <summary>A simple recurrent cell (Elman 1990): h = φ(x·K + h·R + b).</summary>
internal sealed record SimpleSteps(View X, View Y, int Units, int Inputs, bool Reversed, bool EveryStep, View? Start, Extent Extent)
    : Recurrence(X, Y, Units, Inputs, Reversed, EveryStep, Start, Extent)
{
    public required ParameterPlan Kernel { get; init; }

    public required ParameterPlan Recurrent { get; init; }

    public ParameterPlan? Bias { get; init; }

    public ParameterPlan? InitialHidden { get; init; }

    public required string Candidate { get; init; }

    public override int StateLength => Units;

    public override int ScratchLength => Units;

    public override IReadOnlyList<ParameterPlan> Starts => Tensors(InitialHidden);

    public override long MultiplyAdds => Taken * (long)Units * (Inputs + Units);

    public override IReadOnlyList<ParameterPlan> Parameters => Tensors(Kernel, Recurrent, Bias, InitialHidden);

    public override IReadOnlyList<Operation> Step(View x, View state, View scratch) =>
    [
        new Affine(x, scratch, Kernel, Bias, "Linear", Inputs, Units, One),
        new Affine(state, scratch, Recurrent, null, "Linear", Units, Units, One) { Accumulates = true },
        new Activate(scratch, state, Candidate, Units, One),
    ];
}
