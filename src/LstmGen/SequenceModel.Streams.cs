namespace LstmGen;

// Of models that carry states from window to window.
public abstract partial class SequenceModel
{
    private StreamStates? _streams;

    /// <summary>
    /// The next <see cref="FitBatch"/> of a model with <c>Stateful = true</c> starts from zero states, with any number of rows. Nothing happens to other models, and
    /// none to <see cref="Fit"/>, which begins every epoch from zero.
    /// </summary>
    /// <exception cref="InvalidOperationException">The model is being trained or evaluated.</exception>
    public void ResetStreams()
    {
        using Lock.Scope gate = HoldWriters();
        RefuseWhileRunning(nameof(ResetStreams));
        _streams = null;
    }

    /// <summary>
    /// The next <see cref="FitBatch"/> of a model with <c>Stateful = true</c> starts one of its rows from zero states, as where a sequence begins; the others go on. Nothing happens before the first
    /// batch, and to other models.
    /// </summary>
    /// <param name="row">The row of the batches, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The streams have no such row.</exception>
    /// <exception cref="InvalidOperationException">The model is being trained or evaluated.</exception>
    public void ResetStream(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        using Lock.Scope gate = HoldWriters();
        RefuseWhileRunning(nameof(ResetStream));
        if (_streams is not { } streams) return;
        if (row >= streams.Count) throw new ArgumentOutOfRangeException(nameof(row), row, $"Expected a row from 0 to {streams.Count - 1}, those of the last batch.");
        streams.Reset(row);
    }

    /// <summary>The states that the rows of a batch go on with; null for a model that carries none.</summary>
    private StreamStates? StreamsOf(int rows)
    {
        if (Description.CarriedLength == 0) return null;
        _streams ??= new StreamStates(Description.CarriedLength, rows);
        return _streams.Count == rows
            ? _streams
            : throw new ArgumentException(
                $"The streams of {Description.Name} have {_streams.Count} rows, and this batch has {rows}: go on with as many, or call ResetStreams first.", "inputs");
    }
}
