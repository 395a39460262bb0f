using System.Globalization;
using LstmGen.Runtime;

namespace LstmGen.Export;

/// <summary>Keras' names. The layouts are ours, and so is the order.</summary>
internal static class KerasTensors
{
    public static string? WhyNot(DeclaredLayer layer) => layer.Attribute switch
    {
        LstmAttribute { Peepholes: true } => "Keras' LSTM has no peepholes",
        LstmAttribute { Projection: > 0 } => "Keras' LSTM has no projection",
        LstmAttribute { CoupledGates: true } => "Keras' LSTM has no coupled gates",
        LstmAttribute { LearnedInitialState: true } or GruAttribute { LearnedInitialState: true } or SimpleRnnAttribute { LearnedInitialState: true } =>
            "Keras' recurrent layers have no learned initial state",
        _ => null,
    };

    public static IEnumerable<NamedTensor> Of(DeclaredLayer layer, LayerWeights weights)
    {
        string own = layer.Name[(layer.Name.LastIndexOf('.') + 1)..], around = layer.Name[..^own.Length].Replace('.', '/');
        int end = own.IndexOf('_', StringComparison.Ordinal);
        (string kind, string number) = end < 0 ? (own, "") : (own[..end], own[end..]);
        string name = NameOf(kind) + number;
        bool isRecurrent = layer.Attribute is LstmAttribute or GruAttribute or SimpleRnnAttribute;
        foreach (string tensor in weights.Names)
        {
            string[] parts = tensor.Split('.');
            yield return weights.AsIs(tensor, around + (parts.Length == 2 ? $"{Wrapper(layer, weights)}/{parts[0]}_{name}/{NameOf(kind)}_cell/{parts[1]}"
                : isRecurrent && !tensor.StartsWith("bridge", StringComparison.Ordinal) ? $"{name}/{NameOf(kind)}_cell/{tensor}"
                : $"{name}/{tensor}"));
        }
    }

    /// <summary>What Keras calls a layer of a kind: its words apart.</summary>
    private static string NameOf(string kind) => kind switch
    {
        "layernorm" => "layer_normalization",
        "batchnorm" => "batch_normalization",
        "simplernn" => "simple_rnn",
        "prelu" => "p_re_lu",
        _ => kind,
    };

    /// <summary>Bidirectional, the layer around another one, which Keras counts by itself.</summary>
    private static string Wrapper(DeclaredLayer layer, LayerWeights weights)
    {
        int before = weights.Layers.TakeWhile(other => other != layer).Count(other =>
            other.Attribute is LstmAttribute { Bidirectional: true } or GruAttribute { Bidirectional: true } or SimpleRnnAttribute { Bidirectional: true });
        return before == 0 ? "bidirectional" : string.Create(CultureInfo.InvariantCulture, $"bidirectional_{before}");
    }
}
