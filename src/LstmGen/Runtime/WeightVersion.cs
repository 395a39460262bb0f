namespace LstmGen.Runtime;

/// <summary>Counts the changes of what predictions read. Writers take turns at the gate; readers look at the number before and after.</summary>
internal sealed class WeightVersion
{
    /// <summary>Odd while a change is being made.</summary>
    public int Value;

    /// <summary>Held by whoever writes, and by readers who were disturbed too often.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Begins a change; the gate is held.</summary>
    public void Open()
    {
        Value++;

        // No reader may see the change before the odd number.
        Interlocked.MemoryBarrier();
    }

    /// <summary>Ends it.</summary>
    public void Close() => Volatile.Write(ref Value, Value + 1);
}
