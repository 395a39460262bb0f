namespace LstmGen.Export;

/// <summary>nn.LSTM, gates i f g o as ours, nn.RNN, and nn.GRU, gates r z n where ours are z r n: matrices turned over, and two biases.</summary>
internal static class TorchRecurrent
{
    private static readonly int[] s_lstm = [0, 1, 2, 3], s_gru = [1, 0, 2], s_simple = [0];

    public static IEnumerable<NamedTensor> Lstm(string name, LstmAttribute layer, LayerWeights weights) =>
        OneBias(name, layer.Bidirectional, layer.Units, s_lstm, layer.LearnedInitialState ? ["hidden", "cell"] : [], weights);

    public static IEnumerable<NamedTensor> Simple(string name, SimpleRnnAttribute layer, LayerWeights weights) =>
        OneBias(name, layer.Bidirectional, layer.Units, s_simple, layer.LearnedInitialState ? ["hidden"] : [], weights);

    private static IEnumerable<NamedTensor> OneBias(string name, bool bidirectional, int units, int[] gates, string[] states, LayerWeights weights)
    {
        foreach (string direction in RecurrentNodes.Directions(bidirectional))
        {
            string ending = Ending(direction);
            yield return Rows($"{name}.weight_ih_l0{ending}", $"{direction}kernel", units, gates, weights);
            yield return Rows($"{name}.weight_hh_l0{ending}", $"{direction}recurrent_kernel", units, gates, weights);
            if (weights.Has($"{direction}bias"))
            {
                // The two are added: what is added to −0 has to be −0 for the sum to be the same bits.
                float[] bias = weights[$"{direction}bias"];
                yield return new($"{name}.bias_ih_l0{ending}", [bias.Length], bias);
                yield return new($"{name}.bias_hh_l0{ending}", [bias.Length], [.. bias.Select(value => value == 0f ? value : 0f)]);
            }

            if (weights.Has($"{direction}projection"))
            {
                yield return TorchTensors.Turned($"{name}.weight_hr_l0{ending}", weights[$"{direction}projection"], weights.ShapeOf($"{direction}projection"));
            }
        }

        foreach (NamedTensor tensor in Starts(name, bidirectional, states, weights).Concat(Bridge(name, weights)))
        {
            yield return tensor;
        }
    }

    public static IEnumerable<NamedTensor> Gru(string name, GruAttribute layer, LayerWeights weights)
    {
        foreach (string direction in RecurrentNodes.Directions(layer.Bidirectional))
        {
            string ending = Ending(direction);
            yield return Rows($"{name}.weight_ih_l0{ending}", $"{direction}kernel", layer.Units, s_gru, weights);
            yield return Rows($"{name}.weight_hh_l0{ending}", $"{direction}recurrent_kernel", layer.Units, s_gru, weights);
            if (layer.UseBias)
            {
                float[] both = weights[$"{direction}bias"];
                int size = both.Length / 2;
                yield return new($"{name}.bias_ih_l0{ending}", [size], Layout.Gates(both[..size], layer.Units, s_gru));
                yield return new($"{name}.bias_hh_l0{ending}", [size], Layout.Gates(both[size..], layer.Units, s_gru));
            }
        }

        foreach (NamedTensor tensor in Starts(name, layer.Bidirectional, layer.LearnedInitialState ? ["hidden"] : [], weights).Concat(Bridge(name, weights)))
        {
            yield return tensor;
        }
    }

    private static string Ending(string direction) => direction == "backward." ? "_reverse" : "";

    private static NamedTensor Rows(string name, string tensor, int units, int[] gates, LayerWeights weights)
    {
        int inputs = weights.ShapeOf(tensor)[0];
        return new(name, [gates.Length * units, inputs], Layout.GateRows(weights[tensor], inputs, units, gates));
    }

    /// <summary>What nn.LSTM takes as its first states, [directions, 1, values], parameters of the module around it.</summary>
    private static IEnumerable<NamedTensor> Starts(string name, bool bidirectional, string[] states, LayerWeights weights)
    {
        foreach (string state in states)
        {
            float[] values = RecurrentNodes.Joined(bidirectional, direction => weights[$"{direction}initial_{state}"]);
            int directions = bidirectional ? 2 : 1;
            yield return new($"{name}_initial_{state}", [directions, 1, values.Length / directions], values);
        }
    }

    /// <summary>nn.Linear, from the encoder's last states to the first states of a decoder's layer.</summary>
    private static IEnumerable<NamedTensor> Bridge(string name, LayerWeights weights) => weights.Has("bridge_kernel")
        ?
        [
            TorchTensors.Turned($"{name}_bridge.weight", weights["bridge_kernel"], weights.ShapeOf("bridge_kernel")),
            weights.AsIs("bridge_bias", $"{name}_bridge.bias"),
        ]
        : [];
}
