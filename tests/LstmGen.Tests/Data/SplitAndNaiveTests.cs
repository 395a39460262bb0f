using CsCheck;

namespace LstmGen.Tests.Data;

public sealed class SplitAndNaiveTests
{
    [Fact]
    public void The_test_windows_are_those_of_the_last_steps()
    {
        (WindowDataset training, WindowDataset test) = WindowDataset.Of(Ramp(100), lookBack: 10).SplitByTime(14);

        Assert.Equal(90 - 14, training.Count);
        Assert.Equal(14, test.Count);
        Assert.Equal(85f, Target(training, training.Count - 1)[0]);
        Assert.Equal(86f, Target(test, 0)[0]);
    }

    [Fact]
    public void No_training_target_reaches_into_the_test_span() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[1, 6], Gen.Int[0, 3], Gen.Int[1, 9], Gen.Int[1, 30]).Sample((lookBack, horizon, gap, stride, testSteps) =>
        {
            WindowDataset windows = WindowDataset.Of(Ramp(120), lookBack, horizon: horizon, stride: stride, gap: gap);
            float end = Target(windows, windows.Count - 1)[^1] + 1;
            int expectedTest = Enumerable.Range(0, windows.Count).Count(i => Target(windows, i)[0] >= end - testSteps);
            if (expectedTest == 0)
            {
                Assert.Throws<ArgumentOutOfRangeException>(() => windows.SplitByTime(testSteps));
                return;
            }

            (WindowDataset training, WindowDataset test) = windows.SplitByTime(testSteps);
            Assert.True(Target(training, training.Count - 1)[^1] < end - testSteps);
            Assert.Equal(expectedTest, test.Count);
            Assert.Equal(end - 1, Target(test, test.Count - 1)[^1]);
            if (training.Count + test.Count < windows.Count)
            {
                Assert.True(Target(windows, training.Count)[^1] >= end - testSteps);
            }
        });

    [Fact]
    public void A_fraction_keeps_the_floor_for_training()
    {
        (WindowDataset training, WindowDataset test) = WindowDataset.Of(Ramp(35), lookBack: 10).SplitByTime(0.3);

        Assert.Equal(17, training.Count);
        Assert.Equal(8, test.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => WindowDataset.Of(Ramp(35), lookBack: 10).SplitByTime(1.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => WindowDataset.Of(Ramp(35), lookBack: 10).SplitByTime(25));
        Assert.Throws<ArgumentOutOfRangeException>(() => WindowDataset.Of(Ramp(35), lookBack: 10).SplitByTime(0));
    }

    [Fact]
    public void Ready_made_windows_are_counted_one_by_one()
    {
        (WindowDataset training, WindowDataset test) = WindowDataset.From(Ramp(20), Ramp(10), lookBack: 2).SplitByTime(3);

        Assert.Equal(7, training.Count);
        Assert.Equal([7f], Target(test, 0));
    }

    [Fact]
    public void A_table_is_cut_by_rows()
    {
        (SeriesTable training, SeriesTable test) = SeriesTable.Of(("a", Ramp(10))).SplitByTime(3);

        Assert.Equal(7, training.Rows);
        Assert.Equal([7f, 8f, 9f], test["a"].ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => test.SplitByTime(3));
    }

    [Fact]
    public void The_naive_forecasts_use_only_what_is_known_when_the_forecast_is_made() =>
        Gen.Select(Gen.Int[1, 8], Gen.Int[1, 9], Gen.Int[0, 3], Gen.Int[1, 3], Gen.Int[1, 7]).Sample((lookBack, horizon, gap, stride, period) =>
        {
            SeriesTable table = SeriesTable.Of(("a", Ramp(60)), ("b", Ramp(60, 1000)));
            WindowDataset windows = WindowDataset.Of(table, lookBack, targets: ["b"], horizon: horizon, stride: stride, gap: gap, period: period).Slice(1, 5);
            float[] naive = new float[horizon];
            for (int i = 0; i < windows.Count; i++)
            {
                int origin = (i + 1) * stride + lookBack;
                windows.CopyNaive(i, naive);
                Assert.All(naive, value => Assert.Equal(1000 + origin - 1, value));

                Assert.Equal(origin >= period, windows.TryCopySeasonalNaive(i, naive));
                for (int step = 0; origin >= period && step < horizon; step++)
                {
                    int row = origin + gap + step;
                    while (row >= origin)
                    {
                        row -= period;
                    }

                    Assert.Equal(1000 + row, naive[step]);
                }
            }
        });

    [Fact]
    public void Without_a_period_there_is_no_seasonal_forecast() =>
        Assert.False(WindowDataset.Of(Ramp(30), lookBack: 5).TryCopySeasonalNaive(3, new float[1]));

    private static float[] Ramp(int count, int start = 0) => [.. Enumerable.Range(start, count).Select(i => (float)i)];

    private static float[] Target(WindowDataset windows, int index)
    {
        float[] values = new float[windows.TargetSize];
        windows.CopyTarget(index, values);
        return values;
    }
}
