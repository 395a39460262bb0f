using LstmGen.Import.Containers;
using LstmGen.Runtime;

namespace LstmGen.Import.Loading;

/// <summary>The weights of a Keras layer without its description: a list in Keras' order, in layouts that are ours too.</summary>
internal sealed class KerasModule(string name, IReadOnlyList<FileTensor> tensors) : WeightModule(name)
{
    public override string ToString() => string.Join(", ", tensors);

    public override bool Fits(Slot slot)
    {
        if (slot.Tensors.Count != tensors.Count || slot.Kind is "attention") return false;
        for (int i = 0; i < tensors.Count; i++)
        {
            if (!Is(slot.Tensors[i], tensors[i].Shape)) return false;
        }

        return true;
    }

    public override void Fill(Slot slot, Span<float> parameters)
    {
        for (int i = 0; i < tensors.Count; i++)
        {
            Put(slot.Tensors[i], tensors[i].ToFloats(), parameters);
        }
    }
}
