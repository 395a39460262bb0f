using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>What the layers of one model share while they are planned: the buffers they take regions of, and what they find wrong.</summary>
internal sealed class Build
{
    /// <summary>Rows (windows) that a tile kernel takes at a time: four rows of four gates fill 16 registers.</summary>
    public const int Rows = 4;

    /// <summary>Whether one window is predicted with recurrent weights of half the bytes.</summary>
    public bool HalvesWeights { get; init; }

    /// <summary>Whether a scaler changes the input.</summary>
    public bool Scales { get; init; }

    /// <summary>Whether tiles start from the states that their rows carry, and leave them as they end.</summary>
    public bool Carries { get; init; }

    /// <summary>Packed weights.</summary>
    public Allocator Pack { get; } = new();

    /// <summary>Packed gradients.</summary>
    public Allocator Gradient { get; } = new();

    /// <summary>The part of a tile's workspace that prediction needs too.</summary>
    public Allocator Work { get; } = new();

    /// <summary>The part of a tile's workspace that only training needs; it follows the other.</summary>
    public Allocator Tape { get; } = new();

    /// <summary>Scratch for one window.</summary>
    public Allocator Window { get; } = new();

    /// <summary>Scratch for one step.</summary>
    public Allocator Step { get; private set; } = new();

    /// <summary>What a stream carries from step to step.</summary>
    public Allocator State { get; private set; } = new();

    public List<ParameterPlan> Parameters { get; } = [];

    /// <summary>The tensors of which a batch uses few rows.</summary>
    public List<ParameterPlan> Tables { get; } = [];

    /// <summary>The layers that normalise by a whole batch in training, top to bottom.</summary>
    public List<NormPlan> Norms { get; } = [];

    public List<Finding> Findings { get; } = [];

    /// <summary>Every region that a layer has taken, in that order.</summary>
    public List<Region> Regions { get; } = [];

    /// <summary>The classes of kernels that layers share.</summary>
    public List<SharedKernels> Kernels { get; } = [];

    private int ParameterCount => Parameters.Count == 0 ? 0 : (int)Math.Min((long)Parameters[Parameters.Count - 1].Offset + Parameters[Parameters.Count - 1].Count, int.MaxValue);

    /// <summary>Adds a tensor to the canonical vector.</summary>
    public ParameterPlan Parameter(
        string name, int[] dimensions, string initializer, int fanIn, int fanOut, int units, bool unitForgetBias = false, bool isFrozen = false)
    {
        var parameter = new ParameterPlan(name, ParameterCount, dimensions.ToEquatableArray(), initializer, fanIn, fanOut, units, unitForgetBias) { IsFrozen = isFrozen };
        Parameters.Add(parameter);
        return parameter;
    }

    /// <summary>Takes a region: steps × rows × width floats, each row padded to a cache line.</summary>
    /// <param name="owner">The class of the layer.</param>
    /// <param name="name">Of the region.</param>
    /// <param name="space">The buffer.</param>
    /// <param name="width">Values of a row.</param>
    /// <param name="steps">Steps that it has room for.</param>
    /// <param name="rows">Rows of a step.</param>
    public Region Take(string owner, string name, Space space, long width, int steps = 1, int rows = 1)
    {
        Allocator buffer = space switch
        {
            Space.Pack => Pack,
            Space.Gradient => Gradient,
            Space.Work => Work,
            Space.Tape => Tape,
            Space.Window => Window,
            Space.Step => Step,
            _ => State,
        };
        var region = new Region(owner, name, space, buffer.Length, steps, rows, width);
        buffer.Take(region.Length);
        Regions.Add(region);
        return region;
    }

    /// <summary>Says that a tensor's gradient is that of the rows used alone; it is not packed.</summary>
    /// <returns>Its number among such tensors.</returns>
    public int Table(ParameterPlan parameter)
    {
        Tables.Add(parameter);
        return Tables.Count - 1;
    }

    /// <summary>Adds a layer that normalises by a whole batch.</summary>
    /// <param name="create">From where its part of the statistics starts.</param>
    public NormPlan Norm(Func<int, NormPlan> create)
    {
        NormPlan norm = create(Norms.Count == 0 ? 0 : Norms[Norms.Count - 1].End);
        Norms.Add(norm);
        return norm;
    }

    /// <summary>The kernels of a shape: those that a layer before has asked for, or new ones.</summary>
    /// <param name="shape">What decides their text, equal by value.</param>
    /// <param name="name">Of their class; a second shape of that name gets a number behind it.</param>
    /// <param name="summary">What the class is, in words.</param>
    /// <param name="create">New ones.</param>
    public SharedKernels Share(object shape, string name, string summary, Func<IShapeKernels> create)
    {
        if (Kernels.FirstOrDefault(shared => shared.Shape.Equals(shape)) is { } known)
        {
            return known;
        }

        int others = Kernels.Count(shared => shared.Class == name || shared.Class.StartsWith(name + "_", StringComparison.Ordinal));
        var added = new SharedKernels(shape, others == 0 ? name : $"{name}_{Text.Of(others + 1)}", summary, create());
        Kernels.Add(added);
        return added;
    }

    /// <summary>Forgets what the layers so far take for single steps: they run over whole windows alone.</summary>
    public void StartSteps()
    {
        (Step, State) = (new(), new());
        Regions.RemoveAll(region => region.Space is Space.Step or Space.State);
    }

    public void Report(string id, int layer, string argument, params string[] values) =>
        Findings.Add(new Finding(id, layer, argument, values.ToEquatableArray()));
}
