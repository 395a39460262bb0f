namespace LstmGen;

/// <summary>Rows of windows, in the order of a permutation. One instance serves all batches of a run.</summary>
internal sealed class WindowRows(WindowDataset windows) : RowSource
{
    private int[]? _order;
    private int _first;

    /// <inheritdoc/>
    public override int TargetSize => windows.TargetSize;

    /// <summary>Points at a batch.</summary>
    /// <param name="order">The windows of the epoch in their order, or null for the order they have.</param>
    /// <param name="first">Place of the batch's first row in that order.</param>
    public void Select(int[]? order, int first)
    {
        _order = order;
        _first = first;
    }

    /// <inheritdoc/>
    public override void Read(int row, Span<float> input, Span<float> target)
    {
        int index = Index(row);
        windows.ReadInput(index, input);
        windows.ReadTarget(index, target);
    }

    /// <inheritdoc/>
    public override float WeightOf(int row) => windows.WeightOf(Index(row));

    /// <inheritdoc/>
    public override bool HasLengths => windows.HasLengths;

    /// <inheritdoc/>
    public override int LengthOf(int row) => windows.LengthOf(Index(row));

    private int Index(int row) => _order is null ? _first + row : _order[_first + row];
}
