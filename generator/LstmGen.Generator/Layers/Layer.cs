using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers;

/// <summary>
/// A layer: its shape rule, its parameters, its buffers, its forward and backward code. One file each; <see cref="LayerCatalog"/> finds it by
/// the name of its attribute. Nothing else in the generator knows a layer.
/// </summary>
/// <remarks>
/// The planner calls <see cref="Infer"/> on every layer, first to last, then <see cref="Reserve"/>; the emitter calls the Write methods. Kernels go
/// into a static class of the layer's own; the other Write methods write the calls to them, where these locals are in scope: <c>packed</c>,
/// <c>work</c>, <c>tape</c> (the part of the workspace that prediction has not got) and, backward, <c>gradient</c>; each a <c>ref float</c>.
/// </remarks>
internal abstract class Layer
{
    private IReadOnlyList<ParameterPlan> _tensors = [];
    private object? _options;

    /// <summary>As it was declared.</summary>
    public LayerSpec Spec { get; private set; } = null!;

    /// <summary>Its options: what was written, over the defaults that the record has.</summary>
    /// <typeparam name="T">The record of this kind of layer.</typeparam>
    protected T Read<T>()
        where T : class, new()
    {
        if (_options is null)
        {
            (_options, ChangedOptions) = (OptionReader<T>.Read(Spec), OptionReader<T>.Changed(Spec));
        }

        return (T)_options;
    }

    /// <summary>The options that are not as by default, by their names. Of a layer that has read its options.</summary>
    public IReadOnlyList<LayerArgument> ChangedOptions { get; private set; } = [];

    /// <summary>From 0, top to bottom.</summary>
    public int Index { get; private set; }

    /// <summary>The canonical name that its parameters start with: <c>lstm</c>, <c>lstm_1</c>, <c>dense</c>.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The static class of its kernels: <c>Lstm1</c>.</summary>
    public string Class => $"{Spec.Kind}{Index + 1}";

    public Shape Input { get; private set; } = null!;

    public Shape Output { get; private set; } = null!;

    /// <summary>Whether it reads every step of its input, so that the layers before it must pass on their sequences.</summary>
    public virtual bool NeedsSequence => false;

    /// <summary>Whether it makes a sequence out of one vector, so that the layers after it ask nothing of those before.</summary>
    public virtual bool StartsSequence => false;

    /// <summary>Whether its tile kernels can read the caller's rows, [row][step][feature], as they are.</summary>
    public virtual bool ReadsRows => false;

    /// <summary>The [Decoder] above it, or null where there is none. Its steps are then the decoder's: one at a time when a source is read, all at once in tiles.</summary>
    public IDecoder? Decoder { get; private set; }

    /// <summary>Whether the second half of its values comes from a direction that starts at the end.</summary>
    public virtual bool JoinsDirections => false;

    /// <summary>Whether it can run one step at a time from a state.</summary>
    public virtual bool CanStep => true;

    /// <summary>Why a window cannot go on from the state that the window before it left; null where it can.</summary>
    public virtual string? WhyNotCarried => CanStep ? null : "this layer reads whole windows";

    /// <summary>One line for the model card.</summary>
    public abstract string Describe();

    /// <summary>What the summary at run time calls it: <see cref="Describe"/> without what matters to the code alone.</summary>
    public virtual string Title => Describe();

    /// <summary>Where the tile kernels leave the output.</summary>
    public View TileOutput { get; protected set; } = null!;

    /// <summary>Where the tile kernels leave the gradient with respect to the input.</summary>
    public View TileInputGradient { get; protected set; } = null!;

    /// <summary>Where the tile kernels find the gradient with respect to the output.</summary>
    public View OutputGradient { get; private set; } = null!;

    /// <summary>Where the window kernels leave the output.</summary>
    public View WindowOutput { get; protected set; } = null!;

    /// <summary>Where a single step leaves the output.</summary>
    public View StepOutput { get; protected set; } = null!;

    /// <summary>Whether it reads pictures; a layer that does not needs [Flatten] before it.</summary>
    public virtual bool ReadsFrames => false;

    /// <summary>
    /// The local that holds the valid steps of its input: a <c>RowLengths</c> in tiles, an <c>int</c> in one window. Rows of a tile past their
    /// length hold any finite values, and their gradients are zero; steps past the longest row are not there at all.
    /// </summary>
    public string Valid { get; private set; } = "valid";

    /// <summary>The layer before it, or null.</summary>
    public Layer? Previous { get; private set; }

    /// <summary>Where the tile kernels find the input.</summary>
    public View TileInput { get; private set; } = null!;

    /// <summary>Where the window kernels find the input.</summary>
    public View WindowInput { get; private set; } = null!;

    /// <summary>Where a single step finds its input.</summary>
    public View StepInput { get; private set; } = null!;

    /// <summary>
    /// The valid steps of its output, where they are not those of its input: an expression that serves for a <c>RowLengths</c> in tiles and an
    /// <c>int</c> in one window, such as <c>RowLengths.After(valid, 3, 1, 0)</c>.
    /// </summary>
    public virtual string? ValidAfter(string valid) => null;

    /// <summary>Whether <see cref="ValidAfter"/> reads the model's input: the local <c>input</c>, rows as callers hold them.</summary>
    public virtual bool ValidNeedsInput => false;

    /// <summary>Checks its arguments against the input and says what it passes on.</summary>
    /// <param name="build">Takes what is wrong.</param>
    /// <param name="sequenceWanted">Whether a later layer needs every step.</param>
    /// <returns>The output, or null when it does not fit.</returns>
    protected abstract Shape? Infer(Build build, bool sequenceWanted);

    /// <summary>Takes parameters and regions of the shared buffers.</summary>
    /// <param name="build">The buffers.</param>
    protected abstract void Reserve(Build build);

    /// <summary>What it does to a tile, as data.</summary>
    public abstract IEnumerable<Operation> Operations { get; }

    /// <summary>The way back of that.</summary>
    public virtual IEnumerable<Operation> GradientOperations =>
        Operations.Reverse().Select(operation => new Gradient(operation, OutputGradient, TileInputGradient));

    /// <summary>Its kernels: the body of the layer's static class, behind the constants of its regions.</summary>
    public virtual void WriteKernels(SourceWriter writer)
    {
    }

    /// <summary>Fills its packed weights from <c>parameters</c>.</summary>
    public virtual void WritePack(SourceWriter writer)
    {
    }

    /// <summary>Brings its packed gradient back into <c>gradient</c>.</summary>
    public virtual void WriteUnpack(SourceWriter writer)
    {
    }

    /// <summary>Forward over a tile; <c>TTape</c> says whether to keep a tape, the local <c>training</c> whether masks are drawn.</summary>
    public abstract void WriteForward(SourceWriter writer);

    /// <summary>Backward over a tile: from the gradient with respect to its output to the gradient of its parameters.</summary>
    public abstract void WriteBackward(SourceWriter writer);

    /// <summary>After <see cref="WriteBackward"/>: the gradient with respect to its input.</summary>
    public abstract void WriteInputGradient(SourceWriter writer);

    /// <summary>What users can ask a model because of it, such as a head's own prediction call.</summary>
    public virtual IEnumerable<Ability> Abilities => [];

    /// <summary>Forward over one window.</summary>
    public abstract void WriteWindow(SourceWriter writer);

    /// <summary>One step forward.</summary>
    public abstract void WriteStep(SourceWriter writer);

    public void Attach(LayerSpec spec, int index, string name, Layer? previous)
    {
        (Spec, Index, Name, Previous) = (spec, index, name, previous);
        Decoder = previous as IDecoder ?? previous?.Decoder;
    }

    /// <summary>Takes parameters and regions of the shared buffers for an input that lies in the given places.</summary>
    /// <param name="build">The buffers.</param>
    /// <param name="tile">The input in the tile kernels.</param>
    /// <param name="window">The input in the window kernels.</param>
    /// <param name="step">The input of a single step.</param>
    /// <param name="valid">The local that holds the input's valid steps.</param>
    public void Place(Build build, View tile, View window, View step, string valid)
    {
        (TileInput, WindowInput, StepInput, Valid) = (tile, window, step, valid);
        int before = build.Parameters.Count;
        Reserve(build);
        _tensors = [.. build.Parameters.Skip(before)];
    }

    /// <summary>Once all layers are placed, from the last to the first: where the gradient with respect to its output will lie.</summary>
    /// <returns>Where it leaves the gradient with respect to its input.</returns>
    public View PlaceGradient(View outputGradient)
    {
        OutputGradient = outputGradient;
        PlaceInputGradient();
        return TileInputGradient;
    }

    /// <summary>For a layer whose input gradient lies where its output gradient does.</summary>
    protected virtual void PlaceInputGradient()
    {
    }

    public bool Fit(Build build, Shape input, bool sequenceWanted)
    {
        Input = input;
        if (Infer(build, sequenceWanted) is not { } output)
        {
            return false;
        }

        Output = output;
        return true;
    }

    /// <summary>Over how many steps it goes: those of its input.</summary>
    protected Extent Extent => new(Input.Steps, Input.IsSequence ? Valid : null);

    /// <summary>One of its tensors, or null where it has none of that name.</summary>
    protected ParameterPlan? FindTensor(string name) => _tensors.FirstOrDefault(tensor => tensor.Name == $"{Name}.{name}");

    /// <summary>One of its tensors.</summary>
    protected ParameterPlan Tensor(string name) => FindTensor(name) ?? throw new InvalidOperationException($"Expected a tensor '{Name}.{name}', but the layer has taken none.");

    /// <summary>Takes a region of its own for a vector, or for a row of something else.</summary>
    protected Region Take(Build build, Space space, string name, long width, int steps = 1) => build.Take(Class, name, space, width, steps);

    /// <summary>Takes a region of its own for the rows of a tile, step by step.</summary>
    protected Region TakeTile(Build build, Space space, string name, int steps, long width) => build.Take(Class, name, space, width, steps, Build.Rows);

    /// <summary>Reports an argument outside its range.</summary>
    protected bool InRange(Build build, string argument, long value, long least, long most)
    {
        if (value >= least && value <= most)
        {
            return true;
        }

        build.Report(Rules.SizeOutOfRange, Index, argument, argument, value.ToString(Text.Invariant), least.ToString(Text.Invariant), most.ToString(Text.Invariant));
        return false;
    }

    /// <inheritdoc cref="InRange(Build, string, long, long, long)"/>
    protected bool InRange(Build build, string argument, double value, double least, double most)
    {
        if (value >= least && value <= most)
        {
            return true;
        }

        build.Report(
            Rules.SizeOutOfRange, Index, argument, argument, value.ToString("R", Text.Invariant), least.ToString("R", Text.Invariant), most.ToString("R", Text.Invariant));
        return false;
    }
}
