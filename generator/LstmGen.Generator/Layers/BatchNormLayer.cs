using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers;

/// <summary>
/// [BatchNorm]: in training scale and shift by mean and variance of the whole batch, which the runtime makes of the moments that tiles add up. Everywhere else, and frozen in training too, by
/// the statistics that the model has, folded in the pack, where there is a number for every value of a step, so that images are rows like any other.
/// </summary>
internal sealed class BatchNormLayer : Layer, IBatchwise
{
    private static readonly string[] s_packs = ["Scales", "Shifts", "Means", "Inverses"];

    private ParameterPlan? _gamma;
    private ParameterPlan? _beta;
    private ParameterPlan _mean = null!;
    private ParameterPlan _variance = null!;

    private BatchNormOptions Options => Read<BatchNormOptions>();

    private string EpsilonText => Number(Options.Epsilon);

    /// <summary>Numbers of each tensor: value i of a step has number i modulo that.</summary>
    private int Channels => Input.Frame?.Channels ?? Input.Width;

    public NormPlan? Norm { get; private set; }

    private bool IsBatchwise => !Options.Frozen && !Options.FrozenStatistics;

    public override bool JoinsDirections => Previous is { JoinsDirections: true };

    public override bool ReadsFrames => true;

    public override string Describe() => $"BatchNorm, ε = {EpsilonText}, {Training()}{(Input.IsSequence ? ", on every step" : "")}";

    protected override Shape? Infer(Build build, bool sequenceWanted) =>
        InRange(build, "Epsilon", Options.Epsilon, 1e-12, 1) & InRange(build, "Momentum", Options.Momentum, 0, 1) ? Input : null;

    public override IEnumerable<Operation> Operations =>
    [
        new Standardize(TileInput, TileOutput, FindTensor("gamma"), FindTensor("beta"), Tensor("moving_mean"), Tensor("moving_variance"), Options.Epsilon, Input.Width, Extent)
        {
            OfBatch = IsBatchwise,
        },
    ];

    protected override void Reserve(Build build)
    {
        (int width, int channels) = (Input.Width, Channels);
        ParameterPlan Of(string tensor, string start, bool isFrozen) => build.Parameter($"{Name}.{tensor}", [channels], start, channels, channels, channels, isFrozen: isFrozen);
        _gamma = Options.Scale ? Of("gamma", "Ones", Options.Frozen) : null;
        _beta = Options.Center ? Of("beta", "Zeros", Options.Frozen) : null;
        _mean = Of("moving_mean", "Zeros", isFrozen: true);
        _variance = Of("moving_variance", "Ones", isFrozen: true);
        foreach (string pack in s_packs)
        {
            Take(build, Space.Pack, pack, width);
        }

        if (IsBatchwise)
        {
            Norm = build.Norm(at => new NormPlan(Name, width, channels, at, _gamma, _beta, _mean, _variance, Options.Epsilon, Options.Momentum, Options.UnbiasedVariance));
        }
        else
        {
            Take(build, Space.Gradient, "ScaleGradients", width);
            Take(build, Space.Gradient, "ShiftGradients", width);
        }

        TileOutput = TakeTile(build, Space.Work, "Output", Input.Steps, width).View;
        TileInputGradient = TakeTile(build, Space.Tape, "InputGradients", Input.Steps, width).View;
        WindowOutput = Take(build, Space.Window, "WindowOutput", width, Input.Steps).View;
        StepOutput = Take(build, Space.Step, "StepOutput", width).View;
    }

    public override void WritePack(SourceWriter writer)
    {
        string Of(ParameterPlan? tensor) => tensor is null ? "default" : $"parameters.Slice({tensor.Offset}, {Channels})";
        string packs = string.Join(", ", s_packs.Select(pack => $"packed.Slice({Class}.{pack}, {Input.Width})"));
        writer.Line($"StatisticsRow.Pack({Of(_gamma)}, {Of(_beta)}, {Of(_mean)}, {Of(_variance)}, {EpsilonText}, {packs});");
    }

    public override void WriteUnpack(SourceWriter writer)
    {
        void Add(ParameterPlan? tensor, string region)
        {
            if (tensor is null)
            {
                return;
            }

            writer.Line(IsBatchwise || tensor.IsFrozen
                ? $"gradient.Slice({tensor.Offset}, {Channels}).Clear();"
                : $"RectifierRow.Unpack(packedGradient.Slice({Class}.{region}, {Input.Width}), gradient.Slice({tensor.Offset}, {Channels}));");
        }

        Add(_gamma, "ScaleGradients");
        Add(_beta, "ShiftGradients");
        writer.Line($"gradient.Slice({_mean.Offset}, {2 * Channels}).Clear();");
    }

    public override void WriteForward(SourceWriter writer)
    {
        string moving = Apply(TileInput.At("row", "t"), TileOutput.At("row", "t"));
        if (!IsBatchwise)
        {
            EachRow(writer, () => writer.Line(moving));
            return;
        }

        using (writer.Block("if (training && !tile.Statistics.IsEmpty)"))
        {
            EachRow(writer, () => writer.Line($"BatchRow.Forward(ref {TileInput.At("row", "t")}, {Statistics}, ref {TileOutput.At("row", "t")}, {Input.Width});"));
        }

        using (writer.Block("else"))
        {
            EachRow(writer, () => writer.Line(moving));
        }
    }

    /// <summary>What the batch has of the input: rows and steps that are there, and no others.</summary>
    public void WriteMoments(SourceWriter writer) =>
        EachValidRow(writer, () => writer.Line($"BatchRow.AddMoments(ref {TileInput.At("row", "t")}, ref moments, {Input.Width});"));

    public override void WriteBackward(SourceWriter writer)
    {
        if (IsBatchwise)
        {
            EachValidRow(writer, () => writer.Line(
                $"BatchRow.AddSlopes(ref {TileInput.At("row", "t")}, {Statistics}, ref {OutputGradient.At("row", "t")}, ref moments, {Input.Width});"));
            return;
        }

        EachRow(writer, () => writer.Line(
            $"StatisticsRow.Backward(ref {TileInput.At("row", "t")}, {Packed("Scales")}, {Packed("Means")}, {Packed("Inverses")}, ref {OutputGradient.At("row", "t")}, "
            + $"ref Unsafe.Add(ref gradient, {Class}.ScaleGradients), ref Unsafe.Add(ref gradient, {Class}.ShiftGradients), ref {TileInputGradient.At("row", "t")}, {Input.Width});"));
    }

    /// <summary>By given statistics it is written on the way back already. By those of a batch, what is not there has no gradient, and would get one.</summary>
    public override void WriteInputGradient(SourceWriter writer)
    {
        if (!IsBatchwise)
        {
            return;
        }

        EachRow(writer, () =>
        {
            string to = TileInputGradient.At("row", "t");
            using (writer.Block(Input.IsSequence ? $"if (row < tile.Rows && t < {Valid}[(int)row])" : "if (row < tile.Rows)"))
            {
                writer.Line($"BatchRow.Backward(ref {TileInput.At("row", "t")}, {Statistics}, ref {OutputGradient.At("row", "t")}, ref {to}, {Input.Width});");
            }

            using (writer.Block("else"))
            {
                writer.Line($"RowOps.Clear(ref {to}, {Input.Width});");
            }
        });
    }

    public override void WriteWindow(SourceWriter writer)
    {
        using (writer.Block($"for (nint t = 0, steps = {(Input.IsSequence ? Valid : "1")}; t < steps; t++)"))
        {
            writer.Line(Apply(WindowInput.At(0, "t"), WindowOutput.At(0, "t")));
        }
    }

    public override void WriteStep(SourceWriter writer) => writer.Line(Apply(StepInput.Reference, StepOutput.Reference));

    private string Training() => (Options.Frozen, Options.FrozenStatistics) switch
    {
        (true, _) => "frozen",
        (_, true) => "frozen statistics",
        _ => $"momentum {Number(Options.Momentum)}",
    };

    private string Apply(string from, string to) => $"StatisticsRow.Forward(ref {from}, {Packed("Scales")}, {Packed("Shifts")}, ref {to}, {Input.Width});";

    private string Packed(string region) => $"ref Unsafe.Add(ref packed, {Class}.{region})";

    private string Statistics => Norm is { At: > 0 and var at } ? $"ref Unsafe.Add(ref statistics, {at})" : "ref statistics";

    private static string Number(double value) => value.ToString("R", Text.Invariant);

    private void EachRow(SourceWriter writer, Action body)
    {
        using (writer.Block($"for (nint t = 0, steps = {(Input.IsSequence ? $"{Valid}.Longest" : "1")}; t < steps; t++)"))
        using (writer.Block($"for (nint row = 0; row < {Build.Rows}; row++)"))
        {
            body();
        }
    }

    private void EachValidRow(SourceWriter writer, Action body)
    {
        using (writer.Block("for (int row = 0; row < tile.Rows; row++)"))
        using (writer.Block($"for (nint t = 0, steps = {(Input.IsSequence ? $"{Valid}[row]" : "1")}; t < steps; t++)"))
        {
            body();
        }
    }
}
