using LstmGen.Runtime;

namespace LstmGen.Import.Loading;

/// <summary>A layer of a file that describes its network: its tensors have our names and layouts already.</summary>
internal sealed class LayerModule(ImportedLayer layer) : WeightModule(layer.Place)
{
    public override string ToString() => string.Join(", ", layer.Tensors.Select(tensor => $"{tensor.Name} [{string.Join(", ", tensor.Shape)}]"));

    public override bool Fits(Slot slot) =>
        IsKind(slot.Kind) && slot.Tensors.Count == layer.Tensors.Count && slot.Tensors.All(wanted => Find(slot, wanted) is { } tensor && Is(wanted, [.. tensor.Shape]));

    public override void Fill(Slot slot, Span<float> parameters)
    {
        foreach (ParameterDescription wanted in slot.Tensors)
        {
            Put(wanted, Find(slot, wanted)!.Values, parameters);
        }
    }

    private ImportedTensor? Find(Slot slot, ParameterDescription wanted) => layer.Tensors.FirstOrDefault(tensor => tensor.Name == slot.Short(wanted));

    private bool IsKind(string kind) => layer.Kind.Equals(kind, StringComparison.OrdinalIgnoreCase) || (kind == "dense" && layer.Attribute is DenseAttribute or SoftmaxAttribute or SigmoidAttribute);
}
