using Spectre.Console;

namespace Tuning;

/// <summary>A bar over the trials, with the best validation error so far.</summary>
internal static class SearchProgress
{
    public static TrialResult[] Show(IAnsiConsole console, int trials, Func<Action<TrialResult>, TrialResult[]> search) =>
        console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask("trials", maxValue: trials);
                var gate = new Lock();
                double best = double.PositiveInfinity;
                return search(result =>
                {
                    lock (gate)
                    {
                        best = Math.Min(best, result.Rmse);
                        task.Description = $"trials, best validation RMSE {ResultTables.Number(best)}";
                        task.Increment(1);
                    }
                });
            });
}
