using System.Text.Json;

namespace LstmGen.Import.Formats.Audio;

/// <summary>Tensors as lists in lists.</summary>
internal static class JsonTensor
{
    private const int Deepest = 8;

    /// <exception cref="InvalidDataException">The lists have another shape, or hold something else than finite numbers.</exception>
    public static ImportedTensor Read(JsonElement element, string name, string where, params int[] shape)
    {
        int[] found = ShapeOf(element, where);
        if (!found.AsSpan().SequenceEqual(shape))
        {
            throw new InvalidDataException($"Expected {name} [{string.Join(", ", shape)}] of {where}, but got [{string.Join(", ", found)}].");
        }

        var values = new List<float>();
        Add(element, found, 0, values, where);
        return new(name, shape, [.. values]);
    }

    public static float Value(JsonElement item, string where) =>
        item.ValueKind == JsonValueKind.Number && item.TryGetDouble(out double value) && float.IsFinite((float)value)
            ? (float)value
            : throw new InvalidDataException($"Expected a finite number as {where}, but got {Short(item)}.");

    public static int[] ShapeOf(JsonElement element, string where)
    {
        var shape = new List<int>();
        while (element.ValueKind == JsonValueKind.Array)
        {
            if (shape.Count == Deepest) throw new InvalidDataException($"Expected at most {Deepest} dimensions of {where}, but got more.");
            shape.Add(element.GetArrayLength());
            if (shape[^1] == 0) break;
            element = element[0];
        }

        return [.. shape];
    }

    private static void Add(JsonElement element, int[] shape, int depth, List<float> values, string where)
    {
        if (depth == shape.Length)
        {
            values.Add(Value(element, $"a weight of {where}"));
            return;
        }

        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() != shape[depth])
        {
            throw new InvalidDataException($"Expected lists of {shape[depth]} in the weights of {where}, but one is {Short(element)}.");
        }

        foreach (JsonElement item in element.EnumerateArray())
        {
            Add(item, shape, depth + 1, values, where);
        }
    }

    private static string Short(JsonElement element) => element.ValueKind == JsonValueKind.Array ? $"a list of {element.GetArrayLength()}"
        : element.GetRawText() is var text && text.Length <= 20 ? text : $"{element.ValueKind}";
}
