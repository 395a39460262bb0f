using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Recurrent;

// Options that every cell has: which go together, and the masks of dropout.
internal abstract partial class RecurrentLayer
{
    private double _dropout;

    protected int Units => Shared.Units;

    protected bool Bidirectional => Shared.Bidirectional;

    protected bool UseBias => Shared.UseBias;

    protected double RecurrentDropout => Shared.RecurrentDropout;

    protected bool LearnedInitialState => Shared.LearnedInitialState;

    /// <summary>The type of the gates' activation; null where there are no gates.</summary>
    protected string? GateActivation => (Shared as GatedOptions)?.RecurrentActivation;

    /// <summary>The type of the candidate's activation.</summary>
    protected string CandidateActivation => Shared.Activation;

    string? IRecurrent.GateActivation => GateActivation;

    string IRecurrent.CandidateActivation => CandidateActivation;

    bool IRecurrent.IsProjected => IsProjected;

    IEnumerable<DropoutRate> IDropping.Rates => [new("Dropout", _dropout), new("RecurrentDropout", RecurrentDropout)];

    private int DroppedRow => (int)Allocator.Pad(Input.Width);

    public override string Title =>
        $"{CellName}({Units}{(Bidirectional ? $", bidirectional{(Concat ? "" : $" {MergeName.ToLowerInvariant()}")}{(ReadsLastStep ? ", at the last step" : "")}" : "")}{(_sequence ? ", every step" : "")}{Options()})";

    /// <summary>What the kernels are, in words.</summary>
    protected string KernelsSummary(string lanes) =>
        $"{Text.Count(Units, "unit")}, {lanes}{Text.Count(Input.Steps, "step")} × {Input.Width}{(_sequence ? ", every step passed on" : "")}";

    public override string Describe() => $"{Title}: {Lanes}";

    /// <summary>For the model card.</summary>
    private string Options()
    {
        static string Rate(double rate) => rate.ToString("R", Text.Invariant);
        IEnumerable<string> options =
        [
            .. CellOptions,
            .. LearnedInitialState ? ["learned initial state"] : Array.Empty<string>(),
            .. _dropout > 0 ? [$"dropout {Rate(_dropout)}"] : Array.Empty<string>(),
            .. RecurrentDropout > 0 ? [$"recurrent dropout {Rate(RecurrentDropout)}"] : Array.Empty<string>(),
        ];
        return string.Concat(options.Select(option => ", " + option));
    }

    private bool OptionsFit(Build build)
    {
        _dropout = Shared.Dropout;
        foreach ((string argument, double rate) in ((IDropping)this).Rates)
        {
            if (!(rate is >= 0 and < 1))
            {
                build.Report(Rules.RateOutOfRange, Index, argument, argument, rate.ToString("R", Text.Invariant));
                return false;
            }
        }

        if (!Bidirectional && Spec.Has("Merge"))
        {
            build.Report(
                Rules.ShapeDoesNotFit, Index, "Merge", Spec.Kind,
                "Merge joins two directions, and this layer has one; add Bidirectional = true or leave Merge out");
            return false;
        }

        if (!Bidirectional && Spec.Has("LastStep"))
        {
            build.Report(
                Rules.ShapeDoesNotFit, Index, "LastStep", Spec.Kind,
                "LastStep says at which step two directions meet, and this layer has one; add Bidirectional = true or leave LastStep out");
            return false;
        }

        return CellFits(build);
    }

    private View Dropped(Direction d) => d.Dropped!.View;

    /// <summary>
    /// In training, one mask a sequence. Blocks of the layer's noise: 0 and 1 for the inputs of the two directions, then one for each gate of each.
    /// </summary>
    private void WriteMasks(SourceWriter writer, Direction d)
    {
        if (!DrawsMasks)
        {
            return;
        }

        int direction = d.Backwards ? 1 : 0;
        using (writer.Block("if (training)"))
        {
            writer.Line("// One mask a sequence, the same at every step.");
            using (writer.Block($"for (nint row = 0; row < {Build.Rows}; row++)"))
            {
                if (_dropout > 0)
                {
                    writer.Line(
                        $"DropoutMask.Fill(MemoryMarshal.CreateSpan({Ref("tape", d, $"InputMask + row * {DroppedRow}")}, {Input.Width}), "
                        + $"{Text.Literal((float)_dropout)}, tile.Noise, {Index}, (uint)row, {direction});");
                }

                if (RecurrentDropout > 0)
                {
                    using (writer.Block($"for (int gate = 0; gate < {Gates}; gate++)"))
                    {
                        writer.Line(
                            $"DropoutMask.Fill(MemoryMarshal.CreateSpan({Ref("tape", d, $"Tape + {_code}.Masks + (row * {Gates} + gate) * {_kernels.ZRow}")}, {HiddenWidth}), "
                            + $"{Text.Literal((float)RecurrentDropout)}, tile.Noise, {Index}, (uint)row, (uint)({2 + direction * Gates} + gate));");
                    }
                }
            }

            if (_dropout > 0)
            {
                writer.Line();
                using (writer.Block($"for (nint t = 0, steps = {Valid}.Longest; t < steps; t++)"))
                using (writer.Block($"for (nint row = 0; row < {Build.Rows}; row++)"))
                {
                    writer.Line(
                        $"RowOps.Multiply(ref {Dropped(d).At("row", "t")}, ref {TileInput.At("row", "t")}, {Ref("tape", d, $"InputMask + row * {DroppedRow}")}, {Input.Width});");
                }
            }
        }
    }

    /// <summary>What a direction says of the input goes back through its mask.</summary>
    private void WriteInputMask(SourceWriter writer, Direction d, View inputGradient)
    {
        if (_dropout == 0)
        {
            return;
        }

        using (writer.Block($"for (nint t = 0, steps = {Valid}.Longest; t < steps; t++)"))
        using (writer.Block($"for (nint row = 0; row < {Build.Rows}; row++)"))
        {
            string dx = inputGradient.At("row", "t");
            writer.Line($"RowOps.Multiply(ref {dx}, ref {dx}, {Ref("tape", d, $"InputMask + row * {DroppedRow}")}, {Input.Width});");
        }
    }

    /// <summary>Where the tensors of one direction start; −1 for no bias.</summary>
    protected sealed record Tensors(int Kernel, int Recurrent, int Bias);
}
