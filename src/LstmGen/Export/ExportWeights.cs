using LstmGen.Runtime;

namespace LstmGen.Export;

/// <summary>The weights of a model as they were at one moment, by their names.</summary>
internal sealed class ExportWeights(ModelDescription model, float[] parameters)
{
    private readonly Dictionary<string, ParameterDescription> _tensors = model.Parameters.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);

    public bool Has(string name) => _tensors.ContainsKey(name);

    public int[] ShapeOf(string name) => [.. _tensors[name].Shape];

    /// <summary>One tensor, row-major.</summary>
    public float[] this[string name] => parameters.AsSpan(_tensors[name].Offset, _tensors[name].Count).ToArray();
}
