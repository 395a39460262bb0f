using LstmGen.Conformance.Models;
using LstmGen.Conformance.Translation;

namespace LstmGen.Conformance.Training;

/// <summary>Every public call that reads numbers refuses NaN and infinity by row and column before it changes anything; a stream or a learner goes on after a bad sample.</summary>
public sealed class FiniteTests
{
    private const float Untouched = 12345f;

    public static TheoryData<float> Bad { get; } = [float.NaN, float.PositiveInfinity, float.NegativeInfinity];

    [Theory]
    [MemberData(nameof(Bad))]
    public void Calls_that_read_one_window_refuse_it(float bad)
    {
        float[] window = new float[18], shortWindow = new float[18];
        window[4] = bad;
        shortWindow[13] = bad;
        ClassModel classes = new(1);
        TagModel tags = new(1);
        QuantileModel quantiles = new(1);
        GaussianModel gaussian = new(1);
        float[] four = new float[4], thirty = new float[30], six = new float[6], eight = new float[8];
        Action<float[]>[] calls =
        [
            values => classes.Predict(values, four), values => classes.Predict(values, 3, four), values => classes.PredictRaw(values, 6, four),
            values => classes.Classify(values), values => classes.Classify(values, 4), values => classes.ClassifyTopK(values, new int[2], new float[2]),
            values => classes.Trace(values, classes.CreateTrace()), values => classes.PredictBatch(values, four),
            values => tags.Predict(values, thirty), values => tags.Tag(values, new int[6]), values => tags.Tag(values, 3, new int[6]),
            values => tags.Marginals(values, thirty), values => quantiles.PredictQuantiles(values, eight), values => quantiles.PredictQuantile(values, 0.3, new float[2]),
            values => quantiles.PredictInterval(values, 0.8, new float[2], new float[2]), values => gaussian.PredictDistribution(values, new float[3], new float[3]),
            values => new OneLabelModel(1).PredictLabel(values), values => new EveryStepLabelModel(1).PredictLabels(values, new bool[12]),
        ];
        foreach (Action<float[]> call in calls)
        {
            Array.Fill(four, Untouched);
            Assert.Contains("row 1, column 1", Assert.Throws<ArgumentException>(() => call(window)).Message, StringComparison.Ordinal);
            Assert.All(four, value => Assert.Equal(Untouched, value));
        }

        // Row 4 is not read of a window of four steps.
        classes.Predict(shortWindow, 4, four);
        Assert.Equal(classes.Classify(new float[18], 4), classes.Classify(shortWindow, 4));
        tags.Tag(shortWindow, 4, new int[6]);
        Assert.Contains("row 4, column 1", Assert.Throws<ArgumentException>(() => classes.Predict(shortWindow, 5, four)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void Batches_name_the_window_and_write_nothing(float bad)
    {
        ClassModel model = new(1);
        float[] windows = new float[54], outputs = new float[12];
        windows[18 + 7] = bad;
        Array.Fill(outputs, Untouched);
        ArgumentException error = Assert.Throws<ArgumentException>("windows", () => model.PredictBatch(windows, outputs));
        Assert.Contains("row 2, column 1 of window 1", error.Message, StringComparison.Ordinal);
        Assert.All(outputs, value => Assert.Equal(Untouched, value));
        model.PredictBatch(windows, [6, 2, 6], outputs);
        Assert.DoesNotContain(outputs, float.IsNaN);

        TrainedDropout dropout = new(1);
        float[] twelve = new float[12];
        twelve[5] = bad;
        Assert.Contains("row 5", Assert.Throws<ArgumentException>("windows", () => dropout.PredictMonteCarlo(twelve, new float[1], new float[1], samples: 2)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void Sources_of_a_decoder_are_refused(float bad)
    {
        ValueTranslator model = new(1);
        ModelDescriptionOf(model, out int size, out int lookBack, out int steps);
        float[] window = new float[size];
        window[0] = bad;
        Assert.Contains("row 0, column 0", Assert.Throws<ArgumentException>("window", () => model.Translate(window, lookBack, new int[steps])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("window", () => model.Predict(window, new float[model.Description.OutputSize]));
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_stream_goes_on_after_a_step_that_was_refused(float bad)
    {
        StreamSeries model = new(3);
        float[] samples = Series.Of(40);
        StreamSeries.State with = default, without = default;
        for (int i = 0; i < samples.Length; i += 2)
        {
            float expected = model.Step(ref without, samples.AsSpan(i, 2));
            Assert.Equal(expected, model.Step(ref with, samples.AsSpan(i, 2)));
            float[] wrong = [samples[i], bad];
            Assert.Contains("column 1", Assert.Throws<ArgumentException>("input", () => model.Step(ref with, wrong)).Message, StringComparison.Ordinal);
            Bits.Equal(without.Values, with.Values, "the state");
        }
    }

    [Fact]
    public void A_stream_goes_on_after_a_step_that_overflows()
    {
        // Finite samples, but their products are not: infinity less infinity is what the gates would read.
        StreamSeries model = new(3);
        float[] parameters = model.Parameters.Values.ToArray();
        for (int i = 0; i < parameters.Length; i++) parameters[i] = i % 2 == 0 ? 5f : -5f;
        model.Parameters.CopyFrom(parameters);
        StreamSeries.State stream = default;
        float before = model.Step(ref stream, [0.01f, -0.02f]);
        Assert.True(float.IsFinite(before));
        float[] kept = stream.Values.ToArray();
        try
        {
            model.Step(ref stream, [float.MaxValue, -float.MaxValue]);
        }
        catch (ArithmeticException)
        {
            Bits.Equal(kept, stream.Values, "the state");
        }

        // Gates saturate, or the step is refused: either way the stream goes on.
        Assert.All(stream.Values.ToArray(), value => Assert.True(float.IsFinite(value)));
        Assert.True(float.IsFinite(model.Step(ref stream, [0.01f, -0.02f])));
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_learner_goes_on_after_a_batch_that_was_refused(float bad)
    {
        StreamSeries with = new(4), without = new(4);
        Adam first = new(), second = new();
        float[] series = Series.Of(96);
        for (int i = 0; i < 96; i += 16)
        {
            float[] inputs = series[i..(i + 16)], wrong = [.. inputs];
            float expected = without.FitBatch(inputs, [0.5f, -0.5f], second);
            Assert.Equal(expected, with.FitBatch(inputs, [0.5f, -0.5f], first));
            wrong[11] = bad;
            NotFiniteNumberException error = Assert.Throws<NotFiniteNumberException>(() => { with.FitBatch(wrong, [0.5f, -0.5f], first); });
            Assert.Contains("row 1, column 1 of window 1", error.Message, StringComparison.Ordinal);
            Assert.Contains("of target 1", Assert.Throws<NotFiniteNumberException>(() => { with.FitBatch(inputs, [0.5f, bad], first); }).Message, StringComparison.Ordinal);
            Assert.Throws<ArgumentException>("weights", () => with.FitBatch(inputs, [0.5f, 0.5f], first, weights: [1f, bad]));
            Assert.Throws<ArgumentOutOfRangeException>("learningRate", () => with.FitBatch(inputs, [0.5f, 0.5f], first, learningRate: bad));
            Assert.Throws<NotFiniteNumberException>(() => with.ComputeGradient(wrong, [0.5f, -0.5f], new float[with.Parameters.Count], Loss.MeanSquaredError));
            Bits.Equal(without.Parameters.Values, with.Parameters.Values, "the parameters");
        }
    }

    [Fact]
    public void A_learner_goes_on_after_a_batch_whose_loss_overflows()
    {
        StreamSeries with = new(4), without = new(4);
        Adam first = new(), second = new();
        float[] series = Series.Of(96);
        for (int i = 0; i < 96; i += 16)
        {
            float[] inputs = series[i..(i + 16)];
            Assert.Throws<ArithmeticException>(() => with.FitBatch(inputs, [1e30f, 0f], first));
            Assert.Equal(without.FitBatch(inputs, [0.5f, -0.5f], second), with.FitBatch(inputs, [0.5f, -0.5f], first));
            Bits.Equal(without.Parameters.Values, with.Parameters.Values, "the parameters");
        }
    }

    private static void ModelDescriptionOf(SequenceModel model, out int size, out int lookBack, out int steps) =>
        (size, lookBack, steps) = (model.Description.InputSize, model.Description.LookBack, model.Description.Decoder!.Steps);
}

[LstmModel(LookBack = 12)]
[Lstm(4)]
[Dropout(0.2)]
[Dense(1)]
internal sealed partial class TrainedDropout;
