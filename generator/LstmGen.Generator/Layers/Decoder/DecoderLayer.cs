using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Decoder;

/// <summary>
/// [Decoder]: where a model turns from reading to writing. It passes on the tokens that the decoder reads, which the caller lays beside the input, and keeps what the
/// encoder passed on for those below: its last states (<see cref="Summary"/>) for the first states of LSTMs, its steps (<see cref="Memory"/>) for attention. Backward it adds up
/// what they say of both.
/// </summary>
internal sealed class DecoderLayer : Layer, IDecoder, IEncoding
{
    private readonly List<View> _summaryGradients = [];
    private readonly List<View> _memoryGradients = [];
    private readonly List<DecoderAttentionLayer> _attentions = [];
    private int _vocabulary;

    private DecoderOptions Options => Read<DecoderOptions>();

    private int Steps => Options.Steps;

    private int Start => Options.Start;

    private int Stop => Options.Stop;

    public override bool NeedsSequence => _attentions.Count > 0;

    public override bool StartsSequence => _attentions.Count == 0;

    public override bool CanStep => false;

    public DecoderPlan Plan => new(Steps, _vocabulary, Start, Stop, _attentions.Sum(layer => layer.Heads), _attentions.Count == 0 ? 0 : Input.Steps);

    /// <summary>The encoder's last states, one vector a row.</summary>
    public View Summary { get; private set; } = null!;

    public View WindowSummary { get; private set; } = null!;

    /// <summary>The encoder's steps in the tile kernels.</summary>
    public View Memory => TileInput;

    /// <summary>The local that holds their valid number, in tiles.</summary>
    public string MemoryValid => Valid;

    /// <summary>The encoder's steps of one source, as <c>Encode</c> sees them, and as the decoder's steps do.</summary>
    public View WindowMemory => WindowInput;

    public View StepMemory => WindowInput with { Buffer = "memory" };

    public override string? ValidAfter(string valid) => "tile.DecoderLengths";

    public override string Describe() => $"Decoder, {Text.Count(Steps, "step")}, from token {Start} to token {Stop}";

    /// <summary>Takes note of the layers below.</summary>
    public void Open(IEnumerable<Layer> below, int vocabulary)
    {
        _vocabulary = vocabulary;
        _attentions.AddRange(below.OfType<DecoderAttentionLayer>());
    }

    /// <summary>Rows of attention weights of the attention layers before one.</summary>
    public int HeadsBefore(Layer layer) => _attentions.TakeWhile(other => other != layer).Sum(other => other.Heads);

    /// <summary>Where a layer below leaves the gradient with respect to the last states, a vector a row.</summary>
    public void AddSummaryGradient(View gradient) => _summaryGradients.Add(gradient);

    /// <summary>Where a layer below leaves the gradient with respect to the encoder's steps.</summary>
    public void AddMemoryGradient(View gradient) => _memoryGradients.Add(gradient);

    protected override Shape? Infer(Build build, bool sequenceWanted) =>
        InRange(build, "Steps", Steps, 1, 100_000) && InRange(build, "Start", Start, 0, _vocabulary - 1) && InRange(build, "Stop", Stop, 0, _vocabulary - 1)
            ? new Shape(Steps, 1, IsSequence: true)
            : null;

    public override IEnumerable<Operation> Operations => [new Last(TileInput, Summary, Previous is { JoinsDirections: true }, Input.Width, Extent)];

    protected override void Reserve(Build build)
    {
        Summary = TakeTile(build, Space.Work, "Summary", 1, Input.Width).Once;
        WindowSummary = Take(build, Space.Window, "WindowSummary", Input.Width).Once;
        TileOutput = new("decoderInput", "", 1, Steps);
        TileInputGradient = TakeTile(build, Space.Tape, "InputGradients", Input.Steps, Input.Width).View;
        WindowOutput = StepOutput = new("input", "", 0, 0);

        // What goes from step to step is the decoder's alone.
        build.StartSteps();
    }

    public override void WriteForward(SourceWriter writer)
    {
        using (writer.Block($"for (int row = 0; row < {Build.Rows}; row++)"))
        {
            foreach ((string? step, int first, int count) in Parts($"({Valid}[row] - 1)"))
            {
                writer.Line($"RowOps.Copy(ref {Summary.Shifted(first).At("row", null)}, ref {TileInput.Shifted(first).At("row", step)}, {count});");
            }
        }
    }

    public override void WriteBackward(SourceWriter writer)
    {
    }

    public override void WriteInputGradient(SourceWriter writer)
    {
        string steps = Input.IsSequence ? $"{Valid}.Longest" : "1";
        writer.Line($"RowOps.Clear(ref {TileInputGradient.Reference}, {steps} * {TileInputGradient.StepStride});");
        foreach (View gradient in _memoryGradients)
        {
            using (writer.Block($"for (nint t = 0, steps = {steps}; t < steps; t++)"))
            using (writer.Block($"for (nint row = 0; row < {Build.Rows}; row++)"))
            {
                writer.Line($"RowOps.Add(ref {TileInputGradient.At("row", "t")}, ref {gradient.At("row", "t")}, {Input.Width});");
            }
        }

        foreach (View gradient in _summaryGradients)
        {
            using (writer.Block($"for (int row = 0; row < {Build.Rows}; row++)"))
            {
                foreach ((string? step, int first, int count) in Parts($"({Valid}[row] - 1)"))
                {
                    writer.Line($"RowOps.Add(ref {TileInputGradient.Shifted(first).At("row", step)}, ref {gradient.Shifted(first).At("row", null)}, {count});");
                }
            }
        }
    }

    /// <summary>Never run: one source goes through <see cref="WriteEncode"/>.</summary>
    public override void WriteWindow(SourceWriter writer)
    {
    }

    public void WriteEncode(SourceWriter writer)
    {
        foreach ((string? step, int first, int count) in Parts($"({Valid} - 1)"))
        {
            writer.Line($"RowOps.Copy(ref {WindowSummary.Shifted(first).Reference}, ref {WindowInput.Shifted(first).At(0, step)}, {count});");
        }
    }

    public override void WriteStep(SourceWriter writer)
    {
    }

    /// <summary>Where the last states lie: the step, the first value, and how many. A direction that comes from the end has its last state at the first step.</summary>
    private IEnumerable<(string? Step, int First, int Count)> Parts(string last)
    {
        if (!Input.IsSequence)
        {
            return [(null, 0, Input.Width)];
        }

        int half = Input.Width / 2;
        return Previous!.JoinsDirections ? [(last, 0, half), (null, half, half)] : [(last, 0, Input.Width)];
    }
}
