using LstmGen;
using Spectre.Console;

namespace Translation;

/// <summary>A bar over training.</summary>
internal static class TrainingProgress
{
    public static T Show<T>(IAnsiConsole console, int epochs, Func<IProgress<EpochReport>, T> train) =>
        console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask("training", maxValue: epochs);
                T result = train(new Reporter(task));
                task.Value = task.MaxValue;
                return result;
            });

    /// <summary>Called on the training thread, so that the last epoch is shown before training returns.</summary>
    private sealed class Reporter(ProgressTask task) : IProgress<EpochReport>
    {
        public void Report(EpochReport value)
        {
            string validation = value.ValidationLoss is { } loss ? $", validation {loss:F4}" : "";
            task.Description = $"epoch {value.Epoch}, loss {value.Loss:F4}{validation}";
            task.Increment(1);
        }
    }
}
