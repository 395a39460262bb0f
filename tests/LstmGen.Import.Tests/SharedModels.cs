using System.Text.Json;

namespace LstmGen.Import.Tests;

/// <summary>Files of other libraries that lie beside the repository, with inputs and the outputs that they must give.</summary>
internal static class SharedModels
{
    public static string? Folder
    {
        get
        {
            DirectoryInfo? folder = new(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LstmGen.sln")))
            {
                folder = folder.Parent;
            }

            string? found = folder?.Parent is { } parent ? Path.Combine(parent.FullName, "shared", "data", "models") : null;
            return Directory.Exists(found) ? found : null;
        }
    }

    /// <summary>The path of a file; skips the test where it is not at hand.</summary>
    public static string Find(string name)
    {
        string? path = Folder is { } folder ? Path.Combine(folder, name) : null;
        Assert.SkipUnless(File.Exists(path), $"The file {name} is not at hand: it lies in ../shared/data/models beside the repository.");
        return path!;
    }

    public static (float[] Input, int[] InputShape, double[] Expected) Expected(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Find(name + ".expected.json")));
        JsonElement root = document.RootElement;
        JsonElement input = root.GetProperty("input");
        JsonElement output = root.GetProperty(root.TryGetProperty("expected", out _) ? "expected" : "output");
        return (Floats(input), [.. input.GetProperty("shape").EnumerateArray().Select(item => item.GetInt32())], [.. output.GetProperty("data").EnumerateArray().Select(item => item.GetDouble())]);
    }

    public static float[] Floats(JsonElement tensor) => [.. tensor.GetProperty("data").EnumerateArray().Select(item => (float)item.GetDouble())];

    /// <summary>Within 1e-5 absolute plus 1e-5 relative.</summary>
    public static void Same(IReadOnlyList<double> expected, IReadOnlyList<float> actual, double tolerance = 1e-5)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (int i = 0; i < expected.Count; i++)
        {
            double allowed = tolerance + (tolerance * Math.Abs(expected[i]));
            Assert.True(Math.Abs(expected[i] - actual[i]) <= allowed, $"Value {i}: expected {expected[i]:R}, but got {actual[i]:R}.");
        }
    }
}
