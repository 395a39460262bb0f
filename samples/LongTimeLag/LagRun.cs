using LstmGen;
using Spectre.Console;

namespace LongTimeLag;

/// <summary>All trials of all tasks, the table, the plot, and a look at what the trained models say.</summary>
internal sealed class LagRun(LagOptions options, TextWriter output)
{
    /// <summary>What the table takes; a file or a pipe would count as narrower.</summary>
    private const int TableWidth = 120;

    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });

    public int Run()
    {
        _console.Profile.Width = Math.Max(_console.Profile.Width, TableWidth);
        var outcomes = new List<TaskOutcome>();
        foreach (LagTask task in options.Tasks)
        {
            // Trials know nothing of each other: which thread runs which changes no bit.
            Trial[] trials = [.. Enumerable.Range(options.Seed, options.Seeds).Select(seed => new Trial(task, seed))];
            TrialResult[] results = TrialProgress.Show(_console, task, trials);
            string? file = Save(task, trials[0].Model);
            outcomes.Add(new TaskOutcome(task, results, Examples(task, trials[0], file), file));
        }

        _console.Write(OutcomeTable.Of(outcomes));
        foreach (TaskOutcome outcome in outcomes)
        {
            output.WriteLine($"{outcome.Task.Name}{(outcome.File is { } file ? $" ({file})" : "")}");
            foreach (string example in outcome.Examples)
            {
                output.WriteLine($"  {example}");
            }
        }

        CurvePlot.Save(options.Plot, outcomes);
        output.WriteLine($"Plot: {options.Plot.FullName}");
        int failed = outcomes.Sum(outcome => outcome.Results.Count(result => !result.IsLearnt));
        output.WriteLine(failed == 0 ? "Every trial met the paper's criterion." : $"{failed} trial(s) did not meet the paper's criterion within the limit.");
        return failed == 0 ? 0 : 1;
    }

    private string? Save(LagTask task, SequenceModel model)
    {
        if (options.Save is null)
        {
            return null;
        }

        string file = Path.Combine(options.Save.FullName, $"{task.Name}.safetensors");
        model.Save(file);
        return file;
    }

    /// <summary>What the model of the first trial says of fresh sequences: the one in the file, where it was saved.</summary>
    private static string[] Examples(LagTask task, Trial trial, string? file)
    {
        SequenceModel model = trial.Model;
        if (file is not null)
        {
            model = task.Create(seed: 0);
            model.Load(file);
        }

        return [trial.Example(model), trial.Example(model)];
    }
}
