using System.Text.Json;
using LstmGen.Import.Containers;

namespace LstmGen.Import.Formats.Keras;

/// <summary>What a Keras file says of its network, in the order of its layers, whichever version wrote it.</summary>
/// <param name="Format">With the version.</param>
/// <param name="MajorVersion">2 or 3.</param>
/// <param name="Layers">Without the input.</param>
/// <param name="InputShape">Without the batch; -1 for what is open; null where it is not said.</param>
/// <param name="Loss">The loss it was compiled with, or null.</param>
internal sealed record KerasModel(string Format, int MajorVersion, IReadOnlyList<KerasLayer> Layers, int[]? InputShape, string? Loss)
{
    public static KerasModel Read(JsonElement config, string version, string container, JsonElement? training, Problems problems)
    {
        int major = version.StartsWith('3') ? 3 : 2;
        string kind = config.Text("class_name") ?? throw new InvalidDataException("Expected the class_name of the Keras model, but it is not there.");
        JsonElement body = config.Get("config", "the Keras model");
        int[]? shape = body.ValueKind == JsonValueKind.Object ? WithoutBatch(body.Wholes("build_input_shape")) : null;
        JsonElement list = body.ValueKind == JsonValueKind.Array ? body : body.Get("layers", "the Keras model");
        if (list.ValueKind != JsonValueKind.Array) throw new InvalidDataException($"Expected the layers of the Keras model as a list, but got {list.ValueKind}.");
        var layers = new List<KerasLayer>();
        bool isGraph = kind is not "Sequential";
        if (isGraph && kind is not ("Functional" or "Model")) problems.Add($"the model, class '{kind}'", "a class of its own, whose code is not in the file", "build the network with keras.Sequential or with the functional API");
        string? previous = null;
        foreach (JsonElement entry in list.EnumerateArray())
        {
            var layer = KerasLayer.Of(layers.Count, entry);
            if (isGraph) previous = Follow(entry, layer, previous, problems);
            if (layer.Config.Wholes("batch_input_shape") is { } given) shape ??= WithoutBatch(given);
            if (layer.Config.Wholes("batch_shape") is { } batch) shape ??= WithoutBatch(batch);
            if (layer.ClassName == "InputLayer") continue;
            if (layer.ClassName is "Sequential" or "Functional" or "Model")
            {
                problems.Add(layer.Place, "a model inside of a model", "add its layers to the outer model one by one");
                continue;
            }

            shape ??= layers.Count == 0 ? WithoutBatch(entry.Find("build_config")?.Wholes("input_shape")) : null;
            layers.Add(layer with { Index = layers.Count });
        }

        return new($"Keras {version}, {container}", major, layers, shape, LossOf(training));
    }

    private static int[]? WithoutBatch(int[]? shape) => shape is { Length: > 1 } ? shape[1..] : null;

    /// <summary>In a graph every layer must read the one before it, and no other.</summary>
    private static string Follow(JsonElement entry, KerasLayer layer, string? previous, Problems problems)
    {
        if (entry.Find("inbound_nodes") is { } nodes)
        {
            var names = new List<string>();
            Collect(nodes, names, 0);
            if (layer.ClassName == "InputLayer" && previous is not null)
            {
                problems.Add(layer.Place, "a second input", "give the model one input, with further values as columns of each step");
            }
            else if (names.Count > 1 || (names.Count == 1 && names[0] != previous))
            {
                problems.Add(layer.Place, $"it reads {string.Join(" and ", names.Select(name => $"'{name}'"))}, and the layer above it is '{previous}'", "a model must be a chain, where each layer reads the one above; [Residual] adds what an earlier layer read");
            }
        }

        return layer.Name;
    }

    /// <summary>Names of layers that a node reads: Keras 2 has lists that begin with a name, Keras 3 has tensors with a history.</summary>
    private static void Collect(JsonElement node, List<string> names, int depth)
    {
        if (depth > 32) return;
        if (node.ValueKind == JsonValueKind.Object)
        {
            if (node.Find("keras_history").Items().FirstOrDefault() is { ValueKind: JsonValueKind.String } history && history.GetString() is { } name)
            {
                if (!names.Contains(name)) names.Add(name);
                return;
            }

            foreach (JsonProperty property in node.EnumerateObject())
            {
                if (property.Name is "args" or "config" or "kwargs") Collect(property.Value, names, depth + 1);
            }
        }
        else if (node.ValueKind == JsonValueKind.Array)
        {
            JsonElement[] items = [.. node.EnumerateArray()];
            if (items is [{ ValueKind: JsonValueKind.String } first, { ValueKind: JsonValueKind.Number }, ..] && first.GetString() is { } name)
            {
                if (!names.Contains(name)) names.Add(name);
                return;
            }

            foreach (JsonElement item in items)
            {
                Collect(item, names, depth + 1);
            }
        }
    }

    private static string? LossOf(JsonElement? training)
    {
        if (training?.Find("loss") is not { } loss) return null;
        return loss.ValueKind switch
        {
            JsonValueKind.String => training.Value.Text("loss"),
            JsonValueKind.Object => loss.Find("config")?.Text("name") ?? loss.Text("class_name"),
            _ => null,
        };
    }
}
