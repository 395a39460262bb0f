using System.Globalization;
using CsvHelper;

namespace LstmGen.Samples;

/// <summary>One column of numbers from a CSV file with a header. Numbers are written with a decimal point, whatever the machine's culture.</summary>
internal static class CsvSeries
{
    /// <exception cref="UserError">There is no such column, or a cell is no finite number: the line and the column are named.</exception>
    public static float[] Read(FileInfo file, string column)
    {
        try
        {
            using StreamReader reader = file.OpenText();
            using CsvReader csv = CsvReader.Create(reader, new CsvReaderOptions
            {
                TrackLineNumbers = true,
                SkipEmptyLines = false,
                MalformedData = CsvMalformedDataHandling.Throw,
            });
            return ReadColumn(csv, file.Name, column);
        }
        catch (CsvFormatException error)
        {
            throw new UserError($"{file.Name}: {error.Message}");
        }
    }

    private static float[] ReadColumn(CsvReader csv, string file, string column)
    {
        string[] header = [.. csv.Headers];
        if (header.Length == 0)
        {
            throw new UserError($"{file} is empty: expected a header and one row for each point in time.");
        }

        int index = Array.IndexOf(header, column);
        if (index < 0)
        {
            throw new UserError($"{file} has no column '{column}'. Its columns are: {string.Join(", ", header.Select(name => $"'{name}'"))}.");
        }

        var values = new List<float>();
        long empty = 0;
        while (csv.Read())
        {
            if (csv.RawRecord.IsEmpty)
            {
                empty = empty == 0 ? csv.LineNumber : empty;
                continue;
            }

            // Empty lines end many files; within one they would be a gap in time.
            values.Add(empty == 0
                ? Number(csv.GetString(index), $"{file}, line {csv.LineNumber}, column '{column}'")
                : Number("", $"{file}, line {empty}, column '{column}'"));
        }

        return [.. values];
    }

    private static float Number(string cell, string place)
    {
        if (string.IsNullOrWhiteSpace(cell))
        {
            throw new UserError($"{place}: the cell is empty. Fill the gap first; to leave the row out would shift the season.");
        }

        if (!float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out float value))
        {
            throw new UserError($"{place}: '{cell}' is not a number.");
        }

        return float.IsFinite(value) ? value : throw new UserError($"{place}: '{cell}' is not a finite number.");
    }
}
