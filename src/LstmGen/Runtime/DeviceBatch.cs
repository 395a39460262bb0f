using System.ComponentModel;

namespace LstmGen.Runtime;

/// <summary>A batch of training as it goes to a device and comes back: rows one after another, in whole tiles, of which the last may have rows that are not real.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public readonly ref struct DeviceBatch
{
    /// <summary>Rows of windows as the network sees them; zeros past a row's length, and in rows that are not real.</summary>
    public required Span<float> Inputs { get; init; }

    /// <summary>The valid steps of each row; any number in range of rows that are not real.</summary>
    public required Span<int> Lengths { get; init; }

    /// <summary>What the network puts out for each row.</summary>
    public required Span<float> Outputs { get; init; }

    /// <summary>The gradient with respect to that; zeros in rows that are not real.</summary>
    public required Span<float> OutputGradients { get; init; }
}
