using System.Globalization;
using Spectre.Console;

namespace VideoActions.Results;

/// <summary>What the user sees, and the file of outcomes.</summary>
/// <param name="output">Where it is written.</param>
/// <param name="results">The file, or null.</param>
internal sealed class Report(TextWriter output, FileInfo? results)
{
    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
    private readonly List<Outcome> _outcomes = [];

    public IReadOnlyList<Outcome> Outcomes => _outcomes;

    public void Line(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    /// <summary>Keeps outcomes, and adds them to the file.</summary>
    public void Add(params Outcome[] outcomes)
    {
        _outcomes.AddRange(outcomes);
        if (results is not null)
        {
            OutcomeFile.Append(results, outcomes);
        }
    }

    /// <summary>The methods of a task beside each other.</summary>
    public void Table(string task, string split)
    {
        var table = new Table { Title = new TableTitle($"{task}, {split}") }.AddColumns("", "right", "from seed to seed", "from fold to fold");
        foreach (IGrouping<string, Outcome> method in _outcomes.Where(outcome => outcome.Task == task && outcome.Split == split).GroupBy(outcome => outcome.Method))
        {
            var summary = Summary.Of(method);
            table.AddRow(method.Key, summary.Mean, summary.Seeds, summary.Folds);
        }

        _console.Write(table);
    }

    /// <summary>A bar over epochs, with the loss of the last one.</summary>
    public void Progress(int epochs, Func<int, double> train) => _console.Progress()
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
        .Start(context =>
        {
            ProgressTask bar = context.AddTask("training", maxValue: epochs);
            for (int epoch = 1; epoch <= epochs; epoch++)
            {
                double loss = train(epoch);
                bar.Description = FormattableString.Invariant($"epoch {epoch}, loss {loss:F3}");
                bar.Value = epoch;
            }
        });
}
