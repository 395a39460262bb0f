using Spectre.Console;

namespace LstmGen.Samples;

/// <summary>What a sample found: tables and pictures, shown as they come and kept in a file where one is wanted.</summary>
/// <param name="name">Of the sample.</param>
/// <param name="part">Of several that it has results of, each in a file of its own, by the words of the command line that ask for it; null: it has one.</param>
internal sealed class PaperReport(string name, PaperOptions options, TextWriter output, string? part = null)
{
    private readonly List<ResultTable> _tables = [];

    public IAnsiConsole Console { get; } = Wide(output);

    /// <summary>Shows a table and keeps it for the file.</summary>
    public void Add(ResultTable table)
    {
        _tables.Add(table);
        Console.Write(table.ToSpectre());
    }

    /// <summary>Where a picture goes; it is named to the user.</summary>
    public string Picture(string file)
    {
        string path = Path.Combine(options.Pictures.FullName, file);
        output.WriteLine($"Picture: {path}");
        return path;
    }

    /// <summary>Trains every seed on a thread of its own, with a bar over all of them.</summary>
    /// <param name="task">What is trained.</param>
    /// <param name="epochs">Of one training, at most.</param>
    /// <param name="train">The training from a seed, which reports its epochs.</param>
    /// <returns>What the trainings return, by seed.</returns>
    public T[] Train<T>(string task, int epochs, Func<long, IProgress<EpochReport>, T> train) => Console.Progress()
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
        .Start(context =>
        {
            ProgressTask bar = context.AddTask(task.EscapeMarkup(), maxValue: (double)epochs * options.Seeds);
            T[] all = LstmGen.Samples.Seeds.Each(
                seed =>
                {
                    Bar one = new(bar, task, seed, epochs);
                    T trained = train(seed, one);
                    one.End();
                    return trained;
                },
                options.Seeds);
            bar.Value = bar.MaxValue;
            return all;
        });

    /// <summary>Writes the tables to the folder that was asked for.</summary>
    public void Write()
    {
        if (options.Results is { } folder)
        {
            File.WriteAllText(
                Path.Combine(folder.FullName, $"{part?.Split(' ')[^1] ?? name}.md"),
                $"# {name}\n\nMade by `dotnet run -c Release --project samples/{name} -- {(part is null ? "" : part + " ")}--results samples/{name}/results`.\n"
                + string.Concat(_tables.Select(table => $"\n<!-- table: {table.Name} -->\n{table.ToMarkdown()}")));
        }
    }

    private static IAnsiConsole Wide(TextWriter output)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = Math.Max(console.Profile.Width, 140);
        return console;
    }

    private sealed class Bar(ProgressTask bar, string task, long seed, int epochs) : IProgress<EpochReport>
    {
        private int _done;

        public void Report(EpochReport value)
        {
            bar.Description = FormattableString.Invariant($"{task}, seed {seed}: epoch {value.Epoch}, loss {value.Loss:F4}").EscapeMarkup();
            if (value.ValidationLoss is { } loss)
            {
                bar.Description += FormattableString.Invariant($", validation {loss:F4}");
            }

            bar.Increment(1);
            _done++;
        }

        /// <summary>Early stopping leaves epochs out.</summary>
        public void End() => bar.Increment(epochs - _done);
    }
}
