using System.Collections;

namespace LstmGen.Import.Loading;

/// <summary>The weights of a file that describes its network.</summary>
internal sealed class DescribedModules(ImportedNetwork network) : IReadOnlyList<WeightModule>
{
    private readonly WeightModule[] _modules = [.. network.Layers.Where(layer => layer.Tensors.Count > 0).Select(layer => new LayerModule(layer))];

    public ImportedNetwork Network => network;

    public int Count => _modules.Length;

    public WeightModule this[int index] => _modules[index];

    public IEnumerator<WeightModule> GetEnumerator() => ((IEnumerable<WeightModule>)_modules).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
