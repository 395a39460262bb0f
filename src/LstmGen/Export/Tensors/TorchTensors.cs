using LstmGen.Runtime;

namespace LstmGen.Export;

/// <summary>PyTorch's names and layouts: those of its modules where it has one, else ours as parameters of a module of one's own.</summary>
internal static class TorchTensors
{
    public static string? WhyNot(DeclaredLayer layer) => layer.Attribute switch
    {
        LstmAttribute { Peepholes: true } => "PyTorch's LSTM has no peepholes",
        LstmAttribute { CoupledGates: true } => "PyTorch's LSTM has no coupled gates",
        LstmAttribute { Activation: var activation, RecurrentActivation: var gates } when (activation, gates) != (Activation.Tanh, Activation.Sigmoid) =>
            $"PyTorch's LSTM has tanh and sigmoid alone, and this one {activation} and {gates}",
        GruAttribute { ResetAfter: false } => "PyTorch's GRU has its reset gate behind the product alone (ResetAfter)",
        GruAttribute { Activation: var activation, RecurrentActivation: var gates } when (activation, gates) != (Activation.Tanh, Activation.Sigmoid) =>
            $"PyTorch's GRU has tanh and sigmoid alone, and this one {activation} and {gates}",
        SimpleRnnAttribute { Activation: not (Activation.Tanh or Activation.Relu) and var activation } => $"PyTorch's RNN has tanh and relu alone, and this one {activation}",
        _ => null,
    };

    public static IEnumerable<NamedTensor> Of(DeclaredLayer layer, LayerWeights weights) => layer.Attribute switch
    {
        LstmAttribute lstm => TorchRecurrent.Lstm(layer.Name, lstm, weights),
        GruAttribute gru => TorchRecurrent.Gru(layer.Name, gru, weights),
        SimpleRnnAttribute simple => TorchRecurrent.Simple(layer.Name, simple, weights),
        CharacterConvAttribute => Characters(layer.Name, weights),
        CrfAttribute => Chain(layer.Name, weights),
        AttentionAttribute => weights.Names.Select(tensor => weights.AsIs(tensor, $"{layer.Name}.{tensor}")),
        _ => weights.Names.Select(tensor => Plain(layer.Name, tensor, weights)),
    };

    /// <summary>A tensor of a module that PyTorch has, by its name here.</summary>
    public static NamedTensor Plain(string module, string tensor, LayerWeights weights) => tensor switch
    {
        "kernel" => Turned($"{module}.weight", weights["kernel"], weights.ShapeOf("kernel")),
        "embeddings" or "gamma" or "alpha" => weights.AsIs(tensor, $"{module}.weight"),
        "beta" => weights.AsIs(tensor, $"{module}.bias"),
        "moving_mean" => weights.AsIs(tensor, $"{module}.running_mean"),
        "moving_variance" => weights.AsIs(tensor, $"{module}.running_var"),
        _ => weights.AsIs(tensor, $"{module}.{tensor}"),
    };

    /// <summary>[positions…, inputs, outputs] as [outputs, inputs, positions…].</summary>
    public static NamedTensor Turned(string name, float[] values, int[] shape)
    {
        int[] order = [shape.Length - 1, shape.Length - 2, .. Enumerable.Range(0, shape.Length - 2)];
        return new(name, [.. order.Select(axis => shape[axis])], Layout.Transposed(values, shape, order));
    }

    /// <summary>nn.Embedding and nn.Conv1d.</summary>
    private static IEnumerable<NamedTensor> Characters(string name, LayerWeights weights) =>
        weights.Names.Select(tensor => Plain(tensor == "embeddings" ? $"{name}.embedding" : $"{name}.conv", tensor, weights));

    /// <summary>nn.Linear and, beside it, the names of pytorch-crf.</summary>
    private static IEnumerable<NamedTensor> Chain(string name, LayerWeights weights) => weights.Names.Select(tensor => tensor switch
    {
        "start" or "end" => weights.AsIs(tensor, $"{name}.{tensor}_transitions"),
        "transitions" => weights.AsIs(tensor, $"{name}.transitions"),
        _ => Plain($"{name}_linear", tensor, weights),
    });
}
