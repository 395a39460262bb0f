using System.Globalization;
using LstmGen.Runtime;

namespace LstmGen.Export;

/// <summary>Keras' names. The layouts are ours, and so is the order.</summary>
internal static class KerasTensors
{
    public static string? WhyNot(DeclaredLayer layer) => layer.Attribute is LstmAttribute lstm
        ? (lstm.Peepholes, lstm.Projection, lstm.CoupledGates, lstm.LearnedInitialState) switch
        {
            (true, _, _, _) => "Keras' LSTM has no peepholes",
            (_, > 0, _, _) => "Keras' LSTM has no projection",
            (_, _, true, _) => "Keras' LSTM has no coupled gates",
            (_, _, _, true) => "Keras' LSTM has no learned initial state",
            _ => null,
        }
        : layer.Attribute is GruAttribute { LearnedInitialState: true } ? "Keras' GRU has no learned initial state" : null;

    public static IEnumerable<NamedTensor> Of(DeclaredLayer layer, LayerWeights weights)
    {
        string name = layer.Name.Replace('.', '/'), own = layer.Name[(layer.Name.LastIndexOf('.') + 1)..];
        string? cell = layer.Attribute switch { LstmAttribute => "lstm_cell", GruAttribute => "gru_cell", _ => null };
        foreach (string tensor in weights.Names)
        {
            string[] parts = tensor.Split('.');
            yield return weights.AsIs(tensor, parts.Length == 2
                ? $"{Wrapper(layer, weights)}/{parts[0]}_{own}/{cell}/{parts[1]}"
                : $"{name}/{(cell is null || tensor.StartsWith("bridge", StringComparison.Ordinal) ? "" : cell + "/")}{tensor}");
        }
    }

    /// <summary>Bidirectional, the layer around another one, which Keras counts by itself.</summary>
    private static string Wrapper(DeclaredLayer layer, LayerWeights weights)
    {
        int before = weights.Layers.TakeWhile(other => other != layer).Count(other => other.Attribute is LstmAttribute { Bidirectional: true } or GruAttribute { Bidirectional: true });
        return before == 0 ? "bidirectional" : string.Create(CultureInfo.InvariantCulture, $"bidirectional_{before}");
    }
}
