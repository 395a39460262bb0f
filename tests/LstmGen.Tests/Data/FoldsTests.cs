using CsCheck;

namespace LstmGen.Tests.Data;

/// <summary>Folds in time, against their definition window by window: the series holds its own row numbers.</summary>
public sealed class FoldsTests
{
    [Fact]
    public void Expanding_and_sliding_spans()
    {
        WindowDataset windows = WindowDataset.Of(Ramp(100), lookBack: 10);
        (WindowDataset Training, WindowDataset Test)[] folds = [.. windows.FoldsByTime(3, testSteps: 20)];
        Assert.Equal([(10, 39, 40, 59), (10, 59, 60, 79), (10, 79, 80, 99)], folds.Select(Rows));
        folds = [.. windows.FoldsByTime(3, testSteps: 20, trainingSteps: 25)];
        Assert.Equal([(15, 39, 40, 59), (35, 59, 60, 79), (55, 79, 80, 99)], folds.Select(Rows));
    }

    [Fact]
    public void One_fold_is_a_split()
    {
        WindowDataset windows = WindowDataset.Of(Ramp(60), lookBack: 5, horizon: 3, stride: 2);
        (WindowDataset training, WindowDataset test) = windows.SplitByTime(12);
        Assert.Equal(Rows((training, test)), Rows(windows.FoldsByTime(1, 12)[0]));
    }

    [Fact]
    public void Any_folds_hold_the_windows_of_their_definition() =>
        Gen.Select(Gen.Int[20, 60], Gen.Int[1, 6], Gen.Int[1, 4], Gen.Int[1, 3], Gen.Int[0, 2], Gen.Int[1, 4], Gen.Int[1, 9]).Select(Gen.Int[0, 12]).Sample((shape, span) =>
        {
            (int rows, int lookBack, int horizon, int stride, int gap, int folds, int testSteps) = shape;
            WindowDataset windows = WindowDataset.Of(Ramp(rows), lookBack, horizon, stride, gap: gap);
            (int First, int Last)[] targets = [.. Enumerable.Range(0, windows.Count).Select(index => (Target(windows, index)[0], Target(windows, index)[^1]))];
            int end = targets[^1].Last + 1;
            var expected = Enumerable.Range(0, folds).Select(fold => end - (folds - fold) * testSteps).Select(begin => (
                Training: targets.Where(target => target.Last < begin && (span == 0 || target.First >= begin - span)).ToArray(),
                Test: targets.Where(target => target.First >= begin && target.Last < begin + testSteps).ToArray())).ToArray();
            if (expected.Any(fold => fold.Training.Length == 0 || fold.Test.Length == 0))
            {
                Assert.Throws<ArgumentOutOfRangeException>("testSteps", () => windows.FoldsByTime(folds, testSteps, span));
                return;
            }

            Assert.Equal(expected, windows.FoldsByTime(folds, testSteps, span).Select(fold => (All(fold.Training), All(fold.Test))));
        });

    [Fact]
    public void Weights_and_lengths_stay_with_their_windows()
    {
        WindowDataset windows = WindowDataset.From(Ramp(20), Ramp(10), lookBack: 2).Weighted(Ramp(10)).WithLengths(new[] { 1, 2, 1, 2, 1, 2, 1, 2, 1, 2 });
        (WindowDataset training, WindowDataset test) = windows.FoldsByTime(2, testSteps: 2, trainingSteps: 3)[1];
        Assert.Equal([5f, 6f, 7f], Enumerable.Range(0, 3).Select(training.WeightOf));
        Assert.Equal([8f, 9f], Enumerable.Range(0, 2).Select(test.WeightOf));
        Assert.Equal([2, 1, 2], Enumerable.Range(0, 3).Select(training.LengthOf));
    }

    [Fact]
    public void What_cannot_be_cut_is_said()
    {
        WindowDataset windows = WindowDataset.Of(Ramp(30), lookBack: 10);
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>("testSteps", () => windows.FoldsByTime(4, 5));
        Assert.StartsWith(
            "Expected folds that all have windows, but fold 1 of 4, which is tested on the rows 10 to 14, has 0 for training and 5 for the test: 20 windows have targets of 1 step(s) in the rows 10 to 29.",
            error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("folds", () => windows.FoldsByTime(0, 5));
        Assert.Throws<ArgumentOutOfRangeException>("trainingSteps", () => windows.FoldsByTime(1, 5, -1));
        Assert.Throws<ArgumentOutOfRangeException>("testSteps", () => windows.FoldsByTime(int.MaxValue, int.MaxValue));
    }

    private static float[] Ramp(int count) => [.. Enumerable.Range(0, count).Select(i => (float)i)];

    private static int[] Target(WindowDataset windows, int index)
    {
        float[] target = new float[windows.TargetSize];
        windows.CopyTarget(index, target);
        return [.. target.Select(value => (int)value)];
    }

    private static (int First, int Last)[] All(WindowDataset windows) =>
        [.. Enumerable.Range(0, windows.Count).Select(index => (Target(windows, index)[0], Target(windows, index)[^1]))];

    private static (int, int, int, int) Rows((WindowDataset Training, WindowDataset Test) fold) =>
        (All(fold.Training)[0].First, All(fold.Training)[^1].Last, All(fold.Test)[0].First, All(fold.Test)[^1].Last);
}
