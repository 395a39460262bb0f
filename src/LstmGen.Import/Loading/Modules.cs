using System.Globalization;
using LstmGen.Import.Containers;

namespace LstmGen.Import.Loading;

/// <summary>Puts tensors with names into modules.</summary>
internal static class Modules
{
    /// <summary>PyTorch's: what stands before the last point is the module. A recurrent module gives one for each of its layers.</summary>
    public static List<WeightModule> OfTorch(IEnumerable<FileTensor> tensors)
    {
        var modules = new List<(string Name, Dictionary<string, FileTensor> Tensors)>();
        foreach (FileTensor tensor in tensors)
        {
            // What a model of several processors adds to every name, and the counter of a normalisation, which is no weight.
            string name = tensor.Name.StartsWith("module.", StringComparison.Ordinal) ? tensor.Name["module.".Length..] : tensor.Name;
            int end = name.LastIndexOf('.');
            (string module, string own) = end < 0 ? ("", name) : (name[..end], name[(end + 1)..]);
            if (own == "num_batches_tracked") continue;
            int index = modules.FindIndex(entry => entry.Name == module);
            if (index < 0)
            {
                index = modules.Count;
                modules.Add((module, new(StringComparer.Ordinal)));
            }

            modules[index].Tensors[own] = tensor;
        }

        var result = new List<WeightModule>();
        foreach ((string name, Dictionary<string, FileTensor> own) in modules)
        {
            string shown = name.Length == 0 ? "the file" : name;
            if (!TorchRecurrentModule.Is(own))
            {
                result.Add(new TorchModule(shown, own));
            }
            else if (own.ContainsKey("weight_ih"))
            {
                result.Add(new TorchRecurrentModule(shown, own, null));
            }
            else
            {
                for (int layer = 0; own.ContainsKey($"weight_ih_l{layer.ToString(CultureInfo.InvariantCulture)}"); layer++)
                {
                    result.Add(new TorchRecurrentModule(shown, own, layer));
                }
            }
        }

        return result;
    }

    /// <summary>
    /// Keras' names in a file of tensors: <c>lstm/lstm_cell/kernel:0</c>, <c>dense/kernel</c>. What stands before the first slash is the layer.
    /// </summary>
    public static List<WeightModule> OfKeras(IEnumerable<FileTensor> tensors) =>
        [.. tensors.GroupBy(tensor => LayerOf(tensor.Name)).Select(layer => new KerasModule(layer.Key, [.. layer.OrderBy(tensor => Order(tensor.Name))]))];

    private static string LayerOf(string name) => name.IndexOf('/') is var end and > 0 ? name[..end] : name.IndexOf('.') is var dot and > 0 ? name[..dot] : name;

    /// <summary>Keras' order within a layer.</summary>
    private static int Order(string name)
    {
        string[] order = ["kernel", "embeddings", "gamma", "recurrent_kernel", "beta", "bias", "moving_mean", "moving_variance", "alpha"];
        string last = name[(name.LastIndexOfAny(['/', '.']) + 1)..];
        last = last.EndsWith(":0", StringComparison.Ordinal) ? last[..^2] : last;
        int place = Array.IndexOf(order, last);
        return (name.Contains("backward", StringComparison.Ordinal) ? order.Length + 1 : 0) + (place < 0 ? order.Length : place);
    }
}
