namespace LstmGen.Generator.Planning;

/// <summary>A cell over the steps of a sequence: a kernel of its own, which a backend without one runs step by step in simpler operations.</summary>
/// <param name="X">The steps, in the order of time.</param>
/// <param name="Y">h of every step in the order of time, or the last one.</param>
/// <param name="Units">Of the cell.</param>
/// <param name="Inputs">Values of a step of x.</param>
/// <param name="Reversed">Whether it starts at the last valid step.</param>
/// <param name="EveryStep">Whether h of every step is kept.</param>
/// <param name="Start">h, then c where there is one, before the first step; null for what the cell learned, or zeros.</param>
/// <param name="Extent">Of x.</param>
internal abstract record Recurrence(View X, View Y, int Units, int Inputs, bool Reversed, bool EveryStep, View? Start, Extent Extent)
    : Operation(Start is null ? [X] : [X, Start], [Y])
{
    /// <summary>Whether it takes one step alone, the first in its order.</summary>
    public bool TakesOneStep { get; init; }

    /// <summary>The share of h that training drops on its way to the next step; a backend without masks for it cannot train it.</summary>
    public double RecurrentDropout { get; init; }

    /// <summary>Steps whose pairs make one sum of a weight's gradient: a tile's steps are added up so many at a time, the last first.</summary>
    public int Segment { get; init; } = 1;

    /// <summary>Steps that it takes, at most.</summary>
    public int Taken => TakesOneStep ? 1 : Extent.Steps;

    /// <summary>The width of h.</summary>
    public virtual int Width => Units;

    /// <summary>Values that go from step to step: h, then what else there is.</summary>
    public abstract int StateLength { get; }

    /// <summary>Values that one step needs to work in.</summary>
    public abstract int ScratchLength { get; }

    /// <summary>The tensors that the first state comes from, as long as it together; none for zeros.</summary>
    public virtual IReadOnlyList<ParameterPlan> Starts => [];

    /// <summary>One step in simpler operations.</summary>
    /// <param name="x">The step.</param>
    /// <param name="state">What goes from step to step, read and written.</param>
    /// <param name="scratch">Room to work in.</param>
    public abstract IReadOnlyList<Operation> Step(View x, View state, View scratch);

    /// <summary>What is true of one vector.</summary>
    protected static Extent One { get; } = new(1, null);

    /// <summary>A part of a tensor as an operand.</summary>
    protected static View Of(ParameterPlan tensor, int first = 0) => new("parameters", "", 0, 0) { Shift = tensor.Offset + first };
}

/// <summary>
/// LSTM (Hochreiter and Schmidhuber 1997, with forget gates; gates i f g o): c = f·c + i·g, h = o·φ(c). With peepholes (Gers and Schmidhuber 2000), coupled gates
/// f = 1 − i (gates i g o) and a projected h (Sak et al. 2014).
/// </summary>
internal sealed record LstmSteps(View X, View Y, int Units, int Inputs, bool Reversed, bool EveryStep, View? Start, Extent Extent)
    : Recurrence(X, Y, Units, Inputs, Reversed, EveryStep, Start, Extent)
{
    public required ParameterPlan Kernel { get; init; }

    public required ParameterPlan Recurrent { get; init; }

    public ParameterPlan? Bias { get; init; }

    /// <summary>A row for each gate but g.</summary>
    public ParameterPlan? Peepholes { get; init; }

    /// <summary>[units, width].</summary>
    public ParameterPlan? Projection { get; init; }

    public ParameterPlan? InitialHidden { get; init; }

    public ParameterPlan? InitialCell { get; init; }

    public required string Gate { get; init; }

    public required string Candidate { get; init; }

    public bool Coupled { get; init; }

    /// <summary>The width of a projected h, or 0.</summary>
    public int Projected { get; init; }

    public override int Width => Projected > 0 ? Projected : Units;

    public override int StateLength => Width + Units;

    private int Gates => Coupled ? 3 : 4;

    public override int ScratchLength => (Gates + 1) * Units;

    public override IReadOnlyList<ParameterPlan> Starts => Tensors(InitialHidden, InitialCell);

    public override long MultiplyAdds => Taken * (long)Units * ((long)Gates * (Inputs + Width) + Projected);

    public override IReadOnlyList<ParameterPlan> Parameters => Tensors(Kernel, Recurrent, Bias, Peepholes, Projection, InitialHidden, InitialCell);

    public override IReadOnlyList<Operation> Step(View x, View state, View scratch)
    {
        (View h, View c, View sums, View told) = (state, state.Shifted(Width), scratch, scratch.Shifted(Gates * Units));
        (View i, View g, View o) = (sums, sums.Shifted((Gates - 2) * Units), sums.Shifted((Gates - 1) * Units));
        List<Operation> step =
        [
            new Affine(x, sums, Kernel, Bias, "Linear", Inputs, Gates * Units, One),
            new Affine(h, sums, Recurrent, null, "Linear", Width, Gates * Units, One) { Accumulates = true },
            .. Seen(0, c, i),
            new Activate(i, i, Gate, Units, One),
            new Activate(g, g, Candidate, Units, One),
        ];
        if (Coupled)
        {
            step.Add(new Blend(i, g, c, c, Units, One));
        }
        else
        {
            View f = sums.Shifted(Units);
            step.AddRange([.. Seen(1, c, f), new Activate(f, f, Gate, Units, One), new Multiply(f, c, c, Units, One), new Multiply(i, g, c, Units, One) { Accumulates = true }]);
        }

        step.AddRange([.. Seen(Gates - 2, c, o), new Activate(o, o, Gate, Units, One), new Activate(c, told, Candidate, Units, One)]);
        if (Projection is null)
        {
            step.Add(new Multiply(o, told, h, Units, One));
        }
        else
        {
            step.AddRange([new Multiply(o, told, told, Units, One), new Affine(told, h, Projection, null, "Linear", Units, Projected, One)]);
        }

        return step;
    }

    /// <summary>What a gate sees of the cell.</summary>
    private Operation[] Seen(int row, View c, View gate) => Peepholes is null ? [] : [new Multiply(Of(Peepholes, row * Units), c, gate, Units, One) { Accumulates = true }];
}
