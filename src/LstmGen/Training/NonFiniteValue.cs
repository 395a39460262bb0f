namespace LstmGen;

/// <summary>Where the first infinite or NaN value turned up.</summary>
/// <param name="What">The loss, the gradient, the updated parameters or moments, or the validation loss.</param>
/// <param name="Epoch">Counted from 1.</param>
/// <param name="Batch">Of the epoch, counted from 1; 0 for the validation after it.</param>
public sealed record NonFiniteValue(string What, int Epoch, int Batch)
{
    /// <inheritdoc/>
    public override string ToString() =>
        Batch == 0 ? $"{What} after epoch {Epoch} is not finite" : $"{What} of epoch {Epoch}, batch {Batch} is not finite";
}
