using System.Globalization;
using Spectre.Console;

namespace SpeechDigits.Results;

/// <summary>What the user sees, and the file of figures.</summary>
/// <param name="output">Where it is written.</param>
/// <param name="results">The file, or null.</param>
internal sealed class Report(TextWriter output, FileInfo? results)
{
    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });

    public void Line(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    public void Line(string text) => output.WriteLine(text);

    /// <summary>Figures as a table, and into the file.</summary>
    public void Measures(IReadOnlyList<Measure> measures)
    {
        var table = new Table().AddColumns("", "errors", "of", "error rate", "without an error");
        foreach (TableColumn column in table.Columns.Skip(1))
        {
            column.RightAligned();
        }

        foreach (Measure measure in measures)
        {
            table.AddRow(
                measure.Part, Number(measure.Errors), Number(measure.Of), measure.Percent.ToString("F2", CultureInfo.InvariantCulture) + " %", $"{Number(measure.Right)} of {Number(measure.Count)}");
        }

        _console.Write(table);
        if (results is not null)
        {
            ResultFile.Append(results, measures);
        }
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

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
