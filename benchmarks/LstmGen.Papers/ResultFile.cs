using System.Text.Json;

namespace LstmGen.Papers;

/// <summary>What one seed reached.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Values">One for each measure of the row.</param>
/// <param name="Seconds">Of training and measuring.</param>
/// <param name="Processors">Of the machine.</param>
internal sealed record SeedResult(int Seed, double[] Values, double Seconds, int Processors);

/// <summary>The results of a row: measured, committed, and what the page is written from.</summary>
/// <param name="Name">Of the row.</param>
/// <param name="Baselines">Forecasts without a network.</param>
/// <param name="Seeds">By seed.</param>
internal sealed record ResultFile(string Name, Dictionary<string, double[]> Baselines, IReadOnlyList<SeedResult> Seeds)
{
    private static readonly JsonSerializerOptions s_options = new() { WriteIndented = true, IndentSize = 1, NewLine = "\n" };

    /// <summary>The results of a row; empty where there are none.</summary>
    public static ResultFile Load(string folder, string name)
    {
        string path = PathOf(folder, name);
        return File.Exists(path)
            ? JsonSerializer.Deserialize<ResultFile>(File.ReadAllText(path), s_options) ?? throw new InvalidDataException($"Expected results in {path}, but it is empty.")
            : new ResultFile(name, [], []);
    }

    /// <summary>The same results with those of a seed, which take the place of earlier ones.</summary>
    public ResultFile With(SeedResult result) => this with { Seeds = [.. Seeds.Where(one => one.Seed != result.Seed).Append(result).OrderBy(one => one.Seed)] };

    /// <summary>Writes the file.</summary>
    public void Save(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(PathOf(folder, Name), JsonSerializer.Serialize(this, s_options) + "\n");
    }

    private static string PathOf(string folder, string name) => Path.Combine(folder, $"{name}.json");
}
