using System.Globalization;

namespace VideoActions.Data;

/// <summary>What a watch measured for ten seconds.</summary>
/// <param name="Class">Of <see cref="MotionFile.Names"/>.</param>
/// <param name="Steps">Steps × channels.</param>
internal sealed record Motion(int Class, float[] Steps);

/// <summary>Files of the UEA archive: after <c>@data</c> a line each, channels with colons between, numbers with commas, the class behind the last colon.</summary>
internal static class MotionFile
{
    public const int Channels = 6;

    public const int Steps = 100;

    private const string Data = "@data";

    public static string[] Names { get; } = ["Standing", "Running", "Walking", "Badminton"];

    /// <exception cref="UserError">The file is missing, or a line is none of those: it is named.</exception>
    public static Motion[] Read(DirectoryInfo folder, string name)
    {
        string path = Path.Combine(folder.FullName, name);
        if (!File.Exists(path))
        {
            throw new UserError($"There is no file '{path}'.");
        }

        string[] lines = File.ReadAllLines(path);
        int data = Array.FindIndex(lines, line => line.Trim().Equals(Data, StringComparison.OrdinalIgnoreCase));
        Motion[] motions = [.. lines.Skip(data + 1).Select((line, i) => (line, number: data + i + 2)).Where(row => data >= 0 && row.line.Trim().Length > 0).Select(row => Parse(row.line)
            ?? throw new UserError($"'{path}', line {row.number}: expected {Channels} channels of {Steps} numbers, and {string.Join(", ", Names)} behind them."))];
        return motions.Length > 0 ? motions : throw new UserError($"'{path}': expected a line {Data} and motions after it.");
    }

    private static Motion? Parse(string line)
    {
        string[] parts = line.Split(':');
        int kind = Array.FindIndex(Names, name => name.Equals(parts[^1].Trim(), StringComparison.OrdinalIgnoreCase));
        if (parts.Length != Channels + 1 || kind < 0)
        {
            return null;
        }

        float[] steps = new float[Steps * Channels];
        for (int channel = 0; channel < Channels; channel++)
        {
            string[] cells = parts[channel].Split(',');
            if (cells.Length != Steps)
            {
                return null;
            }

            for (int t = 0; t < Steps; t++)
            {
                if (!float.TryParse(cells[t], NumberStyles.Float, CultureInfo.InvariantCulture, out float value) || !float.IsFinite(value))
                {
                    return null;
                }

                steps[t * Channels + channel] = value;
            }
        }

        return new(kind, steps);
    }
}
