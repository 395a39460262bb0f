namespace LstmGen.Import;

/// <summary>A layer that a file holds, in LstmGen's terms.</summary>
/// <param name="Attribute">What declares it.</param>
/// <param name="Place">Where it stands in the file: <c>layer 2, LSTM 'lstm_1'</c>.</param>
/// <param name="Tensors">Its weights; empty for a layer without any.</param>
public sealed record ImportedLayer(LayerAttribute Attribute, string Place, IReadOnlyList<ImportedTensor> Tensors)
{
    /// <summary>The attribute's name without its ending: <c>Lstm</c>.</summary>
    public string Kind
    {
        get
        {
            string name = Attribute.GetType().Name;
            return name[..^"Attribute".Length];
        }
    }
}
