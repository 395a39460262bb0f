namespace LstmGen.Generator.Planning;

/// <summary>
/// GRU (Cho et al. 2014; gates z r n): h = z·h + (1 − z)·n, where n sees r·(h·U + b) with the reset after the product, as cuDNN, PyTorch and Keras have it, or (r·h)·U with
/// the reset before it.
/// </summary>
internal sealed record GruSteps(View X, View Y, int Units, int Inputs, bool Reversed, bool EveryStep, View? Start, Extent Extent)
    : Recurrence(X, Y, Units, Inputs, Reversed, EveryStep, Start, Extent)
{
    private const int Gates = 3;

    public required ParameterPlan Kernel { get; init; }

    public required ParameterPlan Recurrent { get; init; }

    /// <summary>With the reset after the product two rows: of the inputs, and of h.</summary>
    public ParameterPlan? Bias { get; init; }

    public ParameterPlan? InitialHidden { get; init; }

    public required string Gate { get; init; }

    public required string Candidate { get; init; }

    public required bool ResetAfter { get; init; }

    public override int StateLength => Units;

    public override int ScratchLength => 2 * Gates * Units;

    public override IReadOnlyList<ParameterPlan> Starts => Tensors(InitialHidden);

    public override long MultiplyAdds => Taken * (long)Gates * Units * (Inputs + Units);

    public override IReadOnlyList<ParameterPlan> Parameters => Tensors(Kernel, Recurrent, Bias, InitialHidden);

    public override IReadOnlyList<Operation> Step(View x, View state, View scratch)
    {
        int all = Gates * Units;
        (View z, View r, View n, View seen) = (scratch, scratch.Shifted(Units), scratch.Shifted(2 * Units), scratch.Shifted(all));
        return
        [
            new Affine(x, z, Kernel, null, "Linear", Inputs, all, One),
            .. Bias is null ? Array.Empty<Operation>() : [new Add(z, Of(Bias), z, all, One)],
            .. ResetAfter ? After(state, z, r, n, seen) : Before(state, z, r, n, seen),
            new Activate(n, n, Candidate, Units, One),
            new Blend(z, state, n, state, Units, One),
        ];
    }

    private Operation[] After(View h, View z, View r, View n, View seen) =>
    [
        new Affine(h, seen, Recurrent, null, "Linear", Units, Gates * Units, One),
        .. Bias is null ? Array.Empty<Operation>() : [new Add(seen, Of(Bias, Gates * Units), seen, Gates * Units, One)],
        new Add(z, seen, z, 2 * Units, One),
        new Activate(z, z, Gate, 2 * Units, One),
        new Multiply(r, seen.Shifted(2 * Units), n, Units, One) { Accumulates = true },
    ];

    private Operation[] Before(View h, View z, View r, View n, View seen) =>
    [
        new Affine(h, z, Recurrent, null, "Linear", Units, 2 * Units, One) { Accumulates = true, Columns = Gates * Units },
        new Activate(z, z, Gate, 2 * Units, One),
        new Multiply(r, h, seen, Units, One),
        new Affine(seen, n, Recurrent, null, "Linear", Units, Units, One) { Accumulates = true, Columns = Gates * Units, FirstColumn = 2 * Units },
    ];
}
