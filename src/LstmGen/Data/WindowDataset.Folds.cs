namespace LstmGen;

public sealed partial class WindowDataset
{
    /// <summary>
    /// Cuts in time several times, for cross-validation: the last <paramref name="folds"/> × <paramref name="testSteps"/> rows are tested on, a span of <paramref name="testSteps"/> rows in each fold,
    /// oldest first, after training on what lies before the span.
    /// </summary>
    /// <remarks>
    /// The test windows of a fold are those whose targets lie in its span, the training windows those whose targets all lie before it; a window whose targets straddle a border is in neither, so that
    /// no fold is tested on a target it was trained on. Training windows begin with the first (an expanding span), or <paramref name="trainingSteps"/> rows before the test (a sliding one). Train a new
    /// model in each fold: its scaler is then that of the fold.
    /// </remarks>
    /// <param name="folds">At least 1; one is <see cref="SplitByTime(int)"/>.</param>
    /// <param name="testSteps">Rows of each test span, at least 1; for windows from ready-made arrays, windows.</param>
    /// <param name="trainingSteps">Rows of targets to train on in each fold, at least 1, or 0, the default, for all that lie before.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range, or a part of a fold would have no window: which one is said.</exception>
    public IReadOnlyList<(WindowDataset Training, WindowDataset Test)> FoldsByTime(int folds, int testSteps, int trainingSteps = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(testSteps, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(trainingSteps);
        RefusePanel(nameof(FoldsByTime), "Cut them with SplitByTime.");
        List<(WindowDataset, WindowDataset)> parts = [];
        for (int fold = 0; fold < folds; fold++)
        {
            long begin = SpanEnd - (long)(folds - fold) * testSteps, end = begin + testSteps;
            WindowDataset? training = Between(trainingSteps == 0 ? 0 : begin - trainingSteps, begin), test = Between(begin, end);
            if (training is null || test is null)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(testSteps), testSteps,
                    $"Expected folds that all have windows, but fold {fold + 1} of {folds}, which is tested on the rows {begin} to {end - 1}, has {training?.Count ?? 0} for training and {test?.Count ?? 0} for the " +
                    $"test: {Count} windows have targets of {Horizon} step(s) in the rows {FirstTargetRow(0)} to {SpanEnd - 1}. Take fewer folds, or another number of steps.");
            }

            parts.Add((training, test));
        }

        return parts.AsReadOnly();
    }

    /// <summary>The windows whose targets all lie from a row on and before another; null when there is none.</summary>
    private WindowDataset? Between(long from, long end)
    {
        int first = 0;
        while (first < Count && FirstTargetRow(first) < from)
        {
            first++;
        }

        int count = 0;
        while (first + count < Count && LastTargetRow(first + count) < end)
        {
            count++;
        }

        return count == 0 ? null : Slice(first, count);
    }
}
