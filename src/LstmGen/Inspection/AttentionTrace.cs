using System.ComponentModel;

namespace LstmGen.Inspection;

/// <summary>The weights that one attention layer gave to the steps of one window.</summary>
public sealed class AttentionTrace
{
    private readonly float[] _weights;

    internal AttentionTrace(string name, int heads, int steps)
    {
        (Name, Heads, Steps) = (name, heads, steps);
        _weights = new float[checked(heads * steps)];
    }

    /// <summary>For example <c>attention</c>.</summary>
    public string Name { get; }

    /// <summary>Heads, each with weights of its own.</summary>
    public int Heads { get; }

    /// <summary>The steps that the layer reads.</summary>
    public int Steps { get; }

    /// <summary>The weights of one head, oldest step first: Steps values from 0 to 1 that add up to 1.</summary>
    /// <param name="head">0 to Heads − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such head.</exception>
    public ReadOnlySpan<float> Weights(int head = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(head);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(head, Heads);
        return _weights.AsSpan(head * Steps, Steps);
    }

    /// <summary>Called by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Set(int head, ReadOnlySpan<float> weights) => weights.CopyTo(_weights.AsSpan(head * Steps, Steps));

    /// <summary>Name, heads and steps.</summary>
    public override string ToString() => $"{Name}: {ModelSummary.Count(Heads, "head")} × {ModelSummary.Count(Steps, "step")}";
}
