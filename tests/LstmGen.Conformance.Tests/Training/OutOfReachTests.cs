namespace LstmGen.Conformance.Training;

/// <summary>Targets that the last layer's activation cannot give are counted in the report, with the range; nothing is said where all can be reached.</summary>
public sealed class OutOfReachTests
{
    private static readonly float[] s_series = [.. Enumerable.Range(0, 60).Select(i => 5f * MathF.Sin(i * 0.7f))];

    /// <summary>What a model says of its range, against what it puts out for wild inputs: inside, and up to the bounds.</summary>
    [Fact]
    public void A_models_bounds_are_those_of_its_outputs()
    {
        (SequenceModel Model, double Least, double Most)[] models =
        [
            (new LinearEnd(), double.NegativeInfinity, double.PositiveInfinity), (new TanhEnd(), -1, 1), (new SigmoidEnd(), 0, 1), (new HardSigmoidEnd(), 0, 1), (new SoftsignEnd(), -1, 1),
            (new ReluEnd(), 0, double.PositiveInfinity), (new EluEnd(), -1, double.PositiveInfinity), (new SoftplusEnd(), 0, double.PositiveInfinity), (new LeakyEnd(), double.NegativeInfinity, double.PositiveInfinity),
        ];
        foreach ((SequenceModel model, double least, double most) in models)
        {
            Assert.Equal((least, most), (model.Description.LeastOutput, model.Description.MostOutput));
            float[] output = new float[1];
            double lowest = double.PositiveInfinity, highest = double.NegativeInfinity;
            for (int i = -400; i <= 400; i++)
            {
                float x = MathF.CopySign(MathF.Pow(MathF.Abs(i) / 20f, 4), i);
                model.Predict([x], output);
                (lowest, highest) = (Math.Min(lowest, output[0]), Math.Max(highest, output[0]));
            }

            Assert.InRange(lowest, least, most);
            Assert.InRange(highest, least, most);
            Assert.True(double.IsInfinity(least) ? lowest < -1_000 : lowest < least + 1e-3, $"{model.Description.Name}: {lowest}");
            Assert.True(double.IsInfinity(most) ? highest > 1_000 : highest > most - 1e-3, $"{model.Description.Name}: {highest}");
        }
    }

    [Fact]
    public void Targets_outside_are_counted_with_the_range()
    {
        WindowDataset windows = WindowDataset.Of(s_series, 1);
        long outside = s_series.Skip(1).LongCount(value => value is < -1e-5f or > 1.00001f);
        string warning = Assert.Single(new SigmoidEnd().Fit(windows, new FitOptions { LearningRate = 0 }).Warnings, text => text.Contains("outside", StringComparison.Ordinal));
        Assert.StartsWith($"{outside} of 59 targets, -4.9", warning, StringComparison.Ordinal);
        Assert.Contains("(0 to 1): no training reaches them. Remove Activation from the last layer, or scale the targets into that range.", warning, StringComparison.Ordinal);

        Assert.Contains(new ReluEnd().Fit(windows, new FitOptions { LearningRate = 0 }).Warnings, text => text.Contains("(0 and above)", StringComparison.Ordinal));
        Assert.DoesNotContain(new LinearEnd().Fit(windows, new FitOptions { LearningRate = 0 }).Warnings, text => text.Contains("outside", StringComparison.Ordinal));
        Assert.DoesNotContain(
            new ReluEnd().Fit(WindowDataset.Of([.. s_series.Select(MathF.Abs)], 1), new FitOptions { LearningRate = 0 }).Warnings, text => text.Contains("outside", StringComparison.Ordinal));
    }

    /// <summary>Scaled values count: a min-max scaler brings its own data to 0 … 1, and later data that runs farther is named.</summary>
    [Fact]
    public void What_counts_is_the_scaled_value()
    {
        var model = new ScaledEnd();
        Assert.DoesNotContain(model.Fit(WindowDataset.Of(s_series, 1), new FitOptions { LearningRate = 0 }).Warnings, text => text.Contains("outside", StringComparison.Ordinal));
        float[] wider = [.. s_series.Select(value => value * 1.5f)];
        string warning = Assert.Single(model.Fit(WindowDataset.Of(wider, 1), new FitOptions { LearningRate = 0 }).Warnings, text => text.Contains("outside", StringComparison.Ordinal));
        long outside = wider.Skip(1).LongCount(value => value < s_series.Min() - 1e-4f || value > s_series.Max() + 1e-4f);
        Assert.StartsWith($"{outside} of 59 targets, -0.2", warning, StringComparison.Ordinal);
        Assert.Contains(" of scaled values, lie outside", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_state_says_what_it_is() => Assert.Equal("State of StreamEnd: 32 values", default(StreamEnd.State).ToString());
}

[LstmModel(LookBack = 1)]
[Dense(1)]
internal sealed partial class LinearEnd;

[LstmModel(LookBack = 1)]
[Dense(1, Activation = Activation.Tanh)]
internal sealed partial class TanhEnd;

[LstmModel(LookBack = 1)]
[Dense(1, Activation = Activation.Sigmoid)]
[Dropout(0.1)]
internal sealed partial class SigmoidEnd;

[LstmModel(LookBack = 1)]
[Dense(1, Activation = Activation.HardSigmoid)]
internal sealed partial class HardSigmoidEnd;

[LstmModel(LookBack = 1)]
[Dense(1, Activation = Activation.Softsign)]
internal sealed partial class SoftsignEnd;

[LstmModel(LookBack = 1)]
[Dense(1, Activation = Activation.Relu)]
internal sealed partial class ReluEnd;

[LstmModel(LookBack = 1)]
[Dense(1, Activation = Activation.Elu)]
internal sealed partial class EluEnd;

[LstmModel(LookBack = 1)]
[Dense(1, Activation = Activation.Softplus)]
internal sealed partial class SoftplusEnd;

[LstmModel(LookBack = 1)]
[Dense(1, Activation = Activation.LeakyRelu)]
internal sealed partial class LeakyEnd;

[LstmModel(LookBack = 1, Scaling = Scaling.MinMax)]
[Dense(1, Activation = Activation.Sigmoid)]
internal sealed partial class ScaledEnd;

[LstmModel(LookBack = 1)]
[Lstm(8)]
[Dense(1)]
internal sealed partial class StreamEnd;
