using System.Globalization;

namespace LstmGen;

/// <summary>What the losses of a complete run say about when it should have ended, in words for its report.</summary>
internal static class StoppingAdvice
{
    /// <summary>Shorter runs say nothing about their end.</summary>
    private const int FewEpochs = 10;

    /// <summary>A loss that fell by more than this share of itself in the last tenth of the epochs still falls, if that is something of its whole fall.</summary>
    private const double StillFalls = 0.01, Something = 0.001;

    /// <summary>A validation loss that rose by more than this share of its whole fall has risen.</summary>
    private const double HasRisen = 0.1;

    /// <param name="epochs">All epochs of the run.</param>
    /// <param name="options">Of the run.</param>
    /// <param name="splits">Whether a share of the windows can be held out.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<EpochReport> epochs, FitOptions options, bool splits)
    {
        if (epochs.Count < FewEpochs || options.EarlyStopping is not null) return [];
        string? hint = epochs[0].ValidationLoss is null ? OfTraining(epochs, splits) : OfValidation(epochs);
        return hint is null ? [] : [hint];
    }

    /// <summary>Nothing is held out, and the loss still falls.</summary>
    private static string? OfTraining(IReadOnlyList<EpochReport> epochs, bool splits)
    {
        if (!Falls(epochs, epoch => epoch.Loss, out string course)) return null;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The loss still falls ({course}), and nothing is held out that would tell when to stop. Set {(splits ? "ValidationSplit = 0.1, or Validation" : "Validation")}, with Epochs = {4 * epochs.Count} and EarlyStopping = new() {{ Patience = {Patience(epochs)} }}.");
    }

    private static string? OfValidation(IReadOnlyList<EpochReport> epochs)
    {
        int best = 0;
        for (int i = 1; i < epochs.Count; i++)
        {
            if (epochs[i].ValidationLoss < epochs[best].ValidationLoss) best = i;
        }

        double lowest = epochs[best].ValidationLoss!.Value, last = epochs[^1].ValidationLoss!.Value, first = epochs[0].ValidationLoss!.Value;
        int patience = Patience(epochs);
        if (best == epochs.Count - 1)
        {
            return Falls(epochs, epoch => epoch.ValidationLoss!.Value, out string course)
                ? string.Create(CultureInfo.InvariantCulture, $"The validation loss still falls ({course}). Set Epochs = {4 * epochs.Count} and EarlyStopping = new() {{ Patience = {patience} }}.")
                : null;
        }

        double fall = first - lowest > 0.0 ? first - lowest : Math.Abs(lowest);
        if (epochs.Count - 1 - best < patience || last - lowest <= HasRisen * fall) return null;
        (int stopped, int kept) = Stopping(epochs, patience);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The validation loss was lowest in epoch {best + 1} of {epochs.Count} ({lowest:G4}) and has risen to {last:G4} since, while the training loss went from {epochs[best].Loss:G4} to {epochs[^1].Loss:G4}. ") +
            string.Create(
                CultureInfo.InvariantCulture,
                $"EarlyStopping = new() {{ Patience = {patience} }} would have ended the run after epoch {stopped}, with the weights of epoch {kept} (validation loss {epochs[kept - 1].ValidationLoss:G4}).");
    }

    /// <summary>When early stopping would have ended the run, and which epoch's weights it would have kept; counted from 1.</summary>
    private static (int Stopped, int Kept) Stopping(IReadOnlyList<EpochReport> epochs, int patience)
    {
        int best = 0;
        for (int i = 1; i < epochs.Count; i++)
        {
            if (epochs[i].ValidationLoss < epochs[best].ValidationLoss) best = i;
            else if (i - best >= patience) return (i + 1, best + 1);
        }

        return (epochs.Count, best + 1);
    }

    private static bool Falls(IReadOnlyList<EpochReport> epochs, Func<EpochReport, double> loss, out string course)
    {
        int tail = Math.Max(1, epochs.Count / 10);
        double first = loss(epochs[0]), before = loss(epochs[^(tail + 1)]), last = loss(epochs[^1]);
        course = string.Create(CultureInfo.InvariantCulture, $"from {before:G4} to {last:G4} in the last {(tail == 1 ? "epoch" : $"{tail} epochs")} of {epochs.Count}");
        return before - last > Math.Max(StillFalls * Math.Abs(last), Something * (first - last));
    }

    private static int Patience(IReadOnlyList<EpochReport> epochs) => Math.Max(3, epochs.Count / 10);
}
