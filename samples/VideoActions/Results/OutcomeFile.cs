using System.Globalization;

namespace VideoActions.Results;

/// <summary>Outcomes as a CSV file, a line each: trainings of many seeds add theirs to it, and the tables of the page are made of it.</summary>
internal static class OutcomeFile
{
    private const string Header = "task,method,split,seed,fold,right,of";

    /// <summary>Adds outcomes behind those that are there.</summary>
    public static void Append(FileInfo file, IReadOnlyList<Outcome> outcomes)
    {
        if (outcomes.Any(outcome => (outcome.Task + outcome.Method + outcome.Split).Contains(',')))
        {
            throw new ArgumentException("Expected names without commas, which tell the columns apart.", nameof(outcomes));
        }

        string[] lines = [.. outcomes.Select(o => string.Create(CultureInfo.InvariantCulture, $"{o.Task},{o.Method},{o.Split},{o.Seed},{o.Fold},{o.Right},{o.Of}"))];
        File.AppendAllText(file.FullName, string.Concat((File.Exists(file.FullName) ? lines : lines.Prepend(Header)).Select(line => line + "\n")));
    }

    /// <exception cref="UserError">A line is none of such a file: it is named.</exception>
    public static List<Outcome> Read(FileInfo file)
    {
        string[] lines = File.ReadAllLines(file.FullName);
        return lines.Length > 0 && lines[0] == Header
            ? [.. lines.Skip(1).Select((line, index) => Parse(line) ?? throw new UserError($"'{file.FullName}', line {index + 2}: expected {Header}, and found '{line}'."))]
            : throw new UserError($"'{file.FullName}': expected a first line of {Header}.");
    }

    private static Outcome? Parse(string line)
    {
        string[] cells = line.Split(',');
        int[] numbers = [.. cells.Skip(3).Select(cell => int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1)];
        return cells.Length == 7 && numbers.All(number => number >= 0) && numbers[3] > 0 ? new(cells[0], cells[1], cells[2], numbers[0], numbers[1], numbers[2], numbers[3]) : null;
    }
}
