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
