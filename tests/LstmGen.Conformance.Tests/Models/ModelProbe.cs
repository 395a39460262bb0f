namespace LstmGen.Conformance.Models;

/// <summary>A generated model together with those of its members that only its own type has.</summary>
public abstract class ModelProbe(SequenceModel model)
{
    public SequenceModel Model { get; } = model;

    /// <summary>Whether the model can run one step at a time.</summary>
    public virtual bool CanStep => false;

    /// <summary>Feeds a window step by step from the zero state.</summary>
    /// <param name="outputs">Receives the output after every step.</param>
    public virtual void Walk(ReadOnlySpan<float> window, Span<float> outputs) => throw new NotSupportedException();

    /// <summary>Like <see cref="Walk"/>, but takes every step once from a copy of the state, with another input, before it takes it for good.</summary>
    public virtual void WalkWithDetours(ReadOnlySpan<float> window, Span<float> outputs) => throw new NotSupportedException();
}
