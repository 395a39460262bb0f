using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using PureHDF;

namespace LstmGen.Import.Tests.Formats;

/// <summary>Writes files as versions of Keras did, through another library's writer of HDF5.</summary>
internal sealed class KerasFile
{
    private readonly List<(string ClassName, string Name, JsonObject Config, float[][] Weights, int[][] Shapes, string[] Parts)> _layers = [];

    /// <summary>The version that it says.</summary>
    public string Version { get; init; } = "3.3.3";

    /// <summary>Steps and values of the input.</summary>
    public int?[] Input { get; init; } = [8, 2];

    /// <summary>Adds a layer with random weights.</summary>
    /// <param name="className">Keras' class.</param>
    /// <param name="config">Its options.</param>
    /// <param name="weights">Shape of each weight, in Keras' order.</param>
    public KerasFile Add(string className, object config, params int[][] weights)
    {
        var options = (JsonObject)JsonSerializer.SerializeToNode(config)!;
        string name = (string?)options["name"] ?? $"my_{className}_{_layers.Count}";
        options["name"] = name;
        var random = new Random(_layers.Count + 1);
        float[][] values = [.. weights.Select(shape => Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(_ => (float)(random.NextDouble() - 0.4)).ToArray())];
        _layers.Add((className, name, options, values, weights, []));
        return this;
    }

    /// <summary>The values of a weight.</summary>
    public float[] Weight(int layer, int index) => _layers[layer].Weights[index];

    public JsonObject Config(bool asList = false)
    {
        var layers = new JsonArray();
        foreach ((string className, _, JsonObject config, _, _, _) in _layers)
        {
            var copy = (JsonObject)config.DeepClone();
            if (layers.Count == 0) copy["batch_input_shape"] = new JsonArray([null, .. Input.Select(size => (JsonNode?)size)]);
            layers.Add(new JsonObject { ["class_name"] = className, ["config"] = copy });
        }

        return new JsonObject { ["class_name"] = "Sequential", ["config"] = asList ? layers : new JsonObject { ["name"] = "sequential", ["layers"] = layers } };
    }

    /// <summary>A .keras archive.</summary>
    /// <param name="byName">Whether groups are named by layers, as later versions have it; else by class and count.</param>
    /// <param name="windows">Whether the first part of names has a backslash.</param>
    /// <param name="twice">Whether every layer comes a second time, under the other first part.</param>
    public byte[] Archive(bool byName = false, bool windows = false, bool twice = false)
    {
        var groups = new H5Group();
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var root = new H5File();
        foreach ((string className, string name, JsonObject config, float[][] weights, int[][] shapes, _) in _layers)
        {
            string snake = Snake(className);
            int count = counts.GetValueOrDefault(snake);
            counts[snake] = count + 1;
            string group = byName ? name : count == 0 ? snake : $"{snake}_{count}";
            H5Group content = Content(className, config, weights, shapes);
            if (windows) root[$"layers\\{group}"] = content;
            else groups[group] = content;
            if (twice) root[$"_layer_checkpoint_dependencies\\{group}"] = Content(className, config, weights, shapes);
        }

        if (!windows) root["layers"] = groups;
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            Put(zip, "metadata.json", JsonSerializer.SerializeToUtf8Bytes(new { keras_version = Version }));
            Put(zip, "config.json", JsonSerializer.SerializeToUtf8Bytes(Config()));
            Put(zip, "model.weights.h5", Written(root));
        }

        return archive.ToArray();
    }

    /// <summary>An HDF5 file of a whole model, or of its weights alone.</summary>
    public byte[] Hdf5(bool weightsAlone = false, bool asList = false)
    {
        H5Group weights = weightsAlone ? new H5File() : new H5Group();
        foreach ((_, string name, _, float[][] values, int[][] shapes, _) in _layers)
        {
            var inner = new H5Group();
            var names = new List<string>();
            for (int i = 0; i < values.Length; i++)
            {
                inner[$"weight_{i}:0"] = Shaped(values[i], shapes[i]);
                names.Add($"{name}/weight_{i}:0");
            }

            var group = new H5Group { [name] = inner };
            group.Attributes["weight_names"] = names.ToArray();
            weights[name] = group;
        }

        weights.Attributes["layer_names"] = _layers.Select(layer => layer.Name).ToArray();
        if (weightsAlone) return Written((H5File)weights);
        var root = new H5File { ["model_weights"] = weights };
        root.Attributes["model_config"] = Config(asList).ToJsonString();
        root.Attributes["keras_version"] = Version;
        return Written(root);
    }

    private static H5Group Content(string className, JsonObject config, float[][] weights, int[][] shapes)
    {
        H5Group Variables(int from, int to)
        {
            var variables = new H5Group();
            for (int i = from; i < to; i++)
            {
                variables[$"{i - from}"] = Shaped(weights[i], shapes[i]);
            }

            return new H5Group { ["vars"] = variables };
        }

        int half = weights.Length / 2;
        return className switch
        {
            "LSTM" or "GRU" or "SimpleRNN" => new H5Group { ["cell"] = Variables(0, weights.Length), ["vars"] = new H5Group() },
            "Bidirectional" => new H5Group { ["forward_layer"] = new H5Group { ["cell"] = Variables(0, half) }, ["backward_layer"] = new H5Group { ["cell"] = Variables(half, weights.Length) } },
            "TimeDistributed" => new H5Group { ["layer"] = Variables(0, weights.Length) },
            _ => Variables(0, weights.Length),
        };
    }

    private static Array Shaped(float[] values, int[] shape)
    {
        var array = Array.CreateInstance(typeof(float), shape);
        Buffer.BlockCopy(values, 0, array, 0, values.Length * sizeof(float));
        return array;
    }

    private static byte[] Written(H5File file)
    {
        using var stream = new MemoryStream();
        file.Write(stream);
        return stream.ToArray();
    }

    private static void Put(ZipArchive zip, string name, byte[] bytes)
    {
        using Stream stream = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
        stream.Write(bytes);
    }

    /// <summary>As Keras does it, by its two expressions.</summary>
    private static string Snake(string name)
    {
        string once = System.Text.RegularExpressions.Regex.Replace(name, "(.)([A-Z][a-z]+)", "$1_$2");
#pragma warning disable CA1308 // Keras' groups are in lower case.
        return System.Text.RegularExpressions.Regex.Replace(once, "([a-z])([A-Z])", "$1_$2").ToLowerInvariant();
#pragma warning restore CA1308
    }
}
