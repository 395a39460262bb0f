namespace LstmGen.Tests.Training;

/// <summary>While a model is trained with an optimizer, nothing else changes it: what would is refused like a second Fit, and the run goes on as if it had not been called.</summary>
public sealed class OptimizerInUseTests
{
    private static readonly WindowDataset s_windows = WindowDataset.Of(TrainingData.Series(60), 4);

    public static TheoryData<string> Changes { get; } = ["Reset", "Step", "Step with a rate"];

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_change_within_Fit_is_refused(string change)
    {
        LinearModel model = new(4), undisturbed = new(4);
        Adam adam = new(), other = new();
        int refused = 0;
        model.Fit(s_windows, new FitOptions { Epochs = 3, Optimizer = adam, Progress = new Now(() => refused += IsRefused(adam, change, "Fit") ? 1 : 0) });
        undisturbed.Fit(s_windows, new FitOptions { Epochs = 3, Optimizer = other });

        Assert.Equal(3, refused);
        Assert.Equal(TrainingData.Bits(undisturbed.Values), TrainingData.Bits(model.Values));
        Assert.Equal(other.Updates, adam.Updates);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void So_is_one_within_FitBatch(string change)
    {
        LinearModel model = new(4);
        Adam adam = new();
        var loss = new Watching(() => Assert.True(IsRefused(adam, change, "FitBatch")));
        model.FitBatch([1f, 2f, 3f, 4f], [1f], adam, loss, maxDegreeOfParallelism: 1);
        Assert.Equal(1, adam.Updates);
    }

    [Fact]
    public void After_a_run_the_optimizer_is_free_however_it_ended()
    {
        LinearModel model = new(4);
        Adam adam = new();
        Assert.Throws<NotSupportedException>(() => model.Fit(s_windows, new FitOptions { Optimizer = adam, Progress = new Now(() => throw new NotSupportedException()) }));
        adam.Reset();
        Assert.ThrowsAny<ArithmeticException>(() => model.FitBatch([float.NaN, 0f, 0f, 0f], [1f], adam));
        adam.Reset();
        new LinearModel(3).FitBatch([1f, 2f, 3f], [1f], adam);
        Assert.Equal(1, adam.Updates);
    }

    private static bool IsRefused(Adam adam, string change, string running)
    {
        float[] parameters = new float[5], gradient = new float[5];
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() =>
        {
            switch (change)
            {
                case "Reset": adam.Reset(); break;
                case "Step": adam.Step(parameters, gradient); break;
                default: adam.Step(parameters, gradient, 0.1); break;
            }
        });
        Assert.Contains($"while {running} runs on Linear", error.Message, StringComparison.Ordinal);
        return true;
    }

    private sealed class Now(Action act) : IProgress<EpochReport>
    {
        public void Report(EpochReport value) => act();
    }

    private sealed class Watching(Action act) : Loss
    {
        public override string Name => "watched";

        public override float Row(ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<float> gradient)
        {
            act();
            return MeanSquaredError.Row(output, target, gradient);
        }
    }
}
