namespace LstmGen.Persistence;

/// <summary>The values of a <see cref="TrainingState"/> outside the object that they belong to: on their way into a checkpoint, out of one, or to another object.</summary>
internal sealed class SavedState
{
    /// <summary>Numbers as text that gives back their bits.</summary>
    public Dictionary<string, string> Numbers { get; } = new(StringComparer.Ordinal);

    /// <summary>Runs of floats.</summary>
    public Dictionary<string, float[]> Vectors { get; } = new(StringComparer.Ordinal);

    /// <summary>Why there is no state: the class that does not name what it remembers. Null where the state is whole.</summary>
    public string? Unnamed { get; set; }

    /// <summary>Reads what an object remembers.</summary>
    public static SavedState Of(Action<TrainingState> exchange)
    {
        SavedState state = new();
        exchange(new StateReader(state));
        return state;
    }

    /// <summary>Sets what an object remembers. All names and values are checked before the first is set.</summary>
    /// <exception cref="InvalidDataException">Something is missing, left over or no such value; nothing was set.</exception>
    public void ApplyTo(Action<TrainingState> exchange)
    {
        StateWriter check = new(this, set: false);
        exchange(check);
        check.RefuseRest();
        exchange(new StateWriter(this, set: true));
    }
}
