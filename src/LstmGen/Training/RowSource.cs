namespace LstmGen;

/// <summary>Where the rows of a batch come from. Read by several threads at once.</summary>
internal abstract class RowSource
{
    /// <summary>Values per target, the output size or a divisor of it.</summary>
    public abstract int TargetSize { get; }

    /// <summary>Reads one row of the batch.</summary>
    /// <param name="row">Of the batch.</param>
    /// <param name="input">Receives the window.</param>
    /// <param name="target">Receives TargetSize values.</param>
    public abstract void Read(int row, Span<float> input, Span<float> target);

    /// <summary>How much a row counts; 1 where nothing else is said.</summary>
    public abstract float WeightOf(int row);

    /// <summary>Whether rows may be shorter than the look-back.</summary>
    public abstract bool HasLengths { get; }

    /// <summary>The valid steps of a row.</summary>
    public abstract int LengthOf(int row);
}
