namespace Tutorial;

/// <summary>The file that keeps what an experiment found, beside the program.</summary>
internal static class ResultFile
{
    public static string Write(Experiment experiment, IReadOnlyList<ResultTable> tables) =>
        $"# {experiment.Name}\n\n{experiment.About} Made by `dotnet run -c Release --project samples/Tutorial -- {experiment.Name}`.\n"
        + string.Concat(tables.Select(table => $"\n<!-- table: {table.Name} -->\n{table.ToMarkdown()}"));
}
