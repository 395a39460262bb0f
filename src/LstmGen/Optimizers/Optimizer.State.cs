using LstmGen.Persistence;
using LstmGen.Runtime;

namespace LstmGen;

// Whose an optimizer is, and what it remembers.
public abstract partial class Optimizer
{
    private ModelIdentity? _owner;

    /// <summary>The call that changes the optimizer, or null for none.</summary>
    private string? _busy;

    /// <summary>The model that the call trains, for messages.</summary>
    private string? _trained;

    /// <summary>How often the optimizer was reset: what went on with it before does not go on after.</summary>
    internal int Generation { get; private set; }

    /// <summary>The class as checkpoints name it; null for one that this library does not know and cannot make.</summary>
    internal virtual string? Kind => null;

    /// <summary>Whether an update was prepared: the slots are there.</summary>
    internal bool HasSlots => _length >= 0;

    /// <summary>How many slots there are.</summary>
    internal int SlotCount => _slots.Length;

    /// <summary>The hyperparameters of a class that has a <see cref="Kind"/>.</summary>
    internal virtual void WriteSettings(Settings settings) => settings.Add("learning_rate", LearningRate);

    /// <summary>What a checkpoint calls a slot.</summary>
    internal virtual string SlotName(int slot) => FormattableString.Invariant($"slot{slot}");

    /// <summary>Whether a slot holds means of squares, which are never below 0.</summary>
    internal virtual bool HoldsSquares(int slot) => false;

    /// <summary>
    /// Names what a derived class keeps beside its slots, so that checkpoints hold it. A class that keeps nothing else overrides it with an empty body. A model whose
    /// optimizer does not override it cannot be saved as a checkpoint.
    /// </summary>
    /// <param name="state">Call <see cref="TrainingState.Exchange(string, ref double)"/> for each field. The same calls save the fields and set them.</param>
    protected virtual void ExchangeState(TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Unnamed(this);
    }

    /// <summary>Begins a call that changes the optimizer: there is one at a time, from whichever thread.</summary>
    /// <param name="call">Its name.</param>
    /// <param name="model">The model that it trains, if it does.</param>
    /// <exception cref="InvalidOperationException">There is another.</exception>
    internal void Enter(string call, SequenceModel? model = null)
    {
        if (Interlocked.CompareExchange(ref _busy, call, null) is { } other)
        {
            throw new InvalidOperationException(
                $"Expected {Name} to be at rest, but got {call} while {other} runs{(_trained is { } trained ? $" on {trained}" : "")}, which goes on. Call {call} when it has ended.");
        }

        _trained = model?.Description.Name;
    }

    /// <summary>Ends the call.</summary>
    internal void Leave()
    {
        _trained = null;
        Volatile.Write(ref _busy, null);
    }

    /// <summary>Refuses a model other than the one whose moments these are.</summary>
    /// <exception cref="InvalidOperationException">The optimizer belongs to another model.</exception>
    internal void CheckOwner(SequenceModel model)
    {
        if (_owner is { } owner && owner != model.Identity) throw OtherOwner(owner, model);
        CheckLength(model.Description.ParameterCount);
        if (_owner is null) Bound(model.Description);
    }

    /// <summary>Makes the optimizer that of a model, or refuses one that has another model.</summary>
    /// <exception cref="InvalidOperationException">The optimizer belongs to another model.</exception>
    internal void Bind(SequenceModel model)
    {
        if (_owner == model.Identity) return;
        CheckLength(model.Description.ParameterCount);
        if (Interlocked.CompareExchange(ref _owner, model.Identity, null) is { } owner && owner != model.Identity) throw OtherOwner(owner, model);
        Bind(model.Description.ParameterCount);
        Bound(model.Description);
    }

    /// <summary>The optimizer is that of a model from now on, whose tensors it may look at.</summary>
    private protected virtual void Bound(ModelDescription model)
    {
    }

    /// <summary>What the optimizer remembers beside its slots.</summary>
    internal SavedState SaveState() => SavedState.Of(Exchange);

    /// <summary>The values of a slot; empty before the first update.</summary>
    internal ReadOnlySpan<float> StateOf(int slot) => _slots[slot];

    /// <summary>The values of a slot, where <see cref="HasSlots"/>.</summary>
    internal float[] ValuesOf(int slot) => _slots[slot]!;

    /// <summary>Takes on what another optimizer of this class remembered. Everything is checked before anything is set.</summary>
    /// <param name="model">The model that it belongs to from now on.</param>
    /// <param name="state">What it kept beside its slots.</param>
    /// <param name="slots">Its slots; null where it had made no update.</param>
    /// <exception cref="InvalidDataException">The state is not that of this class; nothing was set.</exception>
    /// <exception cref="InvalidOperationException">The optimizer belongs to another model.</exception>
    internal void Restore(SequenceModel model, SavedState state, float[][]? slots)
    {
        CheckOwner(model);
        Bound(model.Description);
        state.ApplyTo(Exchange);
        Generation++;
        _owner = model.Identity;
        _length = model.Description.ParameterCount;
        for (int slot = 0; slot < _slots.Length; slot++)
        {
            _slots[slot] = slots?[slot] ?? new float[_length];
        }
    }

    private void Exchange(TrainingState state)
    {
        long updates = Updates;
        state.ExchangeCounter("updates", ref updates);
        Updates = updates;
        ExchangeState(state);
    }

    /// <summary>Allocates the state for so many parameters, or says that it belongs to a model of another size.</summary>
    private void Bind(int length)
    {
        if (_length == length) return;
        CheckLength(length);
        for (int slot = 0; slot < _slots.Length; slot++)
        {
            _slots[slot] = new float[length];
        }

        _length = length;
    }

    private void CheckLength(int length)
    {
        if (_length < 0 || _length == length) return;
        throw new ArgumentException(
            $"Expected the {_length} parameters that this optimizer has worked on, but got {length}. " +
            "An optimizer belongs to one model: give the other model its own, or call Reset.",
            "parameters");
    }

    private InvalidOperationException OtherOwner(ModelIdentity owner, SequenceModel model)
    {
        string name = model.Description.Name;
        return new InvalidOperationException(
            $"Expected an optimizer of this {name}, but got {Name} of {(owner.Name == name ? "another " : "")}{owner.Name}, whose moments it holds. " +
            "An optimizer belongs to one model: give each its own, or call Reset first.");
    }
}
