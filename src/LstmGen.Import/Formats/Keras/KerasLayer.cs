using System.Text.Json;
using LstmGen.Import.Containers;

namespace LstmGen.Import.Formats.Keras;

/// <summary>A layer as a Keras file describes it.</summary>
/// <param name="Index">From 0, top to bottom.</param>
/// <param name="ClassName">Keras' class: <c>LSTM</c>.</param>
/// <param name="Config">Its options.</param>
/// <param name="IsCustom">Whether the class is none of Keras' own.</param>
internal sealed record KerasLayer(int Index, string ClassName, JsonElement Config, bool IsCustom)
{
    public string Name => Config.Text("name") ?? $"layer_{Index}";

    /// <summary>For messages.</summary>
    public string Place => $"layer {Index} ({ClassName} '{Name}')";

    public static KerasLayer Of(int index, JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object) throw new InvalidDataException($"Expected layer {index} of the Keras file to be an object, but got {entry.ValueKind}.");
        string kind = entry.Text("class_name") ?? throw new InvalidDataException($"Expected a class_name of layer {index} of the Keras file, but it is not there.");
        JsonElement config = entry.Get("config", $"layer {index} of the Keras file");
        if (config.ValueKind != JsonValueKind.Object) throw new InvalidDataException($"Expected the config of layer {index} of the Keras file to be an object, but got {config.ValueKind}.");

        // Keras 3 writes the package of a registered class; older versions write '>' between package and class.
        string? package = entry.Text("registered_name");
        string? module = entry.Text("module");
        bool custom = (package is not null && package.Contains('>', StringComparison.Ordinal) && !package.StartsWith("keras", StringComparison.OrdinalIgnoreCase))
            || (module is not null && !module.StartsWith("keras", StringComparison.Ordinal) && !module.StartsWith("tf_keras", StringComparison.Ordinal) && !module.StartsWith("tensorflow", StringComparison.Ordinal));
        return new(index, kind.Contains('>', StringComparison.Ordinal) ? kind[(kind.LastIndexOf('>') + 1)..] : kind, config, custom);
    }

    /// <summary>The layer inside of a wrapper such as Bidirectional.</summary>
    public KerasLayer Inner(string member = "layer") => Of(Index, Config.Get(member, Place));

    public int Size(string option, int fallback = 0) => Config.Whole(option) is { } value and > 0 ? value
        : Config.Find(option) is null && fallback > 0 ? fallback
        : throw new InvalidDataException($"Expected '{option}' of {Place} to be a whole number of at least 1, but got {Config.Find(option)?.GetRawText() ?? "nothing"}.");

    /// <summary>A size a dimension: one number for all, or one each.</summary>
    public int[] Sizes(string option, int rank, int fallback)
    {
        if (Config.Find(option) is null) return [.. Enumerable.Repeat(fallback, rank)];
        int[]? sizes = Config.Wholes(option);
        if (sizes is [var one]) sizes = [.. Enumerable.Repeat(one, rank)];
        return sizes is not null && sizes.Length == rank && Array.TrueForAll(sizes, size => size > 0)
            ? sizes
            : throw new InvalidDataException($"Expected {rank} sizes of at least 1 for '{option}' of {Place}, but got {Config.Find(option)?.GetRawText()}.");
    }

    public bool Flag(string option, bool fallback) => Config.Flag(option) ?? fallback;

    public double Rate(string option) => Math.Clamp(Config.Number(option) ?? 0, 0, 0.999);

    /// <summary>The name of an option that may be text, or an object with a class: <c>tanh</c>, <c>LeakyReLU</c>.</summary>
    public string? NameOf(string option) => Config.Find(option) switch
    {
        { ValueKind: JsonValueKind.String } => Config.Text(option),
        { ValueKind: JsonValueKind.Object } found => found.Text("class_name") is "function" ? found.Text("config") : found.Text("class_name") ?? found.Find("config")?.Text("name"),
        _ => null,
    };
}
