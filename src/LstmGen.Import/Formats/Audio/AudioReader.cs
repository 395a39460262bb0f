using System.Text.Json;
using LstmGen.Import.Containers;

namespace LstmGen.Import.Formats.Audio;

/// <summary>Networks as JSON, as audio plug-ins have them: RTNeural's and NAM's.</summary>
internal static class AudioReader
{
    /// <summary>Steps of a window where neither the file nor the options say it: such networks run as streams, through Step.</summary>
    public const int DefaultLookBack = 64;

    public static ImportedNetwork Read(ReadOnlyMemory<byte> bytes, ImportOptions options, string what)
    {
        JsonElement root = JsonFile.Parse(bytes, what);
        if (root.Text("architecture") is not null && root.Find("weights") is not null) return new NamReader(root, options, what).Read();
        if (root.Find("layers") is not null && root.Find("in_shape") is not null) return new RTNeuralReader(root, options, what).Read();
        string found = root.ValueKind != JsonValueKind.Object ? $"{root.ValueKind}"
            : root.Text("class_name") is not null ? "the layers of a Keras model without their weights; save the whole model as .keras"
            : $"an object with {Some(root)}";
        throw new InvalidDataException($"Expected RTNeural's in_shape and layers, or NAM's architecture and weights, in {what}, but got {found}.");
    }

    /// <summary>The note that a stream's window has been given a length.</summary>
    public static string LookBackNote(int steps) =>
        $"The file says no number of steps, because such a network runs as a stream, through Step. Windows, for training, have {steps} steps: LookBack on the build item, --look-back for the tool.";

    private static string Some(JsonElement root)
    {
        const int Shown = 6;
        return string.Join(", ", root.EnumerateObject().Take(Shown).Select(property => $"'{property.Name}'")) is { Length: > 0 } names ? names : "nothing in it";
    }
}
