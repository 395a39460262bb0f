namespace LstmGen;

/// <summary>What windows over many series know of them: where each lies in the rows of all, and the levels of their windows.</summary>
internal sealed class WindowPanel
{
    private readonly int[] _begins;
    private readonly int _padding;
    private readonly double[]? _sums;
    private readonly int _columns;
    private readonly ReadOnlyMemory<float> _targets;

    /// <param name="names">Of the series.</param>
    /// <param name="begins">For each series, and after the last, the row where its padding begins.</param>
    /// <param name="padding">Rows of padding before each series.</param>
    /// <param name="level">What windows are divided by.</param>
    /// <param name="targets">The target columns of all rows, side by side.</param>
    /// <param name="columns">How many there are.</param>
    public WindowPanel(IReadOnlyList<string> names, int[] begins, int padding, WindowLevel level, ReadOnlyMemory<float> targets, int columns)
    {
        (Names, _begins, _padding, Level, _columns) = (names, begins, padding, level, columns);
        _targets = targets;
        if (level is not (WindowLevel.WindowMean or WindowLevel.SeriesMean)) return;

        // Sums of magnitudes of a series before each of its rows, and behind its last: the mean of any rows is one subtraction.
        _sums = new double[(begins[^1] + Count) * columns];
        for (int series = 0; series < Count; series++)
        {
            for (int i = Begin(series) * columns; i < End(series) * columns; i++)
            {
                _sums[i + (series + 1) * columns] = _sums[i + series * columns] + Math.Abs((double)targets.Span[i]);
            }
        }
    }

    public IReadOnlyList<string> Names { get; }

    public WindowLevel Level { get; }

    public int Count => Names.Count;

    /// <summary>Rows that a forecast has to have before it, at least.</summary>
    public int Padding => _padding;

    /// <summary>The series that a row belongs to.</summary>
    public int SeriesOf(int row)
    {
        int found = Array.BinarySearch(_begins, row);
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>The first row of a series, behind its padding.</summary>
    public int Begin(int series) => _begins[series] + _padding;

    /// <summary>The first row of a series, padding included.</summary>
    public int PaddedBegin(int series) => _begins[series];

    /// <summary>The row after the last of a series.</summary>
    public int End(int series) => _begins[series + 1];

    /// <summary>What a target column is divided by in a window.</summary>
    /// <param name="column">The target column.</param>
    /// <param name="start">The window's first row.</param>
    /// <param name="origin">The row after its last.</param>
    public double LevelOf(int column, int start, int origin)
    {
        if (Level is WindowLevel.None or WindowLevel.Difference) return 1;
        int series = SeriesOf(origin - 1);
        if (Level == WindowLevel.WindowStandard) return Standard(column, Math.Max(start, Begin(series)), origin).Deviation;
        if (_sums is null) return Math.Abs(_targets.Span[(origin - 1) * _columns + column]) is var last and > 0f ? last : 1;
        int from = Level == WindowLevel.SeriesMean ? Begin(series) : Math.Max(start, Begin(series));
        double sum = _sums[(origin + series) * _columns + column] - _sums[(from + series) * _columns + column];
        return sum > 0 ? sum / (origin - from) : 1;
    }

    /// <summary>What is subtracted from a target column in a window.</summary>
    /// <param name="column">The target column.</param>
    /// <param name="start">The window's first row.</param>
    /// <param name="origin">The row after its last.</param>
    public double OffsetOf(int column, int start, int origin) => Level switch
    {
        WindowLevel.Difference => _targets.Span[(origin - 1) * _columns + column],
        WindowLevel.WindowStandard => Standard(column, Math.Max(start, Begin(SeriesOf(origin - 1))), origin).Mean,
        _ => 0,
    };

    /// <summary>Mean and standard deviation of a target column over rows; a deviation of 0 counts as 1.</summary>
    private (double Mean, double Deviation) Standard(int column, int from, int end)
    {
        ReadOnlySpan<float> values = _targets.Span;
        double sum = 0, squared = 0;
        for (int row = from; row < end; row++)
        {
            sum += values[row * _columns + column];
        }

        double mean = sum / (end - from);
        for (int row = from; row < end; row++)
        {
            double distance = values[row * _columns + column] - mean;
            squared += distance * distance;
        }

        return (mean, squared > 0 ? Math.Sqrt(squared / (end - from)) : 1);
    }
}
