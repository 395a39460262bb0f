using LstmGen.Import;

namespace LstmGen.Tool;

/// <summary>
/// <c>lstmgen build-item</c>: reads its request from a file, whose date is that of the request, and reports errors as MSBuild reads them, a line each, with the model's path.
/// </summary>
internal static class BuildCommand
{
    private const string Code = "LSTMGEN910";

    public static int Run(FileInfo request)
    {
        var values = File.ReadAllLines(request.FullName)
            .Select(line => line.Split('=', 2))
            .Where(parts => parts.Length == 2)
            .GroupBy(parts => parts[0], StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last()[1].Trim(), StringComparer.Ordinal);
        string Value(string name) => values.GetValueOrDefault(name, "");
        string file = Value("File");
        try
        {
            string name = Value("Class") is { Length: > 0 } given ? given : Default(Value("RootNamespace"), file);
            _ = ClassName.Split(name);
            int? lookBack = Value("LookBack") is { Length: > 0 } steps
                ? int.TryParse(steps, out int number) && number > 0 ? number : throw new ArgumentException($"Expected LookBack to be a number of steps of at least 1, but got '{steps}'.")
                : null;
            string[] sources = File.Exists(Value("Sources")) ? File.ReadAllLines(Value("Sources")) : [];
            var options = new ImportOptions { LookBack = lookBack, Key = Value("Key") is { Length: > 0 } key ? key : null };
            ImportRun run = ImportRun.Of(file, name, options, sources, Value("Resource"));
            ImportCommand.Write(Value("Weights"), run.Weights);
            ImportCommand.Write(Value("Source"), System.Text.Encoding.UTF8.GetBytes(run.Source));
            Console.WriteLine($"  {Path.GetFileName(file)} -> {name}: {run.Format}; self-check: {run.Check}");
            return 0;
        }
        catch (Exception wrong) when (wrong is InvalidDataException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            foreach (string line in wrong.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                Console.WriteLine($"{file} : error {Code}: {line.Trim()}");
            }

            return 1;
        }
    }

    private static string Default(string space, string file) => space.Length == 0 ? ClassName.Of(file) : $"{space}.{ClassName.Of(file)}";
}
