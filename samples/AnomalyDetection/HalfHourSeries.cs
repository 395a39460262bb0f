using System.Globalization;
using CsvHelper;

namespace AnomalyDetection;

/// <summary>A value each half hour, from a CSV file with the columns timestamp and value.</summary>
/// <param name="Start">Of the first.</param>
/// <param name="Values">One after the other, half an hour apart.</param>
internal sealed record HalfHourSeries(DateTime Start, float[] Values)
{
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss";

    private static readonly TimeSpan s_step = TimeSpan.FromMinutes(30);

    public DateTime Time(int row) => Start + row * s_step;

    /// <summary>The first row at or after a time; it may lie outside.</summary>
    public int Row(DateTime time) => (int)Math.Ceiling((time - Start) / s_step);

    /// <exception cref="UserError">There is no such column, a cell cannot be read, or a row is not half an hour after the one before.</exception>
    public static HalfHourSeries Read(FileInfo file)
    {
        try
        {
            using StreamReader reader = file.OpenText();
            using CsvReader csv = CsvReader.Create(reader, new CsvReaderOptions { TrackLineNumbers = true, MalformedData = CsvMalformedDataHandling.Throw });
            return Read(csv, file.Name);
        }
        catch (CsvFormatException error)
        {
            throw new UserError($"{file.Name}: {error.Message}");
        }
    }

    private static HalfHourSeries Read(CsvReader csv, string file)
    {
        string[] header = [.. csv.Headers];
        (int time, int value) = (Column(header, "timestamp", file), Column(header, "value", file));
        DateTime? start = null;
        var values = new List<float>();
        while (csv.Read())
        {
            string place = $"{file}, line {csv.LineNumber}";
            if (!DateTime.TryParseExact(csv.GetString(time), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime at))
            {
                throw new UserError($"{place}, column 'timestamp': '{csv.GetString(time)}' is not a time such as 2014-07-01 00:30:00.");
            }

            if (!float.TryParse(csv.GetString(value), NumberStyles.Float, CultureInfo.InvariantCulture, out float number) || !float.IsFinite(number))
            {
                throw new UserError($"{place}, column 'value': '{csv.GetString(value)}' is not a finite number.");
            }

            start ??= at;
            DateTime expected = start.Value + values.Count * s_step;
            if (at != expected)
            {
                throw new UserError($"{place}: expected {expected.ToString(TimeFormat, CultureInfo.InvariantCulture)}, half an hour after the row before, found "
                    + $"{at.ToString(TimeFormat, CultureInfo.InvariantCulture)}.");
            }

            values.Add(number);
        }

        return start is { } first ? new HalfHourSeries(first, [.. values]) : throw new UserError($"{file} holds no rows.");
    }

    private static int Column(string[] header, string name, string file)
    {
        int index = Array.IndexOf(header, name);
        return index >= 0
            ? index
            : throw new UserError($"{file} has no column '{name}'. Its columns are: {string.Join(", ", header.Select(column => $"'{column}'"))}.");
    }
}
