using Spectre.Console;

namespace LongTimeLag;

/// <summary>A bar for each task: trials that are over.</summary>
internal static class TrialProgress
{
    public static TrialResult[] Show(IAnsiConsole console, LagTask task, Trial[] trials) =>
        console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .Start(context =>
            {
                ProgressTask bar = context.AddTask(task.Title.EscapeMarkup(), maxValue: trials.Length);
                var results = new TrialResult[trials.Length];
                Parallel.For(0, trials.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
                {
                    results[i] = trials[i].Run();
                    bar.Increment(1);
                });
                return results;
            });
}
