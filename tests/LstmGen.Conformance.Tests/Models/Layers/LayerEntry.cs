using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

/// <summary>
/// One kind of layer, as the tests know it: how it is declared, its random options, and networks that every test runs. <see cref="LayerEntries"/> finds each by its type, so that a
/// new layer takes one file: its shape, its oracle and a class of this.
/// </summary>
internal abstract class LayerEntry
{
    /// <summary>Where it may stand in a drawn network.</summary>
    public abstract Standing Standing { get; }

    /// <summary>Whether its values have no kinks, where central differences are slopes.</summary>
    public virtual bool IsSmooth => true;

    /// <summary>Layers with random options that fit where they are to stand: this one, and what it needs before it; none where it does not fit.</summary>
    public abstract IReadOnlyList<LayerShape> Draw(LayerDraw draw, LayerPlace place);

    /// <summary>Small networks without kinks, by name, for the oracle's own central differences: one for every option.</summary>
    public virtual IEnumerable<(string Name, ModelShape Shape)> Smooth => [];

    /// <summary>Further networks, which are compiled, judged by the oracle and run on every path: what no draw gives. Those that draw masks are trained with the same masks.</summary>
    public virtual IEnumerable<ModelShape> Cases => [];

    /// <summary>The networks of this layer whose bits are compared from width to width (<c>tests/LstmGen.BitCheck</c>): some of its own, or else a drawn one.</summary>
    public IEnumerable<ModelShape> BitCheck()
    {
        ModelShape[] own = [.. Cases.Where(shape => shape.LookBack < 20).Take(3)];
        return own.Length > 0 ? own : [Drawn(seed: 3)];
    }

    /// <summary>A drawn network that has this layer.</summary>
    public ModelShape Drawn(int seed)
    {
        Random random = new(seed);
        StackSizes sizes = StackSizes.Full with { LookBack = 12, Picture = 6, Rate = 0.25 };
        while (true)
        {
            ModelShape shape = new StackDraw(random, sizes).Draw();
            if (shape.LookBack > 3 && shape.Layers.Any(layer => layer.GetType().Name == GetType().Name.Replace("Entry", "Shape", StringComparison.Ordinal)))
            {
                return shape;
            }
        }
    }

    /// <summary>A small layer that passes on its sequence.</summary>
    protected static LayerShape Sequence { get; } = new LstmShape(3) { ReturnSequences = true };

    /// <summary>A small network of some layers.</summary>
    protected static ModelShape Small(params LayerShape[] layers) => new() { LookBack = 6, Features = layers[0] is EmbeddingShape ? 1 : 2, Layers = layers };

    /// <summary>A small network whose first layers read images.</summary>
    protected static ModelShape Pictures(params LayerShape[] layers) =>
        new() { LookBack = 3, Frame = new(4, 3, 2), Layers = [.. layers, new FlattenShape(), new LstmShape(3)] };
}

/// <summary>Where a layer may stand in a drawn network.</summary>
[Flags]
internal enum Standing
{
    None = 0,

    /// <summary>At the top, on columns of ids.</summary>
    Tokens = 1,

    /// <summary>At the top, on images.</summary>
    Picture = 2,

    /// <summary>Behind those.</summary>
    PictureEnd = 4,

    /// <summary>Before a recurrent layer.</summary>
    Sequence = 8,

    Recurrent = 16,

    /// <summary>Behind a recurrent layer, on sequences and on vectors.</summary>
    Between = 32,

    /// <summary>Makes a vector of a sequence.</summary>
    Summary = 64,

    /// <summary>Makes a sequence of a vector; a recurrent layer follows.</summary>
    Restart = 128,

    /// <summary>At the end.</summary>
    Last = 256,

    /// <summary>At the top, on plain values.</summary>
    Values = 512,
}

/// <summary>What a drawn layer finds before it.</summary>
/// <param name="Shape">What the layers so far pass on.</param>
/// <param name="MostUnits">Of a recurrent layer.</param>
/// <param name="Column">Of the model's input, for a layer that reads ids.</param>
internal readonly record struct LayerPlace(OracleShape Shape, int MostUnits, int Column = 0);

/// <summary>All that there are.</summary>
internal static class LayerEntries
{
    public static IReadOnlyList<LayerEntry> All { get; } =
    [
        .. typeof(LayerEntry).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(LayerEntry)))
            .OrderBy(type => type.Name, StringComparer.Ordinal).Select(type => (LayerEntry)Activator.CreateInstance(type)!),
    ];

    public static IEnumerable<LayerEntry> Of(Standing standing) => All.Where(entry => entry.Standing.HasFlag(standing));
}
