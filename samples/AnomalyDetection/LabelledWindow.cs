using System.Globalization;
using System.Text.Json;

namespace AnomalyDetection;

/// <summary>A span that people marked as unusual.</summary>
internal sealed record LabelledWindow(DateTime From, DateTime To)
{
    /// <summary>Those of a series, from the JSON of the Numenta Anomaly Benchmark: {"folder/series.csv": [["from", "to"], …]}.</summary>
    /// <exception cref="UserError">There is no such file, it is no such JSON, or it says nothing of the series.</exception>
    public static IReadOnlyList<LabelledWindow> Read(FileInfo file, string series)
    {
        if (!file.Exists)
        {
            throw new UserError($"There is no file '{file.FullName}': give the labelled windows with --labels.");
        }

        Dictionary<string, string[][]>? all;
        try
        {
            using FileStream stream = file.OpenRead();
            all = JsonSerializer.Deserialize<Dictionary<string, string[][]>>(stream);
        }
        catch (JsonException error)
        {
            throw new UserError($"{file.Name} is no JSON of labelled windows: {error.Message}");
        }

        string[][]? windows = all?.FirstOrDefault(entry => entry.Key == series || entry.Key.EndsWith($"/{series}", StringComparison.Ordinal)).Value;
        return windows is null
            ? throw new UserError($"{file.Name} has no entry for '{series}'.")
            : [.. windows.Select(window => Window(window, file.Name)).OrderBy(window => window.From)];
    }

    private static LabelledWindow Window(string[] ends, string file) =>
        ends is [string from, string to]
        && DateTime.TryParse(from, CultureInfo.InvariantCulture, out DateTime first)
        && DateTime.TryParse(to, CultureInfo.InvariantCulture, out DateTime last) && first <= last
            ? new LabelledWindow(first, last)
            : throw new UserError($"{file}: a window is two times, the first not after the second; found [{string.Join(", ", ends)}].");
}
