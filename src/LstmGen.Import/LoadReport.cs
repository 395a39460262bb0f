namespace LstmGen.Import;

/// <summary>Which weights of a file went where.</summary>
/// <param name="Format">Of the file.</param>
/// <param name="Layers">A pair for each layer that has weights: ours, and the file's.</param>
public sealed record LoadReport(string Format, IReadOnlyList<LoadedLayer> Layers)
{
    /// <summary>A line for the format and one for each layer.</summary>
    public override string ToString() => Format + string.Concat(Layers.Select(layer => $"\n  {layer.Layer} <- {layer.Source}"));
}

/// <summary>One layer that was filled.</summary>
/// <param name="Layer">The layer's name in the model: <c>lstm_1</c>.</param>
/// <param name="Source">The weights' name in the file: <c>encoder.lstm, layer 1</c>.</param>
public sealed record LoadedLayer(string Layer, string Source);
