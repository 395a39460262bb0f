using System.Globalization;

namespace Traffic;

/// <summary>Vehicles in five minutes on one lane, as xiaochus/TrafficFlowPrediction cut them from PeMS: a file to train on and one to test on.</summary>
/// <param name="Train">Counts, oldest first.</param>
/// <param name="Test">Counts of the days to test on, oldest first.</param>
internal sealed record PemsData(float[] Train, float[] Test)
{
    public const string TrainFile = "pems-train.csv";
    public const string TestFile = "pems-test.csv";

    /// <summary>Rows of a day.</summary>
    public const int Day = 288;

    private const string Counts = "Lane 1 Flow (Veh/5 Minutes)";

    /// <exception cref="FileNotFoundException">One of the files is not there.</exception>
    /// <exception cref="InvalidDataException">A file is not what it should be; its line is named.</exception>
    public static PemsData Read(string folder) => new(ReadCounts(Path.Combine(folder, TrainFile)), ReadCounts(Path.Combine(folder, TestFile)));

    /// <summary>The counts of one file. Its days are whole, five minutes after five minutes; there may be days between them.</summary>
    public static float[] ReadCounts(string path)
    {
        string file = Path.GetFileName(path);
        string[] lines = File.ReadAllLines(path);
        int column = lines.Length == 0 ? -1 : Array.IndexOf(lines[0].Split(','), Counts);
        if (column < 0)
        {
            throw new InvalidDataException($"{file} has no column '{Counts}' in its first line.");
        }

        List<float> counts = [];
        for (int line = 1; line < lines.Length; line++)
        {
            if (lines[line].Length == 0 && lines.Skip(line).All(rest => rest.Length == 0))
            {
                break;
            }

            string[] cells = lines[line].Split(',');
            string place = $"{file}, line {line + 1}";
            if (cells.Length <= column || !float.TryParse(cells[column], NumberStyles.Float, CultureInfo.InvariantCulture, out float count) || !(count >= 0 && float.IsFinite(count)))
            {
                throw new InvalidDataException($"{place}: expected a count of vehicles, but got '{(cells.Length > column ? cells[column] : "")}'.");
            }

            TimeSpan expected = TimeSpan.FromMinutes(5 * (counts.Count % Day));
            if (!DateTime.TryParseExact(cells[0], "dd/MM/yyyy H:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime time) || time.TimeOfDay != expected)
            {
                throw new InvalidDataException($"{place}: expected a day and the time {expected:h\\:mm}, but got '{cells[0]}'.");
            }

            counts.Add(count);
        }

        return counts.Count > Day && counts.Count % Day == 0
            ? [.. counts]
            : throw new InvalidDataException($"{file}: expected whole days of {Day} rows, two at least, but got {counts.Count} rows.");
    }
}
