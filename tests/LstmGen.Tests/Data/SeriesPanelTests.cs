using CsCheck;
using LstmGen.Forecasting;
using LstmGen.Tests.Training;

namespace LstmGen.Tests.Data;

/// <summary>Windows over many series, against windows cut by hand from each.</summary>
public sealed class SeriesPanelTests
{
    private sealed record Case(int[] Lengths, int LookBack, int Horizon, int Stride, int Gap, int MinimumHistory, WindowLevel Level, int Seed)
    {
        public float[][] Values { get; } = [.. Lengths.Select((length, series) => Numbers(length, Seed + series, 1 << (series * 3)))];

        public float[][] Known { get; } = [.. Lengths.Select((length, series) => Numbers(length, Seed + 50 + series, 1))];

        public float[] Areas { get; } = [.. Lengths.Select((_, series) => 10f + series)];

        public SeriesPanel Panel() => SeriesPanel.Of([.. Lengths.Select((_, series) => ($"s{series}", SeriesTable.Of(("v", Values[series]), ("k", Known[series]))))]).WithStatic("area", Areas).WithIds();

        public WindowDataset Windows() => WindowDataset.Of(Panel(), LookBack, known: ["k"], horizon: Horizon, stride: Stride, gap: Gap, minimumHistory: MinimumHistory, level: Level, period: 2);

        /// <summary>Series and first row of each window; the row is below 0 where the window begins in the padding.</summary>
        public (int Series, int Start)[] Expected()
        {
            int history = MinimumHistory == 0 ? LookBack : MinimumHistory;
            List<(int, int)> windows = [];
            for (int series = 0; series < Lengths.Length; series++)
            {
                int last = Lengths[series] - Horizon - Gap - LookBack;
                List<int> own = [];
                for (int start = last; start >= history - LookBack; start -= Stride)
                {
                    own.Add(start);
                }

                own.Reverse();
                windows.AddRange(own.Select(start => (series, start)));
            }

            return [.. windows];
        }

        private static float[] Numbers(int count, int seed, float size)
        {
            var random = new Random(seed);
            return [.. Enumerable.Range(0, count).Select(_ => size * (0.25f + random.NextSingle()))];
        }
    }

    private static readonly Gen<Case> s_cases =
        from lengths in Gen.Int[1, 14].Array[1, 4]
        from lookBack in Gen.Int[1, 5]
        from horizon in Gen.Int[1, 3]
        from stride in Gen.Int[1, 4]
        from gap in Gen.Int[0, 2]
        from history in Gen.Int[0, lookBack]
        from level in Gen.Enum<WindowLevel>()
        from seed in Gen.Int[0, 1000]
        let c = new Case([.. lengths, 12], lookBack, horizon, stride, gap, history, level, seed)
        select c;

    [Fact]
    public void Windows_are_those_cut_by_hand_from_each_series() => s_cases.Sample(c =>
    {
        WindowDataset windows = c.Windows();
        (int Series, int Start)[] expected = c.Expected();
        Assert.Equal(expected.Length, windows.Count);
        Assert.Equal((c.Lengths.Length, 4, 1), (windows.SeriesCount, windows.Features, windows.TargetColumns));
        float[] input = new float[windows.InputSize], target = new float[windows.TargetSize], read = new float[windows.InputSize], learned = new float[windows.TargetSize];
        for (int i = 0; i < expected.Length; i++)
        {
            (int series, int start) = expected[i];
            float[] values = c.Values[series], known = c.Known[series];
            float[] expectedInput = [.. Enumerable.Range(start, c.LookBack).SelectMany(row => new[] { values[Math.Max(0, row)], c.Areas[series], series, known[Math.Max(0, row + c.Gap + c.Horizon)] })];
            float[] expectedTarget = values[(start + c.LookBack + c.Gap)..][..c.Horizon];
            windows.CopyInput(i, input);
            windows.CopyTarget(i, target);
            Assert.Equal(expectedInput, input);
            Assert.Equal(expectedTarget, target);
            Assert.Equal(series, windows.SeriesOf(i));

            float[] seen = values[Math.Max(0, start)..(start + c.LookBack)], so_far = values[..(start + c.LookBack)];
            double level = c.Level switch { WindowLevel.WindowMean => seen.Average(v => (double)v), WindowLevel.LastValue => seen[^1], WindowLevel.SeriesMean => so_far.Average(v => (double)v), WindowLevel.WindowStandard => Deviation(seen), _ => 1 };
            Assert.Equal(level, windows.LevelOf(i), 1e-9 * level);
            if (c.Level is WindowLevel.None or WindowLevel.WindowMean) Assert.Equal(0, windows.OffsetOf(i));
            double last = c.Level switch { WindowLevel.Difference => seen[^1], WindowLevel.WindowStandard => seen.Average(v => (double)v), _ => 0 };
            windows.ReadInput(i, read);
            windows.ReadTarget(i, learned);
            Assert.All(read.Zip(expectedInput).Where((_, at) => at % 4 == 0), pair => Assert.Equal((pair.Second - last) / level, pair.First, 1e-6 * Math.Max(1, Math.Abs(pair.Second / level))));
            Assert.All(read.Zip(expectedInput).Where((_, at) => at % 4 != 0), pair => Assert.Equal(pair.Second, pair.First));
            Assert.All(learned.Zip(expectedTarget), pair => Assert.Equal((pair.Second - last) / level, pair.First, 1e-6 * Math.Max(1, Math.Abs(pair.Second / level))));

            bool seasonal = windows.TryCopySeasonalNaive(i, target);
            Assert.Equal(start + c.LookBack >= 2, seasonal);
            if (seasonal) Assert.Equal([.. Enumerable.Range(0, c.Horizon).Select(step => values[Before(start + c.LookBack + c.Gap + step, start + c.LookBack)])], target);
        }
    });

    [Fact]
    public void Splits_cut_each_series_from_its_own_end() => Gen.Select(s_cases, Gen.Int[1, 6]).Sample((c, steps) =>
    {
        WindowDataset windows = c.Windows();
        (int Series, int Start)[] all = c.Expected();
        var ends = all.GroupBy(w => w.Series).ToDictionary(own => own.Key, own => own.Max(w => w.Start) + c.LookBack + c.Gap + c.Horizon);
        (int, int)[] training = [.. all.Where(w => w.Start + c.LookBack + c.Gap + c.Horizon <= ends[w.Series] - steps)], test = [.. all.Where(w => w.Start + c.LookBack + c.Gap >= ends[w.Series] - steps)];
        if (training.Length == 0 || test.Length == 0)
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => windows.SplitByTime(steps));
            return;
        }

        (WindowDataset first, WindowDataset second) = windows.SplitByTime(steps);
        Same(windows, all, first, training);
        Same(windows, all, second, test);
        Same(windows, all, first.Slice(first.Count - 1, 1), [training[^1]]);
    });

    [Fact]
    public void Whole_series_are_held_back() => s_cases.Sample(c =>
    {
        WindowDataset windows = c.Windows();
        (int Series, int Start)[] all = c.Expected();
        int[] series = [.. all.Select(w => w.Series).Distinct()];
        if (series.Length == 1)
        {
            Assert.Throws<InvalidOperationException>(() => windows.SplitBySeries(0.5));
            return;
        }

        (WindowDataset training, WindowDataset test) = windows.SplitBySeries([$"s{series[0]}"]);
        Same(windows, all, training, [.. all.Where(w => w.Series != series[0])]);
        Same(windows, all, test, [.. all.Where(w => w.Series == series[0])]);
        (training, test) = windows.SplitBySeries(0.4, seed: c.Seed);
        Assert.Empty(training.Occurring().Intersect(test.Occurring()));
        Assert.Equal(series.Length, training.Occurring().Length + test.Occurring().Length);
        Assert.Equal(windows.Count, training.Count + test.Count);
        Assert.Throws<ArgumentException>(() => windows.SplitBySeries(["nobody"]));
    });

    /// <summary>Divided by their levels, series of other sizes are the same to the network: sizes are powers of two, so to the bit. Padding moves no scale. (One value has no deviation to divide by.)</summary>
    [Fact]
    public void Sizes_of_series_and_padding_do_not_reach_the_network() => s_cases.Where(c => c.Level is not (WindowLevel.None or WindowLevel.Difference) && (c.Level != WindowLevel.WindowStandard || (c.LookBack > 1 && c.MinimumHistory != 1))).Sample(c =>
    {
        WindowDataset windows = c.Windows();
        SeriesPanel large = SeriesPanel.Of([.. c.Values.Select((values, series) => ($"s{series}", SeriesTable.Of(("v", Array.ConvertAll(values, v => v * 4096)), ("k", c.Known[series]))))]).WithStatic("area", c.Areas).WithIds();
        WindowDataset other = WindowDataset.Of(large, c.LookBack, known: ["k"], horizon: c.Horizon, stride: c.Stride, gap: c.Gap, minimumHistory: c.MinimumHistory, level: c.Level, period: 2);
        foreach (Scaling scaling in (Scaling[])[Scaling.Standard, Scaling.MinMax])
        {
            Scaler scaler = Scaler.Fit(scaling, windows), same = Scaler.Fit(scaling, other);
            Assert.Equal(scaler.InputOffsets, same.InputOffsets);
            Assert.Equal(scaler.InputScales, same.InputScales);
            float[] a = new float[windows.InputSize], b = new float[windows.InputSize];
            windows.Scaled(scaler).ReadInput(windows.Count - 1, a);
            other.Scaled(scaler).ReadInput(windows.Count - 1, b);
            Assert.Equal(a, b);
        }
    });

    [Fact]
    public void The_scaler_is_fitted_to_the_rows_that_windows_show() => s_cases.Where(c => c.Level == WindowLevel.None).Sample(c =>
    {
        Scaler scaler = Scaler.Fit(Scaling.MinMax, c.Windows());
        List<float> values = [], known = [];
        foreach (IGrouping<int, (int Series, int Start)> own in c.Expected().GroupBy(w => w.Series))
        {
            int from = Math.Max(0, own.Min(w => w.Start)), end = own.Max(w => w.Start) + c.LookBack + c.Gap + c.Horizon;
            values.AddRange(c.Values[own.Key][from..end]);
            known.AddRange(c.Known[own.Key][Math.Min(end, from + c.Gap + c.Horizon)..end]);
        }

        Assert.Equal(values.Min(), scaler.InputOffsets[0]);
        if (values.Distinct().Count() > 1) Assert.Equal((double)(float)((double)values.Max() - values.Min()), scaler.InputScales[0]);
        Assert.Equal(known.Min(), scaler.InputOffsets[3]);
    });

    /// <summary>Training on a panel is training on the windows cut by hand, bit for bit.</summary>
    [Fact]
    public void Training_is_that_on_windows_cut_by_hand() => s_cases.Sample(c =>
    {
        WindowDataset windows = c.Windows();
        List<float> inputs = [], targets = [];
        float[] input = new float[windows.InputSize], target = new float[windows.TargetSize];
        for (int i = 0; i < windows.Count; i++)
        {
            windows.ReadInput(i, input);
            windows.ReadTarget(i, target);
            inputs.AddRange(input);
            targets.AddRange(target);
        }

        var panel = new LinearModel(c.LookBack, 4, c.Horizon);
        var arrays = new LinearModel(c.LookBack, 4, c.Horizon);
        var options = new FitOptions { Epochs = 2, BatchSize = 5, LearningRate = 0.01 };
        panel.Fit(windows, options);
        arrays.Fit(WindowDataset.From(inputs, targets, c.LookBack, 4, targetColumns: 1), options);
        Assert.Equal(arrays.Values, panel.Values);

        // Answers come back in the units of the series.
        float[] answers = panel.Predict(windows), own = new float[c.Horizon];
        for (int i = 0; i < windows.Count; i++)
        {
            windows.ReadInput(i, input);
            panel.Predict(input, own);
            float[] raw = new float[windows.InputSize];
            windows.CopyInput(i, raw);
            double[] seen = [.. raw.Where((_, at) => at % 4 == 0).Skip(Math.Max(0, -c.Expected()[i].Start)).Select(v => (double)v)];
            double offset = c.Level switch { WindowLevel.Difference => raw[^4], WindowLevel.WindowStandard => seen.Average(), _ => 0 };
            for (int step = 0; step < c.Horizon; step++)
            {
                Assert.Equal((float)(own[step] * windows.LevelOf(i) + offset), answers[i * c.Horizon + step], 1e-5f * Math.Max(1, Math.Abs(answers[i * c.Horizon + step])));
            }
        }
    }, iter: 40);

    [Fact]
    public void Validation_is_the_end_of_each_series()
    {
        SeriesPanel panel = SeriesPanel.Of([TrainingData.Series(30), TrainingData.Series(50)]);
        WindowDataset windows = WindowDataset.Of(panel, 4, level: WindowLevel.WindowMean);
        (WindowDataset training, WindowDataset validation) = windows.SplitByTime(0.2);
        LinearModel split = new(4, scaling: Scaling.Standard), given = new(4, scaling: Scaling.Standard);
        FitReport report = split.Fit(windows, new FitOptions { Epochs = 2, ValidationSplit = 0.2 });
        given.Fit(training, new FitOptions { Epochs = 2, Validation = validation });
        Assert.Equal(given.Values, split.Values);
        Assert.Equal(2, validation.Occurring().Length);
        Assert.Contains("windows of 2 series", windows.ToString(), StringComparison.Ordinal);
        Assert.NotNull(report.Accuracy);
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        Says("'b' has y", () => SeriesPanel.Of(("a", SeriesTable.Of(("x", [1f]))), ("b", SeriesTable.Of(("y", [1f])))));
        Says("called 'a'", () => SeriesPanel.Of(("a", SeriesTable.Of(("x", [1f]))), ("a", SeriesTable.Of(("x", [1f])))));
        Says("got 'value'", () => SeriesPanel.Of([[1f]]).WithStatic("value", [1]));
        Says("each of 1 series", () => SeriesPanel.Of([[1f]]).WithStatic("s", [1, 2]));
        Says("series '0'", () => SeriesPanel.Of([[1f]]).WithStatic("s", [float.NaN]));
        Says("need 6 rows", () => WindowDataset.Of(SeriesPanel.Of([[1, 2, 3, 4, 5], [1f, 2, 3]]), 4, horizon: 2));
        Assert.Equal("2 series of 2 to 3 rows × 2 columns: value, id", SeriesPanel.Of([[1f, 2], [1f, 2, 3]]).WithIds().ToString());
        WindowDataset windows = WindowDataset.Of(SeriesPanel.Of([[1, 2, 3, 4, 5], [1f, 2, 3]]), 2);
        Assert.Throws<InvalidOperationException>(() => windows.InStreams(1));
        Assert.Throws<InvalidOperationException>(() => windows.FoldsByTime(2, 1));
        Assert.Throws<InvalidOperationException>(() => windows.WithLengths([1, 1, 1, 1]));
        Assert.Throws<InvalidOperationException>(() => Backtest.Rolling(new LinearModel(2), windows, 2));
    }

    private static double Deviation(float[] values)
    {
        double mean = values.Average(value => (double)value), deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return deviation > 0 ? deviation : 1;
    }

    private static int Before(int row, int origin)
    {
        while (row >= origin)
        {
            row -= 2;
        }

        return row;
    }

    private static void Same(WindowDataset all, (int Series, int Start)[] places, WindowDataset part, (int Series, int Start)[] expected)
    {
        Assert.Equal(expected.Length, part.Count);
        float[] a = new float[all.InputSize], b = new float[all.InputSize], x = new float[all.TargetSize], y = new float[all.TargetSize];
        for (int i = 0; i < expected.Length; i++)
        {
            int index = Array.IndexOf(places, expected[i]);
            all.CopyInput(index, a);
            part.CopyInput(i, b);
            all.CopyTarget(index, x);
            part.CopyTarget(i, y);
            Assert.Equal(a, b);
            Assert.Equal(x, y);
            Assert.Equal(expected[i].Series, part.SeriesOf(i));
        }
    }

    private static void Says(string part, Func<object> call) => Assert.Contains(part, Assert.ThrowsAny<ArgumentException>(call).Message, StringComparison.Ordinal);
}
