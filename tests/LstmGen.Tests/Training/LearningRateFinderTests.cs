namespace LstmGen.Tests.Training;

/// <summary>The range test, on a problem whose largest stable rate is known.</summary>
public sealed class LearningRateFinderTests
{
    private static readonly WindowDataset s_windows = WindowDataset.Of(TrainingData.Series(300), 4);

    private static readonly LearningRateFinder s_descent = new() { Optimizer = () => new Sgd(), From = 1e-4, To = 100, Updates = 120, BatchSize = 296 };

    /// <summary>Gradient descent on a quadratic diverges above 2/λ, λ the largest eigenvalue of its Hessian 2·XᵀX/n, found here by power iteration.</summary>
    [Fact]
    public void It_explodes_beyond_the_stable_rate_and_suggests_one_below()
    {
        LearningRateCurve curve = s_descent.Run(new LinearModel(4), s_windows);
        double limit = 2 / LargestEigenvalue();
        Assert.True(curve.Diverged);
        Assert.InRange(curve.Suggestion, limit / 50, limit);
        Assert.InRange(curve.Points[^1].LearningRate, limit, 1_000 * limit);
    }

    [Fact]
    public void The_suggested_rate_learns_faster_than_a_hundredth_of_it()
    {
        LinearModel fast = new(4), slow = new(4);
        double rate = s_descent.Run(fast, s_windows).Suggestion;
        double quick = fast.Fit(s_windows, new FitOptions { Epochs = 20, Optimizer = new Sgd { LearningRate = rate } }).Loss;
        double slowly = slow.Fit(s_windows, new FitOptions { Epochs = 20, Optimizer = new Sgd { LearningRate = rate / 100 } }).Loss;
        Assert.True(quick < slowly / 2, $"{quick} against {slowly}");
    }

    [Fact]
    public void Rates_rise_by_one_factor_and_losses_are_smoothed()
    {
        LearningRateCurve curve = new LearningRateFinder { From = 1e-5, To = 1e-3, Updates = 21, BatchSize = 16 }.Run(new LinearModel(4), s_windows);
        Assert.Equal(21, curve.Points.Count);
        Assert.False(curve.Diverged);
        double sum = 0, weight = 0;
        for (int i = 0; i < 21; i++)
        {
            LearningRatePoint point = curve.Points[i];
            Assert.Equal(1e-5 * Math.Pow(10, i / 10.0), point.LearningRate, 1e-12);
            sum = 0.9 * sum + point.Loss;
            weight = 0.9 * weight + 1;
            Assert.Equal(sum / weight, point.SmoothedLoss, 1e-9);
        }

        Assert.Equal(curve.Points.Min(point => point.SmoothedLoss), curve.Least.SmoothedLoss);
        double[] slopes = [.. Enumerable.Range(0, 21).Select(i => i is < 3 or > 17 ? 0 : Enumerable.Range(-3, 7).Sum(k => k * curve.Points[i + k].SmoothedLoss))];
        Assert.Equal(Math.Min(curve.Points[Array.IndexOf(slopes, slopes.Min())].LearningRate, curve.Least.LearningRate / 10), curve.Suggestion);
    }

    [Fact]
    public void The_model_is_as_before_and_the_curve_the_same_on_any_number_of_runs()
    {
        LinearModel model = new(4, scaling: Scaling.Standard);
        int[] before = TrainingData.Bits(model.Values);
        LearningRateCurve first = s_descent.Run(model, s_windows), second = s_descent.Run(model, s_windows);
        Assert.Equal(first.Points, second.Points);
        Assert.Equal(before, TrainingData.Bits(model.Values));
        Assert.Null(model.Scaler);
        Assert.Null(model.Optimizer);
    }

    [Fact]
    public void Its_text_is_a_picture()
    {
        string[] lines = s_descent.Run(new LinearModel(4), s_windows).ToString().Split('\n');
        Assert.Equal(17, lines.Length);
        Assert.Matches("^Suggested learning rate: [0-9.E+-]+; the loss is smallest at [0-9.E+-]+\\.$", lines[0]);
        Assert.All(lines.Skip(1), line => Assert.Matches("^ *[0-9]\\.[0-9]E[+-][0-9]+ +[0-9.E+-]+  #{1,40}$", line));
        Assert.Contains(lines, line => line.EndsWith(new string('#', 40), StringComparison.Ordinal));
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        LinearModel model = new(4);
        Assert.Throws<ArgumentOutOfRangeException>("Updates", () => new LearningRateFinder { Updates = 9 });
        Assert.Throws<ArgumentOutOfRangeException>("From", () => new LearningRateFinder { From = 0 });
        Assert.Throws<ArgumentException>(() => new LearningRateFinder { From = 1, To = 1 }.Run(model, s_windows));
        Assert.Throws<ArgumentException>("windows", () => new LearningRateFinder().Run(model, WindowDataset.Of(TrainingData.Series(70), 5)));
        model.Set(1e30f, 1e30f, 1e30f, 1e30f, 1e30f);
        Assert.Throws<ArithmeticException>(() => new LearningRateFinder().Run(model, s_windows));
    }

    private static double LargestEigenvalue()
    {
        double[] v = [1, 1, 1, 1, 1];
        double norm = 0;
        float[] x = new float[4];
        for (int turn = 0; turn < 200; turn++)
        {
            double[] next = new double[5];
            for (int row = 0; row < s_windows.Count; row++)
            {
                s_windows.CopyInput(row, x);
                double[] padded = [.. x.Select(value => (double)value), 1];
                double product = padded.Zip(v, (a, b) => a * b).Sum();
                for (int i = 0; i < 5; i++) next[i] += 2 * padded[i] * product / s_windows.Count;
            }

            norm = Math.Sqrt(next.Sum(value => value * value));
            v = [.. next.Select(value => value / norm)];
        }

        return norm;
    }
}
