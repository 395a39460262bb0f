using Spectre.Console;

namespace LstmGen.Samples;

/// <summary>A bar over the epochs of training.</summary>
internal static class TrainingProgress
{
    /// <param name="console">Where the bar is shown.</param>
    /// <param name="epochs">At most.</param>
    /// <param name="train">The training, which reports its epochs.</param>
    /// <param name="describe">What stands before the bar after an epoch; the losses if left out.</param>
    /// <returns>What the training returns.</returns>
    public static T Show<T>(IAnsiConsole console, int epochs, Func<IProgress<EpochReport>, T> train, Func<EpochReport, string>? describe = null) =>
        console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask("training", maxValue: epochs);
                T result = train(new Reporter(task, describe ?? Losses));
                task.Value = epochs;
                return result;
            });

    private static string Losses(EpochReport report) => FormattableString.Invariant($"epoch {report.Epoch}, loss {report.Loss:F4}")
        + (report.ValidationLoss is { } loss ? FormattableString.Invariant($", validation {loss:F4}") : "");

    /// <summary>Called on the training thread, so that the last epoch is shown before training returns.</summary>
    private sealed class Reporter(ProgressTask task, Func<EpochReport, string> describe) : IProgress<EpochReport>
    {
        public void Report(EpochReport value)
        {
            task.Description = describe(value);
            task.Increment(1);
        }
    }
}
