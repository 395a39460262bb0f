namespace LstmGen.Inspection;

/// <summary>
/// The inner life of a model over one window: gates, cells and hidden states of every recurrent layer, weights of every attention layer. Make one with
/// <see cref="SequenceModel.CreateTrace"/> and fill it as often as wanted; filling allocates nothing.
/// </summary>
public sealed class ModelTrace
{
    internal ModelTrace(SequenceModel model)
    {
        Owner = model;
        Layers = [.. model.Description.Traces.Select(t => new LayerTrace(t.Name, t.Steps, t.Units, t.Width > 0 ? t.Width : t.Units, t.Gates))];
        Attentions = [.. model.Description.Attentions.Select(a => new AttentionTrace(a.Name, a.Heads, a.Steps))];
        Output = new float[model.Description.OutputSize];
    }

    /// <summary>The recurrent layers, top to bottom; a bidirectional one gives two, both in the order of time.</summary>
    public IReadOnlyList<LayerTrace> Layers { get; }

    /// <summary>The attention layers, top to bottom.</summary>
    public IReadOnlyList<AttentionTrace> Attentions { get; }

    /// <summary>What the model answered.</summary>
    public float[] Output { get; }

    internal SequenceModel Owner { get; }

    /// <summary>Whose it is, and the layers that it holds.</summary>
    public override string ToString() =>
        $"trace of {Owner.Description.Name}: {ModelSummary.List([.. Layers.Select(layer => layer.ToString()), .. Attentions.Select(layer => layer.ToString())])}";
}
