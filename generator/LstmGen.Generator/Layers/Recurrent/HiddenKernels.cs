using LstmGen.Generator.Kernels;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>
/// The kernels of one direction of cells whose state is h alone: the walk over the steps and back, first states and what streams leave, the last output, and the places of all that. What is between h(t−1) and
/// h(t) a kind of cell says itself.
/// </summary>
/// <param name="shape">Of the direction.</param>
internal abstract partial class HiddenKernels(HiddenShape shape) : IRecurrentKernels, IStartedKernels
{
    protected const int Rows = Build.Rows;

    private readonly List<(string Comment, (string Name, int Offset)[] Places)> _regions = [];

    protected Allocator Packs { get; } = new();

    protected Allocator Gradients { get; } = new();

    protected Allocator Work { get; } = new();

    protected Allocator Tape { get; } = new();

    protected Allocator State { get; } = new();

    /// <summary>Whether what goes back to h(t−1) before the first step is wanted.</summary>
    protected bool WantsStartGradient => shape.LearnedInitialState || shape.Start == LstmStart.Given;

    protected bool IsGivenStart => shape.Start != LstmStart.Fresh;

    /// <summary>From the gradient of what the inputs are multiplied into to that of the inputs.</summary>
    protected abstract Projection ToInputs { get; }

    /// <summary>Floats of a row of what a step reads.</summary>
    protected abstract int TakenRow { get; }

    /// <summary>Floats of the gradient of the bias.</summary>
    protected abstract int BiasLanes { get; }

    public int Width => shape.Units;

    public abstract int ZRow { get; }

    public int ZStep => Rows * ZRow;

    public int StateRow => ZRow;

    public int GradientRow => ZRow;

    public int InputRow => (int)Allocator.Pad(ToInputs.Lanes);

    public int StateLength => (int)State.Length;

    public int StepLength => StateRow;

    public abstract long WindowSumsLength { get; }

    public abstract long StepSumsLength { get; }

    public long HiddenGradientAt { get; private set; }

    public long CellGradientAt => throw new InvalidOperationException("The state of such a cell is h alone.");

    public long PackLength => Packs.Length;

    public long GradientLength => Gradients.Length;

    public long WorkLength => Work.Length;

    public long TapeLength => Tape.Length;

    /// <summary>None: a state says itself whether it has started, and the order of the weights is that of the products.</summary>
    public string WindowArguments(string fresh, string turn) => "";

    public void Write(SourceWriter writer)
    {
        WriteConstants(writer);
        writer.Line();
        WriteForward(writer);
        writer.Line();
        WriteBackward(writer);
        writer.Line();
        WriteInputGradient(writer);
        writer.Line();
        WriteWindow(writer);
        writer.Line();
        WritePack(writer);
        writer.Line();
        WriteTrace(writer);
    }

    /// <summary>Takes all places: its own, and between them those of the cell.</summary>
    /// <param name="packs">Takes those of its weights.</param>
    /// <param name="gradients">Takes those of their gradients.</param>
    /// <param name="step">What one step has in the workspace, in words.</param>
    /// <param name="work">Takes it.</param>
    /// <param name="tape">Takes what it keeps, for so many rows of steps.</param>
    protected void Place(
        Func<(string, int)[]> packs, Func<(string, int)[]> gradients, string step, Func<(string, int)[]> work, Func<long, (string, int)[]> tape)
    {
        bool learned = shape.LearnedInitialState;
        _regions.Add(("In the pack: the weights, and transposed those that take gradients back.",
        [
            .. packs(),
            .. learned ? new[] { ("InitialHidden", Packs.Take(shape.Units)) } : [],
        ]));
        _regions.Add(("In the packed gradient.",
        [
            .. gradients(),
            .. shape.UseBias ? new[] { ("BiasGradient", Gradients.Take(BiasLanes)) } : [],
            .. learned ? new[] { ("InitialHiddenGradient", Gradients.Take(shape.Units)) } : [],
        ]));
        Work.Take((shape.Steps + 1L) * ZStep);
        _regions.Add(($"In the workspace, after h of every step: {step}",
        [
            .. work(),
            .. shape.Sequence ? [] : new[] { ("Last", Work.Take(Rows * StateRow)) },
        ]));
        long rows = (long)shape.Steps * Rows;
        HiddenGradientAt = Tape.Length;
        _regions.Add(("On the tape.", [("HiddenGradients", Tape.Take(ZStep)), .. tape(rows), ("InputGradients", Tape.Take(rows * InputRow))]));

        // The narrow vectors of the last row may read a little past it.
        Work.Take(16);
        State.Take(StateRow);
        if (learned)
        {
            _regions.Add(("In a stream's state, after h.", [("Started", State.Take(1))]));
        }
    }

    /// <summary>A further group of places.</summary>
    protected void AddPlaces(string comment, params (string Name, int Offset)[] places) => _regions.Add((comment, places));

    /// <summary>Floats of a row that a segment of steps has for each of them.</summary>
    protected abstract int SegmentRow { get; }

    public int SegmentSteps => LstmKernels.SegmentOf(shape.Steps, Rows * SegmentRow);

    /// <summary>How long rows of its own are, and those of a tile, by name.</summary>
    protected virtual (string Name, int Length)[] RowLengths => [];

    protected abstract void WritePack(SourceWriter writer);

    protected abstract void WriteTrace(SourceWriter writer);

    protected virtual void WriteConstants(SourceWriter writer)
    {
        writer.Line($$"""
            // {{Text.Count(shape.Units, "unit")}}: {{new Blocks(shape.Units)}}.
            private const int Units = {{shape.Units}};
            private const int Inputs = {{shape.Inputs}};
            private const int Steps = {{shape.Steps}};
            private const int Rows = {{Rows}};
            private const int Segment = {{SegmentSteps}};

            // Floats of one row, and of the rows of a tile.
            private const int ZRow = {{ZRow}};
            public const int ZStep = {{ZStep}};
            """);
        foreach ((string name, int length) in (IEnumerable<(string, int)>)[.. RowLengths, ("Taken", TakenRow)])
        {
            writer.Line($"private const int {name}Row = {length};");
            writer.Line($"private const int {name}Step = {Rows * length};");
        }

        ComposedKernels.WritePlaces(writer, _regions);
    }
}
