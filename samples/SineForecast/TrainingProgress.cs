using LstmGen;
using Spectre.Console;

namespace SineForecast;

/// <summary>A progress bar while a model trains.</summary>
internal static class TrainingProgress
{
    public static FitReport Show(int epochs, Func<IProgress<EpochReport>, FitReport> train) =>
        AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask("training", maxValue: epochs);
                FitReport report = train(new Reporter(task));
                task.Value = epochs;
                return report;
            });

    /// <summary>Called on the training thread, so that the last epoch is shown before training returns.</summary>
    private sealed class Reporter(ProgressTask task) : IProgress<EpochReport>
    {
        public void Report(EpochReport value)
        {
            task.Description = $"epoch {value.Epoch}, loss {value.Loss:E2}";
            task.Increment(1);
        }
    }
}
