using LstmGen.Forecasting;
using LstmGen.Numerics;

namespace LstmGen;

// Windows over many series: none crosses from one into the next, and each row is there once.
public sealed partial class WindowDataset
{
    /// <summary>The first row of each window, where they are no even steps over one series; null where they are.</summary>
    private int[]? _starts;

    /// <summary>All windows of many series, for one model that learns from all of them. No window crosses from one series into the next, and no value is copied for each window.</summary>
    /// <remarks>
    /// <para>Within a series, windows and targets are those of <see cref="Of(SeriesTable, int, string[], string[], string[], int, int, int, int)"/>. A series that is too short for any window has none.</para>
    /// <para>
    /// With <paramref name="minimumHistory"/>, windows may begin before their series does: the rows in front repeat its first (front padding), so that short series are learned from too. The
    /// scaler does not see these rows.
    /// </para>
    /// </remarks>
    /// <param name="panel">The series.</param>
    /// <param name="lookBack">Steps in one window, at least 1.</param>
    /// <param name="targets">Columns to predict. None named means every past column that is not static.</param>
    /// <param name="known">Columns known ahead.</param>
    /// <param name="past">Columns whose past the model sees. None named means every column that is not known ahead.</param>
    /// <param name="horizon">How many steps ahead one output covers, at least 1.</param>
    /// <param name="stride">Rows from the start of one window to the start of the next, at least 1; the last window of a series ends with its last row.</param>
    /// <param name="period">Rows of one season, for the seasonal-naive forecast in reports; 0 when there is none.</param>
    /// <param name="gap">Steps left out between the window and its target.</param>
    /// <param name="minimumHistory">Rows of its series that a window has at least, 1 to <paramref name="lookBack"/>; 0, the default, for all.</param>
    /// <param name="level">What the target columns of each window are divided by. The default is nothing.</param>
    /// <exception cref="ArgumentException">No series is long enough, or a column is missing, named twice, or both known ahead and something else.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static WindowDataset Of(
        SeriesPanel panel, int lookBack, string[]? targets = null, string[]? known = null, string[]? past = null,
        int horizon = 1, int stride = 1, int period = 0, int gap = 0, int minimumHistory = 0, WindowLevel level = WindowLevel.None)
    {
        ArgumentNullException.ThrowIfNull(panel);
        ArgumentOutOfRangeException.ThrowIfLessThan(lookBack, 1);
        if (minimumHistory < 0 || minimumHistory > lookBack)
        {
            throw new ArgumentOutOfRangeException(nameof(minimumHistory), minimumHistory, $"Expected 1 to {lookBack} rows, those of a window, or 0 for all of them.");
        }

        if (targets is not { Length: > 0 })
        {
            targets = [.. (past is { Length: > 0 } ? past : panel.Columns).Except(known ?? []).Except(panel.StaticColumns)];
        }

        int padding = minimumHistory == 0 ? 0 : lookBack - minimumHistory;
        SeriesTable stacked = panel.Stack(padding, out int[] begins);
        WindowDataset all = Of(stacked, lookBack, targets, known, past, horizon, 1, period, gap);
        int[] starts = StartsIn(begins, lookBack + gap + horizon, stride);
        if (starts.Length == 0)
        {
            throw new ArgumentException(
                $"A window of {lookBack} steps and a target of {horizon} after it{(gap > 0 ? $" (with a gap of {gap})" : "")} need {(long)lookBack - padding + gap + horizon} rows of a series; the longest has {Enumerable.Range(0, panel.Count).Max(i => panel[i].Rows)}.",
                nameof(lookBack));
        }

        WindowSource source = all._source;
        WindowPanel known_ = new(panel.Names, begins, padding, level, source.Targets, source.TargetColumns);
        return new WindowDataset(
            source with
            {
                Series = source.Series! with { Panel = known_ },
                ExactInputs = level == WindowLevel.None ? source.ExactInputs : default,
                ExactTargets = level == WindowLevel.None ? source.ExactTargets : default,
            },
            0, starts.Length, default)
        {
            _starts = starts,
        };
    }

    /// <summary>How many series the windows slide over; 0 for windows from ready-made arrays.</summary>
    public int SeriesCount => Panel?.Count ?? (HasSeries ? 1 : 0);

    /// <summary>What the target columns of each window are divided by, or what is subtracted from them, before the model's scaler sees them.</summary>
    public WindowLevel Level => Panel?.Level ?? WindowLevel.None;

    /// <summary>The series that a window slides over: its place in <see cref="SeriesNames"/>.</summary>
    /// <param name="index">0 to Count − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such window.</exception>
    public int SeriesOf(int index)
    {
        CheckIndex(index);
        return Panel?.SeriesOf(StartRow(index) + LookBack - 1) ?? 0;
    }

    /// <summary>The names of the series of a panel; empty for other windows.</summary>
    public IReadOnlyList<string> SeriesNames => Panel?.Names ?? [];

    /// <summary>What a target column of a window is divided by, 1 where nothing is: the model's own answer times it, plus <see cref="OffsetOf"/>, is in raw units.</summary>
    /// <param name="index">0 to Count − 1.</param>
    /// <param name="column">The target column, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such window or column.</exception>
    public double LevelOf(int index, int column = 0)
    {
        CheckIndex(index);
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, TargetColumns);
        return Panel?.LevelOf(column, StartRow(index), StartRow(index) + LookBack) ?? 1;
    }

    /// <summary>What is subtracted from a target column of a window before it is divided, 0 where nothing is: with <see cref="WindowLevel.Difference"/> and <see cref="WindowLevel.WindowStandard"/>.</summary>
    /// <param name="index">0 to Count − 1.</param>
    /// <param name="column">The target column, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such window or column.</exception>
    public double OffsetOf(int index, int column = 0)
    {
        CheckIndex(index);
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, TargetColumns);
        return Panel?.OffsetOf(column, StartRow(index), StartRow(index) + LookBack) ?? 0;
    }

    /// <summary>Holds whole series back, drawn at random: to see how well a model does on series that it has never seen.</summary>
    /// <param name="testFraction">The share of the series, above 0 and below 1; at least one, rounded down, is held back, and at least one stays.</param>
    /// <param name="seed">Which ones.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The windows are of one series only.</exception>
    public (WindowDataset Training, WindowDataset Test) SplitBySeries(double testFraction, long seed = 0)
    {
        if (!(testFraction > 0 && testFraction < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(testFraction), testFraction, "Expected a fraction above 0 and below 1.");
        }

        int[] series = Occurring();
        new RandomSource(seed).Shuffle(series);
        int count = Math.Clamp((int)(testFraction * series.Length), 1, Math.Max(1, series.Length - 1));
        return SplitBySeries([.. series.Take(count)]);
    }

    /// <summary>Holds some series back.</summary>
    /// <param name="test">Their names.</param>
    /// <exception cref="ArgumentException">There is no series of such a name.</exception>
    /// <exception cref="InvalidOperationException">One of the two parts would have no window.</exception>
    public (WindowDataset Training, WindowDataset Test) SplitBySeries(IReadOnlyList<string> test)
    {
        ArgumentNullException.ThrowIfNull(test);
        return SplitBySeries(test.Select(name => SeriesNames.ToList().IndexOf(name) is var index and >= 0
            ? index
            : throw new ArgumentException($"Expected names of series, but there is no '{name}'.", nameof(test))).ToHashSet());
    }

    private WindowPanel? Panel => _source.Series?.Panel;

    private (WindowDataset Training, WindowDataset Test) SplitBySeries(HashSet<int> test)
    {
        int[] held = [.. Enumerable.Range(0, Count).Where(index => test.Contains(SeriesOf(index)))], rest = [.. Enumerable.Range(0, Count).Except(held)];
        return held.Length > 0 && rest.Length > 0
            ? (Some(rest), Some(held))
            : throw new InvalidOperationException($"Expected windows of several series, some held back and some not, but got {rest.Length} to train on and {held.Length} held back.");
    }

    /// <summary>Some windows, in a given order.</summary>
    internal WindowDataset Some(int[] indices) => new(
        _source, 0, indices.Length, _weights.IsEmpty ? default : Array.ConvertAll(indices, index => _weights.Span[index]),
        _lengths.IsEmpty ? default : Array.ConvertAll(indices, index => _lengths.Span[index]))
    {
        _starts = Array.ConvertAll(indices, StartRow),
        _scaling = _scaling,
    };

    /// <summary>The series that have windows here, in order.</summary>
    internal int[] Occurring() => [.. Enumerable.Range(0, Count).Select(SeriesOf).Distinct().Order()];

    /// <summary>The windows of one series; null where it has none.</summary>
    internal WindowDataset? OfSeries(int series)
    {
        int[] own = [.. Enumerable.Range(0, Count).Where(index => SeriesOf(index) == series)];
        return own.Length == 0 ? null : Some(own);
    }

    /// <summary>Each series with the rows that its windows here read: from the first input to the last target, without padding.</summary>
    private IEnumerable<(int From, int FromTarget, int End)> Spans()
    {
        if (Panel is not { } panel)
        {
            yield return (StartRow(0), FirstTargetRow(0), SpanEnd);
            yield break;
        }

        foreach (IGrouping<int, int> own in Enumerable.Range(0, Count).GroupBy(SeriesOf))
        {
            int begin = panel.Begin(own.Key);
            yield return (Math.Max(begin, own.Min(StartRow)), own.Min(FirstTargetRow), own.Max(LastTargetRow) + 1);
        }
    }

    /// <summary>The windows of each series cut by themselves.</summary>
    private (WindowDataset? Training, WindowDataset? Test) CutEach(Func<(int From, int FromTarget, int End), int> cutOf)
    {
        var cuts = new Dictionary<int, int>();
        foreach ((int From, int FromTarget, int End) span in Spans())
        {
            cuts[Panel!.SeriesOf(span.End - 1)] = cutOf(span);
        }

        int[] training = [.. Enumerable.Range(0, Count).Where(index => LastTargetRow(index) < cuts[SeriesOf(index)])];
        int[] test = [.. Enumerable.Range(0, Count).Where(index => FirstTargetRow(index) >= cuts[SeriesOf(index)])];
        return (training.Length == 0 ? null : Some(training), test.Length == 0 ? null : Some(test));
    }

    private (WindowDataset Training, WindowDataset Test) SplitEach(int testSteps) =>
        CutEach(span => (int)Math.Max(int.MinValue, (long)span.End - testSteps)) is ({ } training, { } test)
            ? (training, test)
            : throw new ArgumentOutOfRangeException(
                nameof(testSteps), testSteps, $"Expected rows that leave windows to train on and to test with, but the targets of {Count} windows of {SeriesCount} series lie in at most {Spans().Max(span => span.End - span.FromTarget)} rows of a series.");

    private (WindowDataset Training, WindowDataset Test) SplitEach(double testFraction) =>
        CutEach(span => span.FromTarget + (int)Math.Floor((span.End - span.FromTarget) * (1 - testFraction))) is ({ } training, { } test)
            ? (training, test)
            : throw new ArgumentOutOfRangeException(nameof(testFraction), testFraction, $"Expected a fraction that leaves windows to train on and to test with, but {Count} windows of {SeriesCount} series leave none for one of them.");

    /// <summary>Throws if the windows slide over many series, of which a call knows nothing.</summary>
    internal void RefusePanel(string call, string instead)
    {
        if (Panel is not null) throw new InvalidOperationException($"{call} is for windows of one series, and these are of {Panel.Count}. {instead}");
    }

    private static int[] StartsIn(int[] begins, long needed, int stride)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        List<int> starts = [];
        for (int series = 0; series + 1 < begins.Length; series++)
        {
            // Counted from the end, so that the last rows are always there.
            long most = begins[series + 1] - needed - begins[series];
            for (long offset = most % stride; most >= 0 && offset <= most; offset += stride)
            {
                starts.Add(begins[series] + (int)offset);
            }
        }

        return [.. starts];
    }
}
