namespace LstmGen.Conformance.Training;

/// <summary>Padding of plain windows: at the end it is a length, elsewhere it is refused by every call, and a window of it alone is reported.</summary>
public sealed class MaskingTests
{
    private static readonly float[] s_window = [1, 2, 3, 4, -1, 5, -1, -1, -1, -1];

    [Fact]
    public void Padding_at_the_end_is_a_length()
    {
        PaddedModel model = new(3);
        float expected = Short(model, s_window, 3);
        Assert.Equal(expected, model.Predict(s_window));
        float[] batch = new float[2];
        model.PredictBatch([.. s_window, .. s_window], batch);
        Assert.Equal([expected, expected], batch);
    }

    /// <summary>-1 in one value of a step is a value like any other.</summary>
    [Fact]
    public void A_step_with_another_value_is_no_padding()
    {
        PaddedModel model = new(3);
        Assert.NotEqual(model.Predict([1, 2, 3, 4, -1, 5, -1, -1, -1, -1]), model.Predict([1, 2, 3, 4, -1, -1, -1, -1, -1, -1]));
    }

    [Fact]
    public void Padding_before_a_step_is_refused_everywhere()
    {
        PaddedModel model = new(3);
        float[] middle = [1, 2, -1, -1, 3, 4, 5, 6, -1, -1];
        string expected = $"Expected padding ([Masking(-1)] of {model.Description.Name}) at the end of a window, but got it at step 1, before other steps. Pad on the right.";
        Assert.StartsWith(expected, Assert.Throws<ArgumentException>("window", () => model.Predict(middle)).Message, StringComparison.Ordinal);
        Assert.Contains("step 1 of window 1", Assert.Throws<ArgumentException>("windows", () => model.PredictBatch([.. s_window, .. middle], new float[2])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => model.FitBatch(middle, [1f], new Sgd()));
        Assert.Throws<ArgumentException>(() => model.Fit(WindowDataset.From((float[])[.. s_window, .. middle], (float[])[1, 2], 5, 2, 1), new FitOptions { Epochs = 1 }));
        PaddedModel.State state = default;
        Assert.Throws<ArgumentException>("input", () => model.Step(ref state, [-1, -1]));
    }

    [Fact]
    public void A_window_of_padding_alone_is_one_step_and_is_reported()
    {
        PaddedModel model = new(3);
        float[] alone = [.. Enumerable.Repeat(-1f, 10)];
        Assert.Equal(Short(model, alone, 1), model.Predict(alone));
        FitReport report = model.Fit(WindowDataset.From((float[])[.. s_window, .. alone], (float[])[1, 2], 5, 2, 1), new FitOptions { Epochs = 1 });
        Assert.Contains("1 of 2 windows are padding alone: each is read as one step of it. Leave them out.", report.Warnings);
    }

    [Fact]
    public void Warming_up_takes_steps_that_are_none_of_padding() => new PaddedZeros(1).Warmup(training: true);

    private static float Short(PaddedModel model, float[] window, int length)
    {
        float[] output = new float[1];
        model.Predict(window, length, output);
        return output[0];
    }
}

[LstmModel(LookBack = 5, Features = 2)]
[Masking(-1)]
[Lstm(4)]
[Dense(1)]
internal sealed partial class PaddedModel;

[LstmModel(LookBack = 5, Features = 2)]
[Masking]
[Lstm(4)]
[Dense(1)]
internal sealed partial class PaddedZeros;
