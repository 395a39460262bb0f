using System.Text.Json;
using LstmGen.Import.Containers;

namespace LstmGen.Import.Formats.Audio;

/// <summary>A network as RTNeural's JSON, with weights in Keras' layouts. Every layer passes on every step.</summary>
internal sealed class RTNeuralReader(JsonElement root, ImportOptions options, string what)
{
    private readonly Problems _problems = new(what);
    private readonly List<ImportedLayer> _layers = [];
    private int _width;

    public ImportedNetwork Read()
    {
        JsonElement list = root.Get("layers", what);
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0) throw new InvalidDataException($"Expected a list of layers in {what}, but got {list.ValueKind}.");
        int features = _width = root.Wholes("in_shape") is [.., var last and > 0] ? last : throw new InvalidDataException($"Expected in_shape of {what} to end in the values of a step, but got {root.Find("in_shape")?.GetRawText()}.");
        int index = 0;
        foreach (JsonElement layer in list.EnumerateArray())
        {
            Add(layer, index++);
        }

        _problems.Throw();
        int lookBack = options.LookBack ?? AudioReader.DefaultLookBack;
        return new()
        {
            Format = "RTNeural",
            Model = new LstmModelAttribute { LookBack = lookBack, Features = features },
            Layers = _layers,
            Notes = options.LookBack is null ? [AudioReader.LookBackNote(lookBack)] : [],
        };
    }

    private void Add(JsonElement layer, int index)
    {
        string kind = layer.Text("type") ?? throw new InvalidDataException($"Expected a type of layer {index} of {what}, but it is not there.");
        string place = $"layer {index} ({kind})";
        if (kind == "activation")
        {
            PutActivation(layer, place);
            return;
        }

        int units = layer.Wholes("shape") is [.., var size and > 0] ? size : throw new InvalidDataException($"Expected the shape of {place} of {what} to end in its units, but got {layer.Find("shape")?.GetRawText() ?? "nothing"}.");
        JsonElement[] weights = [.. layer.Find("weights").Items()];
        switch (kind)
        {
            case "lstm":
                Count(weights, place, 3);
                _layers.Add(new(new LstmAttribute(units) { ReturnSequences = true }, place, Recurrent(weights, place, units, 4, 4 * units)));
                break;
            case "gru":
                Count(weights, place, 3);
                bool after = JsonTensor.ShapeOf(weights[2], place).Length == 2;
                _layers.Add(new(new GruAttribute(units) { ReturnSequences = true, ResetAfter = after }, place, Recurrent(weights, place, units, 3, after ? [2, 3 * units] : [3 * units])));
                break;
            case "dense" or "time-distributed-dense":
                Count(weights, place, 1, 2);
                ImportedTensor kernel = JsonTensor.Read(weights[0], "kernel", $"{place} of {what}", _width, units);
                var attribute = new DenseAttribute(units) { Activation = ReadActivation(layer, place), UseBias = weights.Length == 2 };
                _layers.Add(new(attribute, place, weights.Length == 2 ? [kernel, JsonTensor.Read(weights[1], "bias", $"{place} of {what}", units)] : [kernel]));
                break;
            case "conv1d":
                AddConvolution(layer, weights, place, units);
                break;
            default:
                _problems.Add(place, "a layer that has no counterpart", "LstmGen takes lstm, gru, dense, conv1d and activation");
                return;
        }

        _width = units;
    }

    private List<ImportedTensor> Recurrent(JsonElement[] weights, string place, int units, int gates, params int[] bias) =>
    [
        JsonTensor.Read(weights[0], "kernel", $"{place} of {what}", _width, gates * units),
        JsonTensor.Read(weights[1], "recurrent_kernel", $"{place} of {what}", units, gates * units),
        JsonTensor.Read(weights[2], "bias", $"{place} of {what}", bias),
    ];

    private void AddConvolution(JsonElement layer, JsonElement[] weights, string place, int filters)
    {
        int kernel = layer.Wholes("kernel_size") is [var size and > 0, ..] ? size : throw new InvalidDataException($"Expected a kernel_size of {place} of {what}, but got {layer.Find("kernel_size")?.GetRawText() ?? "nothing"}.");
        int dilation = layer.Wholes("dilation") is [var step and > 0, ..] ? step : 1;
        if (layer.Whole("groups") is > 1) _problems.Add(place, "groups of channels", "one group");
        if (layer.Wholes("strides") is [> 1, ..]) _problems.Add(place, "strides", "a stride of 1");
        Count(weights, place, 1, 2);
        var attribute = new Conv1DAttribute(filters, kernel)
        {
            Dilation = dilation,
            Padding = Padding.Causal,
            Activation = ReadActivation(layer, place),
            UseBias = weights.Length == 2,
        };
        ImportedTensor values = JsonTensor.Read(weights[0], "kernel", $"{place} of {what}", kernel, _width, filters);
        _layers.Add(new(attribute, place, weights.Length == 2 ? [values, JsonTensor.Read(weights[1], "bias", $"{place} of {what}", filters)] : [values]));
    }

    private void PutActivation(JsonElement layer, string place)
    {
        Activation activation = ReadActivation(layer, place);
        if (activation != Activation.Linear) _layers.Add(new(new ActivationAttribute(activation), place, []));
    }

    private Activation ReadActivation(JsonElement layer, string place)
    {
        string name = layer.Text("activation") ?? "";
        switch (name)
        {
            case "" or "linear": return Activation.Linear;
            case "tanh": return Activation.Tanh;
            case "sigmoid": return Activation.Sigmoid;
            case "relu": return Activation.Relu;
            case "elu": return Activation.Elu;
            default:
                _problems.Add(place, $"the activation '{name}'", "LstmGen takes tanh, sigmoid, relu and elu from RTNeural");
                return Activation.Linear;
        }
    }

    private void Count(JsonElement[] weights, string place, params int[] counts)
    {
        if (!counts.Contains(weights.Length)) throw new InvalidDataException($"Expected {string.Join(" or ", counts)} weights of {place} of {what}, but got {weights.Length}.");
    }
}
