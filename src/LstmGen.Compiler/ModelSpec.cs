using LstmGen.Import;

namespace LstmGen.Compiler;

/// <summary>
/// A model that is declared at run time, by the attributes that would declare it in code: <c>new ModelSpec(new LstmModelAttribute { LookBack = 20 }, new LstmAttribute(50), new DenseAttribute(1))</c>.
/// </summary>
public sealed class ModelSpec
{
    private readonly List<LayerAttribute> _layers;

    /// <summary>A model of some layers; more can be added.</summary>
    /// <param name="model">Look-back, features, scaling and the like.</param>
    /// <param name="layers">Top to bottom.</param>
    /// <exception cref="ArgumentNullException">The model or a layer is null.</exception>
    public ModelSpec(LstmModelAttribute model, params IEnumerable<LayerAttribute> layers)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(layers);
        Model = model;
        _layers = [];
        foreach (LayerAttribute layer in layers)
        {
            Add(layer);
        }
    }

    /// <summary>Look-back, features, scaling and the like.</summary>
    public LstmModelAttribute Model { get; }

    /// <summary>The layers, top to bottom.</summary>
    public IReadOnlyList<LayerAttribute> Layers => _layers;

    /// <summary>The network of a file, without its weights: <see cref="ModelCompiler.Compile(ImportedNetwork)"/> takes them too.</summary>
    /// <param name="network">As it was read.</param>
    /// <returns>Its declaration.</returns>
    /// <exception cref="ArgumentNullException">The network is null.</exception>
    public static ModelSpec Of(ImportedNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new(network.Model, network.Layers.Select(layer => layer.Attribute));
    }

    /// <summary>Adds a layer below the others.</summary>
    /// <param name="layer">Its attribute.</param>
    /// <returns>This one.</returns>
    /// <exception cref="ArgumentNullException">The layer is null.</exception>
    public ModelSpec Add(LayerAttribute layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        _layers.Add(layer);
        return this;
    }

    /// <summary>The declaration as a user would write it: to look at, and to copy into a project.</summary>
    /// <param name="className">Of the class, with its namespace.</param>
    /// <returns>A C# file.</returns>
    /// <exception cref="ArgumentException">The name is no name of a C# class.</exception>
    public string ToCSharp(string className = "Model") => DeclarationText.Write(Model, _layers, className);

    /// <summary>The declaration.</summary>
    public override string ToString() => ToCSharp();
}
