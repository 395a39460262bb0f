using System.Globalization;
using CsvHelper;

namespace Playground.Exercises;

/// <summary>The columns of numbers of a CSV that was dropped on the page. Numbers have a decimal point.</summary>
internal static class CsvColumns
{
    /// <summary>Reads all columns.</summary>
    /// <param name="text">The file; commas, semicolons or tabs are between its cells.</param>
    /// <exception cref="ProblemException">It is no CSV, or no column is all numbers: the first cell that is none is named.</exception>
    public static CsvAnswer Read(string text)
    {
        List<Row> rows = Rows(text);
        if (rows.Count == 0) throw new ProblemException("csv", "The file is empty: expected a row for each point in time.");
        string[] first = rows[0].Cells;
        bool header = first.Any(cell => Number(cell) is null);
        string[] names = header ? first : [.. first.Select((_, i) => $"column {i + 1}")];
        List<Row> values = header ? rows[1..] : rows;
        if (values.Count < Settings.LeastValues || values.Count > Settings.MostValues)
        {
            throw new ProblemException("csv", string.Create(CultureInfo.InvariantCulture, $"Expected {Settings.LeastValues} to {Settings.MostValues:#,0} rows of values, but got {values.Count:#,0}."));
        }

        List<ColumnAnswer> columns = [];
        List<string> leftOut = [];
        for (int column = 0; column < names.Length; column++)
        {
            if (Problem(values, column, names[column]) is { } problem) leftOut.Add(problem);
            else columns.Add(new(names[column], [.. values.Select(row => Number(row.Cells[column])!.Value)]));
        }

        return columns.Count > 0 ? new CsvAnswer(columns, leftOut) : throw new ProblemException("csv", $"No column is all numbers. {leftOut[^1]}");
    }

    private static List<Row> Rows(string text)
    {
        try
        {
            using CsvReader csv = CsvReader.FromText(text, new CsvReaderOptions
            {
                HasHeader = false,
                TrackLineNumbers = true,
                MalformedData = CsvMalformedDataHandling.Throw,
            });
            List<Row> rows = [];
            while (csv.Read())
            {
                if (!csv.RawRecord.IsEmpty) rows.Add(new(csv.LineNumber, [.. Enumerable.Range(0, csv.FieldCount).Select(column => csv.GetString(column).Trim())]));
            }

            return rows;
        }
        catch (CsvFormatException wrong)
        {
            throw new ProblemException("csv", wrong.Message.ReplaceLineEndings(" "));
        }
    }

    /// <summary>What is wrong with a column; null where nothing is.</summary>
    private static string? Problem(List<Row> rows, int column, string name)
    {
        foreach ((long line, string[] cells) in rows)
        {
            string place = $"Line {line}, column '{name}'";
            if (column >= cells.Length) return $"{place}: the row has {cells.Length} {(cells.Length == 1 ? "cell" : "cells")} only.";
            if (cells[column].Length == 0) return $"{place}: the cell is empty.";
            if (Number(cells[column]) is null) return $"{place}: '{Short(cells[column])}' is not a number.";
        }

        return null;
    }

    private static string Short(string cell) => cell.Length <= 30 ? cell : $"{cell[..30]}…";

    private static float? Number(string cell) => float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value) ? value : null;

    private sealed record Row(long Line, string[] Cells);
}
