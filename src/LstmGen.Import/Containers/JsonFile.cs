using System.Text.Json;
using System.Text.Unicode;

namespace LstmGen.Import.Containers;

/// <summary>JSON of a file, and the questions that formats ask of it.</summary>
internal static class JsonFile
{
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 256, AllowTrailingCommas = true };

    /// <exception cref="InvalidDataException">It is no JSON.</exception>
    public static JsonElement Parse(ReadOnlyMemory<byte> bytes, string what)
    {
        ReadOnlyMemory<byte> json = bytes.Span.StartsWith("\xEF\xBB\xBF"u8) ? bytes[3..] : bytes;
        try
        {
            CheckTexts(json.Span);
            using var document = JsonDocument.Parse(json, s_options);
            return document.RootElement.Clone();
        }
        catch (Exception damage) when (damage is JsonException or ArgumentException or InvalidOperationException)
        {
            throw new InvalidDataException($"Expected JSON in {what}, but {damage.Message}");
        }
    }

    /// <summary>Texts that are no Unicode are found when they are read only, which may be anywhere.</summary>
    private static void CheckTexts(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 256, AllowTrailingCommas = true });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && (reader.ValueIsEscaped || !Utf8.IsValid(reader.ValueSpan))) reader.GetString();
        }
    }

    public static JsonElement? Find(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement found) && found.ValueKind != JsonValueKind.Null ? found : null;

    public static JsonElement Get(this JsonElement element, string name, string where) =>
        element.Find(name) ?? throw new InvalidDataException($"Expected '{name}' in {where}, but it is not there.");

    public static string? Text(this JsonElement element, string name) => element.Find(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static bool? Flag(this JsonElement element, string name) => element.Find(name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public static double? Number(this JsonElement element, string name) =>
        element.Find(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out double value) && double.IsFinite(value) ? value : null;

    public static int? Whole(this JsonElement element, string name) => element.Find(name)?.AsWhole();

    public static int? AsWhole(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out double value) && value == Math.Floor(value) && Math.Abs(value) <= int.MaxValue ? (int)value : null;

    public static IEnumerable<JsonElement> Items(this JsonElement? element) => element is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    /// <summary>A list of whole numbers, -1 for null; a number alone is a list of one.</summary>
    public static int[]? Wholes(this JsonElement element, string name)
    {
        if (element.Find(name) is not { } found) return null;
        if (found.AsWhole() is { } one) return [one];
        if (found.ValueKind != JsonValueKind.Array) return null;
        var numbers = new List<int>();
        foreach (JsonElement item in found.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Null) numbers.Add(-1);
            else if (item.AsWhole() is { } number) numbers.Add(number);
            else return null;
        }

        return [.. numbers];
    }
}
