using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Emission;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers;

// Options beyond the plain cell: which there are, which go together, their tensors, and the masks of dropout.
internal sealed partial class LstmLayer
{
    private double _dropout;

    string IRecurrent.GateActivation => _recurrentActivation;

    string IRecurrent.CandidateActivation => _activation;

    bool IRecurrent.IsProjected => _cell.Projection > 0;

    IEnumerable<DropoutRate> IDropping.Rates => [new("Dropout", _dropout), new("RecurrentDropout", _cell.RecurrentDropout)];

    private int DroppedRow => (int)Allocator.Pad(Input.Width);

    private LstmCell CellOf() => new()
    {
        Units = Units,
        Inputs = Input.Width,
        Steps = Input.Steps,
        Sequence = _sequence,
        UseBias = UseBias,
        Gate = _recurrentActivation,
        Candidate = _activation,
        Peepholes = Spec.Bool("Peepholes"),
        Coupled = Spec.Bool("CoupledGates"),
        LearnedInitialState = Spec.Bool("LearnedInitialState"),
        Projection = Spec.Int("Projection"),
        RecurrentDropout = Spec.Double("RecurrentDropout"),
    };

    /// <summary>For the model card.</summary>
    private string Options()
    {
        (bool Has, string Text)[] options =
        [
            (_cell.Peepholes, "peepholes"),
            (_cell.Coupled, "coupled gates"),
            (_cell.Projection > 0, $"projected to {_cell.Projection}"),
            (_cell.LearnedInitialState, "learned initial state"),
            (_dropout > 0, $"dropout {_dropout.ToString("R", Text.Invariant)}"),
            (_cell.RecurrentDropout > 0, $"recurrent dropout {_cell.RecurrentDropout.ToString("R", Text.Invariant)}"),
        ];
        return string.Concat(options.Where(option => option.Has).Select(option => ", " + option.Text));
    }

    private bool OptionsFit(Build build)
    {
        _dropout = Spec.Double("Dropout");
        foreach (string rate in new[] { "Dropout", "RecurrentDropout" })
        {
            if (!(Spec.Double(rate) is >= 0 and < 1))
            {
                build.Report(Rules.RateOutOfRange, Index, rate, rate, Spec.Double(rate).ToString("R", Text.Invariant));
                return false;
            }
        }

        if (!InRange(build, "Projection", Spec.Int("Projection"), 0, Units))
        {
            return false;
        }

        if (!Bidirectional && Spec.Has("Merge"))
        {
            build.Report(
                Rules.ShapeDoesNotFit, Index, "Merge", Spec.Kind,
                "Merge joins two directions, and this layer has one; add Bidirectional = true or leave Merge out");
            return false;
        }

        if (Spec.Bool("CoupledGates") && Spec.Bool("UnitForgetBias"))
        {
            build.Report(
                Rules.ShapeDoesNotFit, Index, "UnitForgetBias", Spec.Kind,
                "UnitForgetBias is the start of the forget gate's bias, and with CoupledGates, where f = 1 − i, that gate has none; leave one of the two out");
            return false;
        }

        return true;
    }

    /// <summary>The tensors of one direction, in canonical order.</summary>
    private Tensors TakeTensors(Build build, string name)
    {
        int gates = _cell.Gates * Units;
        string kernelInitializer = Spec.Name("KernelInitializer", "GlorotUniform");
        ParameterPlan kernel = build.Parameter($"{name}.kernel", [Input.Width, gates], kernelInitializer, Input.Width, gates, Units);
        ParameterPlan recurrent = build.Parameter(
            $"{name}.recurrent_kernel", [_cell.Width, gates], Spec.Name("RecurrentInitializer", "Orthogonal"), _cell.Width, gates, Units);
        ParameterPlan? bias = UseBias
            ? build.Parameter(
                $"{name}.bias", [gates], Spec.Name("BiasInitializer", "Zeros"), gates, gates, Units, !_cell.Coupled && Spec.Bool("UnitForgetBias", true))
            : null;
        if (_cell.Peepholes)
        {
            build.Parameter($"{name}.peephole", [_cell.PeepholeRows, Units], "Zeros", Units, Units, Units);
        }

        if (_cell.Projection > 0)
        {
            build.Parameter($"{name}.projection", [Units, _cell.Projection], kernelInitializer, Units, _cell.Projection, Units);
        }

        if (_cell.LearnedInitialState)
        {
            build.Parameter($"{name}.initial_hidden", [_cell.Width], "Zeros", _cell.Width, _cell.Width, Units);
            build.Parameter($"{name}.initial_cell", [Units], "Zeros", Units, Units, Units);
        }

        return new(kernel.Offset, recurrent.Offset, bias?.Offset ?? -1);
    }

    private void WriteOptionConstants(SourceWriter writer, Direction d)
    {
        if (_dropout > 0)
        {
            writer.Line($"public const int {d.Prefix}Dropped = {d.Dropped};");
            writer.Line($"public const int {d.Prefix}InputMask = {d.InputMask};");
        }
    }

    private View Dropped(Direction d) => new("tape", $"{Class}.{d.Prefix}Dropped", Build.Rows * DroppedRow, DroppedRow);

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

                if (_cell.RecurrentDropout > 0)
                {
                    using (writer.Block($"for (int gate = 0; gate < {_cell.Gates}; gate++)"))
                    {
                        writer.Line(
                            $"DropoutMask.Fill(MemoryMarshal.CreateSpan({Ref("tape", d, $"Tape + {_code}.Masks + (row * {_cell.Gates} + gate) * {_kernels.ZRow}")}, {_cell.Width}), "
                            + $"{Text.Literal((float)_cell.RecurrentDropout)}, tile.Noise, {Index}, (uint)row, (uint)({2 + direction * _cell.Gates} + gate));");
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

    /// <summary>Where the tensors of one direction start that kernels of the plain cell ask for; −1 for no bias.</summary>
    private sealed record Tensors(int Kernel, int Recurrent, int Bias);
}
