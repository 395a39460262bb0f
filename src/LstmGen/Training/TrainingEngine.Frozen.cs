using LstmGen.Runtime;

namespace LstmGen;

// Tensors that training leaves as they are: those of the model's shape, and those that the user has frozen.
internal sealed partial class TrainingEngine
{
    private float[] _kept = [];

    /// <summary>Refuses a call that would train nothing.</summary>
    public void RefuseAllFrozen(string call)
    {
        if (_model.FrozenTensors is null) return;
        for (int i = 0; i < _description.Parameters.Length; i++)
        {
            if (!IsFrozen(i)) return;
        }

        throw new InvalidOperationException(
            $"{call} expected at least one tensor to train, but all {_description.Parameters.Length} of {_description.Name} are frozen. Call Parameters.Unfreeze with the names of some, or with none for all.");
    }

    private bool IsFrozen(int tensor) => _description.Parameters[tensor].IsFrozen || (_model.FrozenTensors is { } frozen && frozen[tensor]);

    /// <summary>Takes what the user has frozen out of the gradient, before a norm of it is measured.</summary>
    private void EraseFrozen()
    {
        if (_model.FrozenTensors is null) return;
        for (int i = 0; i < _description.Parameters.Length; i++)
        {
            ParameterDescription tensor = _description.Parameters[i];
            if (IsFrozen(i)) Gradient.AsSpan(tensor.Offset, tensor.Count).Clear();
        }
    }

    /// <summary>Notes what is frozen, or brings it back: momentum and weight decay change what has no gradient too.</summary>
    private void KeepFrozen(Span<float> parameters, bool back)
    {
        int at = 0;
        for (int i = 0; i < _description.Parameters.Length; i++)
        {
            if (!IsFrozen(i)) continue;
            ParameterDescription tensor = _description.Parameters[i];
            if (_kept.Length < at + tensor.Count) Array.Resize(ref _kept, at + tensor.Count);
            Span<float> values = parameters.Slice(tensor.Offset, tensor.Count), kept = _kept.AsSpan(at, tensor.Count);
            if (back) kept.CopyTo(values);
            else values.CopyTo(kept);
            at += tensor.Count;
        }
    }
}
