using LstmGen.Runtime;

namespace LstmGen.Export;

/// <summary>The tensors of one layer, by their names without the layer's.</summary>
internal sealed class LayerWeights
{
    private readonly DeclaredLayer _layer;
    private readonly ExportWeights _weights;

    public LayerWeights(DeclaredLayer layer, ModelDescription model, IReadOnlyList<DeclaredLayer> layers, ExportWeights weights)
    {
        (_layer, _weights, Layers) = (layer, weights, layers);
        string start = layer.Name + ".";

        // decoder.lstm.bias is not the decoder's.
        Names =
        [
            .. model.Parameters.Select(tensor => tensor.Name)
                .Where(name => name.StartsWith(start, StringComparison.Ordinal)
                    && !layers.Any(other => other.Name.Length > layer.Name.Length && name.StartsWith(other.Name + ".", StringComparison.Ordinal)))
                .Select(name => name[start.Length..]),
        ];
    }

    /// <summary>In canonical order: <c>kernel</c>, <c>forward.bias</c>.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>All layers of the model.</summary>
    public IReadOnlyList<DeclaredLayer> Layers { get; }

    public bool Has(string tensor) => Names.Contains(tensor);

    public float[] this[string tensor] => _weights[$"{_layer.Name}.{tensor}"];

    public int[] ShapeOf(string tensor) => _weights.ShapeOf($"{_layer.Name}.{tensor}");

    /// <summary>A tensor as it is, under another name.</summary>
    public NamedTensor AsIs(string tensor, string name) => new(name, ShapeOf(tensor), this[tensor]);
}
