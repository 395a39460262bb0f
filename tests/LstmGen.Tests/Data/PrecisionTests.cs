using CsCheck;
using LstmGen.Forecasting;
using LstmGen.Tests.Training;

namespace LstmGen.Tests.Data;

/// <summary>Series in double precision are scaled before they are rounded: large readings keep their differences, in training, forecasts and measures.</summary>
public sealed class PrecisionTests
{
    private const double Large = 123_456_789_012.25;

    [Theory]
    [InlineData(Scaling.MinMax)]
    [InlineData(Scaling.Standard)]
    [InlineData(Scaling.Robust)]
    public void The_network_sees_the_same_whatever_the_readings_start_from(Scaling scaling) =>
        Gen.Double[-1, 1].Array[12, 60].Select(Gen.Int[0, 12]).Sample(
            (values, magnitude) =>
            {
                // Multiples of 1/1024: large values are exact sums.
                double start = Math.Round(Math.Pow(10, magnitude));
                double[] near = [.. values.Select(value => Math.Round(value * 1024) / 1024)], far = [.. near.Select(value => value + start)];
                WindowDataset plain = WindowDataset.Of(near, lookBack: 3), shifted = WindowDataset.Of(far, lookBack: 3);
                if (near.Max() - near.Min() < 0.1) return;
                float[] a = Scaled(plain, scaling), b = Scaled(shifted, scaling);
                for (int i = 0; i < a.Length; i++)
                {
                    Assert.Equal(a[i] - a[0], b[i] - b[0], 1e-4f + 1e-4f * Math.Abs(a[i] - a[0]));
                }
            },
            iter: 200);

    [Fact]
    public void Scaling_is_in_double_precision_against_decimal_arithmetic()
    {
        // Quarters, so that both hold every value exactly.
        double[] series = [.. Enumerable.Range(0, 200).Select(i => 123_456_789 + i * 7 % 40 * 0.25)];
        WindowDataset windows = WindowDataset.Of(series, lookBack: 4);
        Scaler scaler = Scaler.Fit(Scaling.MinMax, windows);
        decimal least = series.Min(value => (decimal)value), spread = series.Max(value => (decimal)value) - least;
        Assert.Equal((double)least, scaler.InputOffsets[0]);
        Assert.Equal((double)spread, scaler.InputScales[0]);
        WindowDataset scaled = windows.Scaled(scaler);
        float[] input = new float[4];
        for (int i = 0; i < windows.Count; i++)
        {
            scaled.CopyInput(i, input);
            for (int j = 0; j < 4; j++)
            {
                Assert.Equal((double)(((decimal)series[i + j] - least) / spread), input[j], 1e-7);
            }
        }
    }

    [Fact]
    public void Floats_as_doubles_give_the_bits_of_floats()
    {
        float[] single = TrainingData.Series(80);
        double[] widened = [.. single];
        foreach (Scaling scaling in new[] { Scaling.MinMax, Scaling.Standard, Scaling.Robust })
        {
            LinearModel first = new(4, scaling: scaling), second = new(4, scaling: scaling);
            FitReport one = first.Fit(WindowDataset.Of(single, lookBack: 4)), two = second.Fit(WindowDataset.Of(widened, lookBack: 4));
            Assert.Equal(TrainingData.Bits(first.Values), TrainingData.Bits(second.Values));
            Assert.Equal(one.Accuracy, two.Accuracy);
            Assert.Equal(first.Scaler!.InputOffsets.ToArray(), second.Scaler!.InputOffsets.ToArray());
        }
    }

    [Fact]
    public void A_counter_is_learned_as_well_as_its_differences()
    {
        // Two waves follow a linear rule: a linear model learns it, if it sees it.
        double[] far = Meter(300), near = [.. far.Select(value => value - Large)];
        FitOptions options = new() { Epochs = 60, LearningRate = 0.02 };
        LinearModel model = new(6, scaling: Scaling.MinMax), reference = new(6, scaling: Scaling.MinMax);
        FitReport report = model.Fit(WindowDataset.Of(far, lookBack: 6), options), plain = reference.Fit(WindowDataset.Of(near, lookBack: 6), options);
        Assert.Equal(plain.Loss, report.Loss, plain.Loss * 0.05 + 1e-6);
        Assert.Equal(plain.Accuracy!.Rmse, report.Accuracy!.Rmse, plain.Accuracy.Rmse * 0.05);
        Assert.Equal(plain.Accuracy.NaiveRmse, report.Accuracy.NaiveRmse, 1e-3);
        Assert.Equal(plain.Accuracy.SkillAgainstNaive, report.Accuracy.SkillAgainstNaive, 0.05);
        Assert.True(report.Accuracy.SkillAgainstNaive > 0.5);

        double[] next = new double[5], expected = new double[5];
        model.Forecast(far, next);
        reference.Forecast(near, expected);
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(expected[i], next[i] - Large, 0.05);
        }

        BacktestReport backtest = Backtest.Rolling(model, WindowDataset.Of(far, lookBack: 6), testSteps: 50, steps: 2);
        BacktestReport likewise = Backtest.Rolling(reference, WindowDataset.Of(near, lookBack: 6), testSteps: 50, steps: 2);
        Assert.Equal(likewise.Overall.Rmse, backtest.Overall.Rmse, likewise.Overall.Rmse * 0.1);
        Assert.Equal(likewise.Overall.NaiveRmse, backtest.Overall.NaiveRmse, 1e-3);
    }

    [Fact]
    public void Predictions_in_double_precision_agree_alone_and_in_batches()
    {
        double[] far = Meter(120);
        LinearModel model = new(6, scaling: Scaling.Standard);
        model.Fit(WindowDataset.Of(far, lookBack: 6), new FitOptions { Epochs = 5 });
        double[] windows = [.. Enumerable.Range(0, 11).SelectMany(i => far.Skip(i).Take(6))], answers = new double[11], one = new double[1];
        model.PredictBatch(windows, answers);
        for (int i = 0; i < 11; i++)
        {
            model.Predict(windows.AsSpan(6 * i, 6), one);
            Assert.Equal(one[0], answers[i]);
            Assert.InRange(one[0] - Large, -12, 12);
            Assert.NotEqual((float)one[0], one[0]);
        }

        windows[9] = double.NaN;
        Assert.Contains("row 3, column 0 of window 1", Assert.Throws<ArgumentException>("windows", () => model.PredictBatch(windows, answers)).Message);
        Assert.Throws<ArgumentException>("history", () => model.Forecast([.. far, double.PositiveInfinity], one));
        Assert.Throws<ArgumentException>("window", () => model.Predict(new double[5], one));
    }

    [Fact]
    public void Saved_scalers_keep_every_bit()
    {
        double[] far = Meter(120);
        LinearModel saved = new(6, scaling: Scaling.Standard), loaded = new(6, scaling: Scaling.Standard);
        saved.Fit(WindowDataset.Of(far, lookBack: 6));
        using MemoryStream stream = new();
        saved.Save(stream);
        stream.Position = 0;
        loaded.Load(stream);
        Assert.Equal(saved.Scaler!.InputOffsets.ToArray(), loaded.Scaler!.InputOffsets.ToArray());
        Assert.Equal(saved.Scaler.OutputScales.ToArray(), loaded.Scaler.OutputScales.ToArray());
        Assert.NotEqual(saved.Scaler.InputOffsets[0], (float)saved.Scaler.InputOffsets[0]);
    }

    [Fact]
    public void What_rounding_left_of_a_constant_is_no_spread()
    {
        double[] noise = [.. Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? 0.3 : 0.1 + 0.2)];
        Assert.NotEqual(noise[0], noise[1]);
        Assert.Equal(1, Scaler.Fit(Scaling.MinMax, WindowDataset.Of(noise, lookBack: 3)).InputScales[0]);
    }

    [Fact]
    public void Tables_slice_and_copy_without_rounding()
    {
        double[] far = Meter(50);
        SeriesTable table = SeriesTable.Of(("meter", far), ("hour", [.. Enumerable.Range(0, 50).Select(i => (double)(i % 24))]));
        WindowDataset windows = WindowDataset.Of(table.Slice(10, 30), lookBack: 4, targets: ["meter"], known: ["hour"], horizon: 2, period: 6);
        double[] input = new double[8], target = new double[2], naive = new double[2], seasonal = new double[2];
        windows.CopyInput(3, input);
        windows.CopyTarget(3, target);
        windows.CopyNaive(3, naive);
        Assert.Equal([far[13], 15 % 24, far[14], 16, far[15], 17, far[16], 18], input);
        Assert.Equal([far[17], far[18]], target);
        Assert.Equal([far[16], far[16]], naive);
        Assert.True(windows.TryCopySeasonalNaive(3, seasonal));
        Assert.Equal([far[11], far[12]], seasonal);
        far[13] = 0;
        windows.CopyInput(3, input);
        Assert.NotEqual(0, input[0]);
    }

    /// <summary>A counter whose digits a float would lose.</summary>
    private static double[] Meter(int count) => [.. Enumerable.Range(0, count).Select(i => Large + 3 * Math.Sin(i * 0.4) + Math.Cos(i * 0.9))];

    private static float[] Scaled(WindowDataset windows, Scaling scaling)
    {
        WindowDataset scaled = windows.Scaled(Scaler.Fit(scaling, windows));
        float[] all = new float[scaled.Count * 4], input = new float[3], target = new float[1];
        for (int i = 0; i < scaled.Count; i++)
        {
            scaled.CopyInput(i, input);
            scaled.CopyTarget(i, target);
            input.CopyTo(all, i * 4);
            all[i * 4 + 3] = target[0];
        }

        return all;
    }
}
