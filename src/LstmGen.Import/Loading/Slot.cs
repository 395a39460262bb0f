using LstmGen.Runtime;

namespace LstmGen.Import.Loading;

/// <summary>A layer of a declared model, or a part of one, that wants weights.</summary>
/// <param name="Layer">Its name in the model: <c>lstm_1</c>.</param>
/// <param name="Kind">Without the number: <c>lstm</c>.</param>
/// <param name="Tensors">What it wants, by the names within the layer.</param>
internal sealed record Slot(string Layer, string Kind, IReadOnlyList<ParameterDescription> Tensors)
{
    private static readonly string[] s_crf = ["start", "end", "transitions"];

    public bool IsBidirectional => Tensors.Any(tensor => Short(tensor).StartsWith("backward.", StringComparison.Ordinal));

    public ParameterDescription? Find(string name) => Tensors.FirstOrDefault(tensor => Short(tensor) == name);

    /// <summary>The name within the layer.</summary>
    public string Short(ParameterDescription tensor) => tensor.Name[(Layer.Length + 1)..];

    public override string ToString() => string.Join(", ", Tensors.Select(tensor => $"{tensor.Name} [{string.Join(", ", tensor.Shape)}]"));

    /// <summary>The slots of a model, in its order.</summary>
    /// <param name="model">The model.</param>
    /// <param name="whole">Whether layers are whole, as a file has them that describes its network.</param>
    public static List<Slot> Of(ModelDescription model, bool whole = false)
    {
        var slots = new List<Slot>();
        foreach (IGrouping<string, ParameterDescription> layer in model.Parameters.GroupBy(tensor => LayerOf(tensor.Name)))
        {
            string kind = KindOf(layer.Key);
            if (kind == "crf" && !whole)
            {
                // Other libraries keep the scores of steps and those of transitions in two modules.
                slots.Add(new(layer.Key, "dense", [.. layer.Where(tensor => !s_crf.Contains(Last(tensor.Name)))]));
                slots.Add(new(layer.Key, "crf", [.. layer.Where(tensor => s_crf.Contains(Last(tensor.Name)))]));
            }
            else
            {
                slots.Add(new(layer.Key, kind is "softmax" or "sigmoid" or "gaussian" or "quantiles" or "ctc" ? "dense" : kind, [.. layer]));
            }
        }

        return slots;
    }

    private static string Last(string name) => name[(name.LastIndexOf('.') + 1)..];

    private static string LayerOf(string name)
    {
        int end = name.IndexOf('.', name.StartsWith("decoder.", StringComparison.Ordinal) ? "decoder.".Length : 0);
        return end < 0 ? name : name[..end];
    }

    private static string KindOf(string layer)
    {
        string name = layer[(layer.LastIndexOf('.') + 1)..];
        int number = name.LastIndexOf('_');
        return number > 0 && int.TryParse(name.AsSpan(number + 1), out _) ? name[..number] : name;
    }
}
