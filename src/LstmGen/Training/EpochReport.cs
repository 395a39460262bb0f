namespace LstmGen;

/// <summary>How one epoch went.</summary>
/// <param name="Epoch">Counted from 1.</param>
/// <param name="Epochs">As many as were asked for.</param>
/// <param name="Loss">
/// The mean loss of the training windows, each taken before the update that learned from it: of scaled values where the model scales, unless the loss is in raw
/// units (<see cref="LstmGen.Loss.InRawUnits"/>).
/// </param>
/// <param name="ValidationLoss">The mean loss of the windows held out, after the epoch; null where none are.</param>
/// <param name="LearningRate">Of the last update.</param>
/// <param name="Elapsed">Since training began.</param>
/// <param name="IsBest">Whether no epoch before was as good.</param>
public readonly record struct EpochReport(
    int Epoch, int Epochs, double Loss, double? ValidationLoss, double LearningRate, TimeSpan Elapsed, bool IsBest)
{
    /// <summary>The epoch in one line: <c>epoch 3 of 20: loss 0.0123, validation loss 0.0145, best so far</c>.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"epoch {Epoch} of {Epochs}: loss {Loss:G6}{(ValidationLoss is { } validation ? FormattableString.Invariant($", validation loss {validation:G6}") : "")}{(IsBest ? ", best so far" : "")}");
}
