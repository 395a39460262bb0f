namespace LstmGen;

// The values before they were rounded to single precision, for what is measured in raw units.
public sealed partial class WindowDataset
{
    /// <summary>Whether values came in double precision that single precision does not hold.</summary>
    internal bool IsExact => !_source.ExactInputs.IsEmpty || !_source.ExactTargets.IsEmpty;

    /// <summary>Copies one input as it came: values in double precision are not rounded.</summary>
    /// <inheritdoc cref="CopyInput(int, Span{float})"/>
    public void CopyInput(int index, Span<double> destination)
    {
        CheckIndex(index);
        CheckLength(destination.Length, _source.InputSize, nameof(destination));
        Copy(_source.Inputs, _source.ExactInputs, InputStart(index), destination);
    }

    /// <summary>Copies one target as it came: values in double precision are not rounded.</summary>
    /// <inheritdoc cref="CopyTarget(int, Span{float})"/>
    public void CopyTarget(int index, Span<double> destination)
    {
        CheckIndex(index);
        CheckLength(destination.Length, _source.TargetSize, nameof(destination));
        Copy(_source.Targets, _source.ExactTargets, TargetStart(index), destination);
    }

    /// <summary>The naive forecast in double precision.</summary>
    /// <inheritdoc cref="CopyNaive(int, Span{float})"/>
    public void CopyNaive(int index, Span<double> destination)
    {
        CheckIndex(index);
        CheckLength(destination.Length, TargetSize, nameof(destination));
        CheckSeries();
        for (int i = 0; i < destination.Length; i += TargetColumns)
        {
            CopyTargetRow(StartRow(index) + LengthOf(index) - 1, destination[i..]);
        }
    }

    /// <summary>The seasonal-naive forecast in double precision.</summary>
    /// <inheritdoc cref="TryCopySeasonalNaive(int, Span{float})"/>
    public bool TryCopySeasonalNaive(int index, Span<double> destination)
    {
        CheckIndex(index);
        CheckLength(destination.Length, TargetSize, nameof(destination));
        CheckSeries();
        int origin = StartRow(index) + LengthOf(index);
        if (Period == 0 || origin - SeriesBegin(index) < Period)
        {
            return false;
        }

        int first = FirstTargetRow(index);
        for (int step = 0; step < Horizon; step++)
        {
            CopyTargetRow(SeasonBefore(first + step, origin, Period), destination[(step * TargetColumns)..]);
        }

        return true;
    }

    /// <summary>The target columns of one row of the series.</summary>
    private void CopyTargetRow(int row, Span<double> destination) =>
        Copy(_source.Targets, _source.ExactTargets, row * TargetColumns, destination[..TargetColumns]);

    private static void Copy(ReadOnlyMemory<float> rounded, ReadOnlyMemory<double> exact, int start, Span<double> destination)
    {
        if (exact.IsEmpty) SeriesTable.Widen(rounded.Span.Slice(start, destination.Length), destination);
        else exact.Span.Slice(start, destination.Length).CopyTo(destination);
    }
}
