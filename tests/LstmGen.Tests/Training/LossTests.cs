namespace LstmGen.Tests.Training;

public sealed class LossTests
{
    private static readonly Dictionary<string, (Loss Loss, Func<double, double, int, double> Formula)> Cases = new()
    {
        ["mse"] = (Loss.MeanSquaredError, (o, t, _) => (o - t) * (o - t)),
        ["mae"] = (Loss.MeanAbsoluteError, (o, t, _) => Math.Abs(o - t)),
        ["mape"] = (Loss.MeanAbsolutePercentageError, (o, t, _) => 100 * Math.Abs(o - t) / Math.Max(Math.Abs(t), 1e-7)),
        ["huber"] = (Loss.Huber, (o, t, _) => HuberFormula(o - t, 1.0)),
        ["huber 0.25"] = (new Huber(0.25f), (o, t, _) => HuberFormula(o - t, 0.25)),
        ["log-cosh"] = (Loss.LogCosh, (o, t, _) => Math.Log(Math.Cosh(o - t))),
        ["median"] = (new Pinball(0.5f), (o, t, _) => Math.Max(0.5 * (t - o), -0.5 * (t - o))),
        ["pinball"] = (new Pinball(0.125f, 0.75f), (o, t, i) => Quantile(t - o, i % 2 == 0 ? 0.125 : 0.75)),
    };

    public static TheoryData<string, int> Sizes()
    {
        var data = new TheoryData<string, int>();
        foreach ((string name, (Loss loss, _)) in Cases)
        {
            foreach (int size in new[] { 1, 2, 3, 15, 16, 17, 31, 32, 50 })
            {
                if (size % loss.OutputsPerTarget == 0) data.Add(name, size);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Value_and_gradient_are_those_of_the_formula(string name, int size)
    {
        (Loss loss, Func<double, double, int, double> formula) = Cases[name];
        var random = new Random(size);
        float[] output = new float[size], target = new float[size], gradient = new float[size];
        for (int i = 0; i < size; i++)
        {
            output[i] = (float)(random.NextDouble() * 6 - 3);
            target[i] = (float)(random.NextDouble() * 6 - 3);
        }

        float value = loss.Row(output, target, gradient);

        double expected = Enumerable.Range(0, size).Sum(i => formula(output[i], target[i], i)) / size;
        Assert.Equal(expected, value, Math.Abs(expected) * 2e-6);
        for (int i = 0; i < size; i++)
        {
            const double Step = 1e-5;
            double slope = (formula(output[i] + Step, target[i], i) - formula(output[i] - Step, target[i], i)) / (2 * Step) / size;
            Assert.Equal(slope, gradient[i], Math.Max(1e-4 * Math.Abs(slope), 1e-7));
        }
    }

    [Fact]
    public void Log_cosh_keeps_its_digits_near_zero_and_far_away()
    {
        foreach (float error in new[] { 1e-10f, 1e-5f, 1e-3f, 0.1f, 0.88f, 0.89f, 1f, 5f, 20f, 1000f, 1e30f })
        {
            double expected = error < 0.1f
                ? 0.5 * error * error - Math.Pow(error, 4) / 12
                : error > 20f ? error - Math.Log(2) : Math.Log(Math.Cosh(error));
            float value = Loss.LogCosh.Row([error], [0f], new float[1]);
            Assert.Equal(1.0, value / expected, 1e-6);
        }
    }

    [Fact]
    public void A_wrong_number_poisons_the_loss_and_never_hides()
    {
        foreach ((Loss loss, _) in Cases.Values)
        {
            float[] output = new float[34], gradient = new float[34];
            output[20] = float.NaN;
            Assert.False(float.IsFinite(loss.Row(output, new float[34], gradient)), loss.Name);
            output[20] = 0f;
            output[33] = float.PositiveInfinity;
            Assert.False(float.IsFinite(loss.Row(output, new float[34], gradient)), loss.Name);
        }
    }

    [Fact]
    public void The_slope_where_there_is_no_error_is_zero()
    {
        foreach (Loss loss in new[] { Loss.MeanSquaredError, Loss.MeanAbsoluteError, Loss.Huber, Loss.LogCosh, Loss.MeanAbsolutePercentageError })
        {
            float[] gradient = [1f];
            Assert.Equal(0f, loss.Row([2f], [2f], gradient));
            Assert.Equal(0f, gradient[0]);
        }
    }

    [Fact]
    public void Lengths_and_constants_are_checked()
    {
        Assert.Throws<ArgumentException>(() => Loss.MeanSquaredError.Row([], [], []));
        Assert.Throws<ArgumentException>(() => Loss.MeanSquaredError.Row([1f, 2f], [1f], new float[2]));
        Assert.Throws<ArgumentException>(() => Loss.Huber.Row(new float[2], new float[2], new float[1]));
        Assert.Throws<ArgumentException>(() => new Pinball(0.1f, 0.9f).Row(new float[3], new float[3], new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Huber(0f));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Huber(float.NaN));
        Assert.Throws<ArgumentException>(() => new Pinball());
        Assert.Throws<ArgumentException>(() => new Pinball(0.9f, 0.1f));
        Assert.Throws<ArgumentException>(() => new Pinball(1f));
    }

    private static double HuberFormula(double error, double delta) =>
        Math.Abs(error) <= delta ? 0.5 * error * error : delta * Math.Abs(error) - 0.5 * delta * delta;

    private static double Quantile(double error, double q) => Math.Max(q * error, (q - 1) * error);
}
