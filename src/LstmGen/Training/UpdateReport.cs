namespace LstmGen;

/// <summary>How one update went.</summary>
/// <param name="Epoch">The epoch that it belongs to, counted from 1.</param>
/// <param name="Batch">The batch within the epoch, counted from 1.</param>
/// <param name="Batches">Batches of an epoch.</param>
/// <param name="Loss">The mean loss of the batch, taken before the update that learnt from it.</param>
/// <param name="LearningRate">Of the update.</param>
/// <param name="Elapsed">Since training began.</param>
public readonly record struct UpdateReport(int Epoch, int Batch, int Batches, double Loss, double LearningRate, TimeSpan Elapsed)
{
    /// <summary>The update in one line: <c>epoch 3, batch 12 of 31: loss 0.0123</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"epoch {Epoch}, batch {Batch} of {Batches}: loss {Loss:G6}");
}
