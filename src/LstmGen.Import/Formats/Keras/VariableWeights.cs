using System.Globalization;
using System.Text;
using LstmGen.Import.Containers;
using LstmGen.Import.Containers.Hdf5;

namespace LstmGen.Import.Formats.Keras;

/// <summary>Weights in groups of <c>vars</c>: <c>layers/lstm_1/cell/vars/0</c>.</summary>
internal sealed class VariableWeights(Hdf5Object holder) : KerasWeights
{
    // Windows wrote its own slashes into the first part of names, in 2.15.
    private static readonly string[] s_holders = ["layers", "_layer_checkpoint_dependencies"];

    // Parts of a layer, in the order in which Keras lists their weights.
    private static readonly string[] s_parts = ["forward_layer", "backward_layer", "cell", "layer"];

    /// <summary>The group that holds the layers, or null.</summary>
    public static Hdf5Object? Holder(Hdf5Object root) =>
        s_holders.Select(root.Find).FirstOrDefault(group => group is { IsDataset: false })
        ?? (root.Names.Any(name => s_holders.Any(holder => name.StartsWith(holder + "\\", StringComparison.Ordinal))) ? root : null);

    public override IReadOnlyList<FileTensor> Find(IReadOnlyList<KerasLayer> layers, int index)
    {
        string[] byClass = ClassNames(layers);
        string[] byName = [.. layers.Select(layer => layer.Name)];
        var there = Groups().ToDictionary(group => group.Name, group => group.Object, StringComparer.Ordinal);

        // Later versions name the groups by the layers: whichever naming finds more of them is the file's. Where both find as many, they are the older names.
        string[] names = byName.Count(there.ContainsKey) > byClass.Count(there.ContainsKey) ? byName : byClass;
        return there.TryGetValue(names[index], out Hdf5Object? group) ? [.. Read(group)] : [];
    }

    public override IEnumerable<(string Layer, IReadOnlyList<FileTensor> Tensors)> All() =>
        Groups().Select(group => (group.Name, (IReadOnlyList<FileTensor>)[.. Read(group.Object)]));

    /// <summary>Keras counts its classes: <c>lstm</c>, <c>lstm_1</c>, whatever the layers are called.</summary>
    private static string[] ClassNames(IReadOnlyList<KerasLayer> layers)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        string[] names = new string[layers.Count];
        for (int i = 0; i < names.Length; i++)
        {
            string name = SnakeCase(layers[i].ClassName);
            int number = counts.GetValueOrDefault(name);
            counts[name] = number + 1;
            names[i] = number == 0 ? name : $"{name}_{number.ToString(CultureInfo.InvariantCulture)}";
        }

        return names;
    }

    /// <summary>As Keras makes it: <c>TimeDistributed</c> time_distributed, <c>Conv1D</c> conv1d, <c>LSTM</c> lstm.</summary>
    private static string SnakeCase(string name)
    {
        var text = new StringBuilder();
        for (int i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && (char.IsLower(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])))) text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    private IEnumerable<(string Name, Hdf5Object Object)> Groups()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in holder.Names.OrderBy(Number))
        {
            string plain = name[(name.LastIndexOf('\\') + 1)..];
            if (holder.Find(name) is not { IsDataset: false } group) continue;
            if (!seen.Add(plain)) throw new InvalidDataException($"Expected every layer once in {holder.Path}, but '{plain}' comes twice.");
            yield return (plain, group);
        }
    }

    private static int Number(string name) =>
        name.LastIndexOf('_') is var at and > 0 && int.TryParse(name.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;

    private static IEnumerable<FileTensor> Read(Hdf5Object group)
    {
        if (group.Find("vars") is { IsDataset: false } variables)
        {
            foreach (string name in variables.Names.OrderBy(name => name.Length).ThenBy(name => name, StringComparer.Ordinal))
            {
                // Counters, such as the seed of a dropout, are no weights.
                if (variables.Find(name) is { IsDataset: true, HoldsNumbers: true } dataset && dataset.ReadTensor() is var tensor && ElementTypes.IsFloat(tensor.Type)) yield return tensor;
            }
        }

        foreach (string part in s_parts)
        {
            if (group.Find(part) is not { IsDataset: false } inner) continue;
            foreach (FileTensor tensor in Read(inner))
            {
                yield return tensor;
            }
        }
    }
}
