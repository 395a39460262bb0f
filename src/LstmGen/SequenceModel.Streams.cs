using System.ComponentModel;
using LstmGen.Runtime;

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

    /// <summary>For generated code: the checks of Generate, before the state goes on.</summary>
    /// <param name="beginning">At least one id.</param>
    /// <param name="sampler">Not null.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void CheckGenerate(ReadOnlySpan<int> beginning, TokenSampler sampler)
    {
        ArgumentNullException.ThrowIfNull(sampler);
        if (beginning.IsEmpty) throw new ArgumentException($"{Description.Name} goes on from a beginning: at least one token is expected.", nameof(beginning));
        TokenColumns column = Description.Tokens[0];
        for (int i = 0; i < beginning.Length; i++)
        {
            if ((uint)beginning[i] >= (uint)column.Vocabulary)
            {
                throw new ArgumentException($"Ids are 0 to {column.Vocabulary - 1}; number {i} of the beginning is {beginning[i]}.", nameof(beginning));
            }
        }
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
