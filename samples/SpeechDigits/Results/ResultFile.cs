using System.Globalization;

namespace SpeechDigits.Results;

/// <summary>Figures as a CSV file, a line each: trainings of many seeds add theirs to it, and the tables of the page are made of it.</summary>
internal static class ResultFile
{
    private const string Header = "task,left out,varied,epochs,seed,part,errors,of,right,count";

    /// <summary>Adds figures behind those that are there.</summary>
    public static void Append(FileInfo file, IReadOnlyList<Measure> measures)
    {
        if (measures.Any(measure => (measure.Task + measure.LeftOut + measure.Part).Contains(',')))
        {
            throw new ArgumentException("Expected names without commas, which tell the columns apart.", nameof(measures));
        }

        string[] lines = [.. measures.Select(m => string.Create(
            CultureInfo.InvariantCulture, $"{m.Task},{m.LeftOut},{(m.Varied ? "yes" : "no")},{m.Epochs},{m.Seed},{m.Part},{m.Errors},{m.Of},{m.Right},{m.Count}"))];
        File.AppendAllText(file.FullName, string.Concat((File.Exists(file.FullName) ? lines : lines.Prepend(Header)).Select(line => line + "\n")));
    }

    /// <exception cref="UserError">A line is none of such a file: it is named.</exception>
    public static List<Measure> Read(FileInfo file)
    {
        string[] lines = File.ReadAllLines(file.FullName);
        return lines.Length > 0 && lines[0] == Header
            ? [.. lines.Skip(1).Select((line, index) => Parse(line) ?? throw new UserError($"'{file.FullName}', line {index + 2}: expected {Header}, and found '{line}'."))]
            : throw new UserError($"'{file.FullName}': expected a first line of {Header}.");
    }

    private static Measure? Parse(string line)
    {
        string[] cells = line.Split(',');
        long[] numbers = [.. cells.Select((cell, i) => i is 3 or 4 or >= 6 && long.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : -1)];
        return cells.Length == 10 && cells[2] is "yes" or "no" && numbers.Where((_, i) => i is 3 or 4 or >= 6).All(number => number >= 0)
            ? new(cells[0], cells[1], cells[2] == "yes", (int)numbers[3], (int)numbers[4], cells[5], numbers[6], numbers[7], numbers[8], numbers[9])
            : null;
    }
}
