using LstmGen.Import.Containers;
using LstmGen.Import.Containers.Hdf5;

namespace LstmGen.Import.Formats.Keras;

/// <summary>
/// The weights of a Keras file, layer by layer. Two layouts exist: groups named by layers, with a list of names in the order of the weights (HDF5 of all versions), and groups of
/// <c>vars</c>, named by class and count or by layers (the files of Keras 2.12 and later).
/// </summary>
internal abstract class KerasWeights
{
    /// <summary>Reads whichever layout a file of weights has; null where it has none.</summary>
    public static KerasWeights? Of(Hdf5Object root) =>
        NamesOf(root.Find("model_weights"), "layer_names") is { } whole ? new NamedWeights(root.Find("model_weights")!, whole)
        : NamesOf(root, "layer_names") is { } alone ? new NamedWeights(root, alone)
        : VariableWeights.Holder(root) is { } holder ? new VariableWeights(holder)
        : null;

    /// <summary>The weights of a layer in Keras' order, empty where the file has none for it.</summary>
    /// <param name="layers">All layers.</param>
    /// <param name="index">Which one.</param>
    public abstract IReadOnlyList<FileTensor> Find(IReadOnlyList<KerasLayer> layers, int index);

    /// <summary>All that there are, layer after layer, as far as the file knows their order.</summary>
    public abstract IEnumerable<(string Layer, IReadOnlyList<FileTensor> Tensors)> All();

    /// <summary>An attribute with names. One that does not fit into 64 KiB is cut into several with numbers.</summary>
    protected static string[]? NamesOf(Hdf5Object? group, string attribute)
    {
        if (group is null) return null;
        if (group.Strings(attribute) is { } names) return names;
        if (group.Strings(attribute + "0") is not { } part) return null;
        var all = new List<string>();
        for (int i = 0; part is not null; i++, part = group.Strings($"{attribute}{i}"))
        {
            all.AddRange(part);
        }

        return [.. all];
    }

    private sealed class NamedWeights(Hdf5Object root, string[] layerNames) : KerasWeights
    {
        public override IReadOnlyList<FileTensor> Find(IReadOnlyList<KerasLayer> layers, int index) => layerNames.Contains(layers[index].Name) ? Read(layers[index].Name) : [];

        public override IEnumerable<(string Layer, IReadOnlyList<FileTensor> Tensors)> All() => layerNames.Select(name => (name, (IReadOnlyList<FileTensor>)Read(name)));

        private List<FileTensor> Read(string layer)
        {
            Hdf5Object group = root.Find(layer) ?? throw new InvalidDataException($"Expected the weights of layer '{layer}' in the HDF5 file, but it has none.");
            var tensors = new List<FileTensor>();
            foreach (string name in NamesOf(group, "weight_names") ?? [])
            {
                Hdf5Object dataset = group.Find(name) ?? throw new InvalidDataException($"Expected the weights '{name}' of layer '{layer}' in the HDF5 file, but they are not there.");

                // The state of a random generator is no weight.
                if (dataset.ReadTensor() is var tensor && ElementTypes.IsFloat(tensor.Type)) tensors.Add(tensor);
            }

            return tensors;
        }
    }
}
