using System.Globalization;
using System.Text;
using LstmGen.Forecasting;

namespace LstmGen;

/// <summary>What a run of Fit did. Its text is made to be read.</summary>
public sealed class FitReport
{
    /// <summary>Epochs that the text shows; of a longer run, evenly spaced ones.</summary>
    private const int ShownEpochs = 20;

    private readonly string _subject;
    private IReadOnlyList<string>? _hints;

    internal FitReport(
        string subject, IReadOnlyList<EpochReport> epochs, StopReason reason, int bestEpoch, bool restored, TimeSpan elapsed, NonFiniteValue? failure)
    {
        _subject = subject;
        Epochs = epochs;
        StopReason = reason;
        BestEpoch = bestEpoch;
        BestWeightsRestored = restored;
        Elapsed = elapsed;
        NonFinite = failure;
    }

    /// <summary>Every complete epoch, in order.</summary>
    public IReadOnlyList<EpochReport> Epochs { get; }

    /// <summary>Why training ended.</summary>
    public StopReason StopReason { get; }

    /// <summary>The epoch with the lowest monitored loss, counted from 1; 0 when no epoch was completed.</summary>
    public int BestEpoch { get; }

    /// <summary>Whether the model has the parameters of <see cref="BestEpoch"/> rather than the last ones.</summary>
    public bool BestWeightsRestored { get; }

    /// <summary>
    /// Whether the run diverged: a value became infinite or NaN, or the loss ended more than 1,000 times as high as before the run. The model then has the weights of
    /// its best epoch (<see cref="BestWeightsRestored"/>) or of before the run (<see cref="InitialWeightsRestored"/>), whichever have the lower loss, and the optimizer
    /// what it remembered then.
    /// </summary>
    public bool Diverged { get; internal init; }

    /// <summary>Whether the model has the parameters of before the run, because it diverged.</summary>
    public bool InitialWeightsRestored { get; internal init; }

    /// <summary>From the call to the end.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>What it was computed on, such as "CPU" or "NVIDIA H100 80GB HBM3".</summary>
    public string Device { get; internal init; } = LstmGen.Device.Cpu.Name;

    /// <summary>Why that is another device than was hoped for, in one line; null where it is not.</summary>
    public string? DeviceReason { get; internal init; }

    /// <summary>Where the first infinite or NaN value turned up; null when none did.</summary>
    public NonFiniteValue? NonFinite { get; }

    /// <summary>The training loss of the last epoch; NaN when none was completed.</summary>
    public double Loss => Epochs.Count == 0 ? double.NaN : Epochs[^1].Loss;

    /// <summary>The validation loss of the last epoch; null when nothing was held out.</summary>
    public double? ValidationLoss => Epochs.Count == 0 ? null : Epochs[^1].ValidationLoss;

    /// <summary>
    /// The errors of the trained model in raw units, and its skill against the naive and seasonal-naive forecast: on the windows held out, or
    /// on the training windows where there are none. Null where the windows know no value before their targets.
    /// </summary>
    public ForecastAccuracy? Accuracy { get; internal init; }

    /// <summary>Whether <see cref="Accuracy"/> is that of the windows held out rather than of the training windows.</summary>
    public bool AccuracyOfValidation { get; internal init; }

    /// <summary>Targets in valid steps that counted in the loss, for a head with classes, labels or tags; null for others, of which all count.</summary>
    public long? CountedTargets { get; internal init; }

    /// <summary>Targets in valid steps that were left out: −1, to a head with classes, labels or tags.</summary>
    public long TargetsLeftOut { get; internal init; }

    /// <summary>
    /// What looks like a mistake in the data or the options and did not stop the run, one sentence or two each, with what to do; empty when nothing does.
    /// </summary>
    public IReadOnlyList<string> Warnings { get; internal init; } = [];

    /// <summary>
    /// What would likely give a better model, with the numbers that say so: early stopping where the validation loss rises, more epochs or something held out where the loss still falls. Empty when nothing
    /// does, and for runs of fewer than 10 epochs.
    /// </summary>
    public IReadOnlyList<string> Hints => _hints ??= Complete is var (options, splits) ? StoppingAdvice.Of(Epochs, options, splits) : [];

    /// <summary>Of a run that nothing ended: its options, and whether a share of the windows could be held out. Hints are written when somebody reads them: a run pays for none.</summary>
    internal (FitOptions Options, bool Splits)? Complete { get; init; }

    /// <summary>The whole report, in lines that end in '\n'.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(_subject).Append('\n');
        AppendEpochs(text);
        text.Append(CultureInfo.InvariantCulture, $"{Ending()} after {Epochs.Count} epochs in {Elapsed.TotalSeconds:0.0} s");
        if (Device != LstmGen.Device.Cpu.Name || DeviceReason is not null) text.Append($" on {Device}");
        if (BestEpoch > 0) text.Append(CultureInfo.InvariantCulture, $"; best epoch {BestEpoch}");
        if (Diverged && NonFinite is null) text.Append("; the loss exploded");
        if (BestWeightsRestored) text.Append(", its weights restored");
        if (InitialWeightsRestored) text.Append("; the weights of before the run restored");
        text.Append('\n');
        if (DeviceReason is not null) text.Append($"Not on a GPU: {DeviceReason}\n");
        if (Accuracy is not null) text.Append($"On the {(AccuracyOfValidation ? "windows held out" : "training windows")}: {Accuracy}\n");
        if (TargetsLeftOut > 0) text.Append(CultureInfo.InvariantCulture, $"Targets: {CountedTargets} counted, {TargetsLeftOut} left out (−1)\n");
        foreach (string warning in Warnings) text.Append($"Warning: {warning}\n");
        foreach (string hint in Hints) text.Append($"Hint: {hint}\n");
        return text.ToString();
    }

    private string Ending() => StopReason switch
    {
        StopReason.EarlyStopping => "Stopped: no improvement",
        StopReason.Cancelled => "Cancelled",
        StopReason.NonFinite => $"Stopped: {NonFinite}",
        _ => "Done",
    };

    private void AppendEpochs(StringBuilder text)
    {
        if (Epochs.Count == 0) return;
        text.Append(ValidationLoss is not null ? "  epoch          loss    validation\n" : "  epoch          loss\n");
        int every = (Epochs.Count + ShownEpochs - 1) / ShownEpochs;
        foreach (EpochReport epoch in Epochs)
        {
            if (epoch.Epoch != 1 && epoch.Epoch != BestEpoch && epoch.Epoch != Epochs.Count && epoch.Epoch % every != 0) continue;
            text.Append(CultureInfo.InvariantCulture, $"{epoch.Epoch,7}{epoch.Loss,14:G6}");
            if (epoch.ValidationLoss is { } validation) text.Append(CultureInfo.InvariantCulture, $"{validation,14:G6}");
            text.Append(epoch.Epoch == BestEpoch ? "  best\n" : "\n");
        }
    }
}
