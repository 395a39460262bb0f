using System.Globalization;

namespace LstmGen.Tests.Forecasting;

/// <summary>Series that lie beside the repository; a test that needs one is skipped where it is missing.</summary>
internal static class SharedData
{
    public static float[] Series(string file, int column)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LstmGen.sln")))
        {
            folder = folder.Parent;
        }

        string path = Path.Combine(folder?.FullName ?? ".", "..", "shared", "data", "series", file);
        Assert.SkipUnless(File.Exists(path), $"{Path.Combine("shared", "data", "series", file)} is not beside the repository.");
        return [.. File.ReadLines(path).Skip(1).Where(line => line.Length > 0)
            .Select(line => float.Parse(line.Split(',')[column].Trim('"', '?', ' '), CultureInfo.InvariantCulture))];
    }
}
