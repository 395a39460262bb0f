using LstmGen;
using Spectre.Console;

namespace MovingShapes;

/// <summary>A bar over the epochs of training.</summary>
internal static class TrainingProgress
{
    public static FitReport Show(IAnsiConsole console, int epochs, Func<IProgress<EpochReport>, FitReport> train) =>
        console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context => train(new Reporter(context.AddTask("training", maxValue: epochs))));

    /// <summary>Called on the training thread, so that the last epoch is shown before training returns.</summary>
    private sealed class Reporter(ProgressTask task) : IProgress<EpochReport>
    {
        public void Report(EpochReport value)
        {
            task.Description = $"epoch {value.Epoch}, loss {value.Loss:F4}";
            task.Increment(1);
        }
    }
}
