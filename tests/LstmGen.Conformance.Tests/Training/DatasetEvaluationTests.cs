using LstmGen.Conformance.Models;
using LstmGen.Metrics;

namespace LstmGen.Conformance.Training;

/// <summary>Answers to whole data sets and losses by step, against windows and steps gone through one by one.</summary>
public sealed class DatasetEvaluationTests
{
    private static readonly int[] s_lengths = [4, 11, 1, 9, 6, 3, 3, 16, 2];

    [Fact]
    public void Answers_to_a_data_set_are_those_to_its_windows()
    {
        var model = new EveryStepLabelModel(3);
        WindowDataset windows = Labels(70);
        float[] all = model.Predict(windows), one = new float[model.Description.OutputSize], input = new float[windows.InputSize];
        for (int i = 0; i < windows.Count; i++)
        {
            windows.CopyInput(i, input);
            model.Predict(input, windows.LengthOf(i), one);
            Assert.Equal(one, all[(i * one.Length)..((i + 1) * one.Length)]);
        }

        Assert.Equal(all, model.Predict(windows, maxDegreeOfParallelism: 1));
    }

    [Fact]
    public void Answers_to_values_of_double_precision_are_not_rounded_before_they_are_scaled()
    {
        double[] series = [.. Enumerable.Range(0, 90).Select(i => 1e9 + Math.Sin(i * 0.3))];
        WindowDataset windows = WindowDataset.Of(series, 12);
        var model = new ScaledSeries(5);
        model.FitScaler(windows);
        float[] all = model.Predict(windows);
        double[] one = new double[1];
        for (int i = 0; i < windows.Count; i++)
        {
            model.Predict(series.AsSpan(i, 12), one);
            Assert.Equal((float)one[0], all[i]);
        }

        // The report is made in double precision: a float has steps of 64 here.
        RegressionReport report = model.EvaluateRegression(windows);
        Assert.InRange(report.Mae, 1e-3, 20);
    }

    [Fact]
    public void Values_of_every_step_are_measured_up_to_their_lengths()
    {
        var model = new EveryStepValues(2);
        float[][] sequences = Sequences(3), targets = Sequences(2, seed: 8);
        WindowDataset windows = WindowDataset.FromSequences(sequences, targets, 16, features: 3, targetColumns: 2);
        model.FitScaler(windows);
        List<float>[] actual = [[], []], predicted = [[], []];
        float[] output = new float[32], input = new float[48];
        for (int i = 0; i < sequences.Length; i++)
        {
            windows.CopyInput(i, input);
            model.Predict(input, s_lengths[i], output);
            for (int j = 0; j < targets[i].Length; j++)
            {
                actual[j % 2].Add(targets[i][j]);
                predicted[j % 2].Add(output[j]);
            }
        }

        RegressionReport report = model.EvaluateRegression(windows);
        Assert.Equal(2 * s_lengths.Sum(), report.Count);
        Assert.Equal(16, report.ByStep.Count);
        Assert.Equal(s_lengths.Count(length => length > 2), report.ByStep[2].Count / 2);
        for (int column = 0; column < 2; column++)
        {
            var expected = RegressionReport.Of([.. actual[column]], [.. predicted[column]]);
            Assert.Equal((expected.Mae, expected.Mse, expected.R2), (report.ByColumn[column].Mae, report.ByColumn[column].Mse, report.ByColumn[column].R2));
        }
    }

    [Fact]
    public void A_model_of_classes_has_no_values()
    {
        var model = new ClassModel(1);
        Assert.Contains("EvaluateClasses", Assert.Throws<ArgumentException>(() => model.EvaluateRegression(WindowDataset.From(new float[18], new float[1], 6, 3))).Message, StringComparison.Ordinal);
    }

    /// <summary>The negative log-likelihood of a frame is that of all its labels, over the frames of all sequences; a label of −1 counts nowhere.</summary>
    [Fact]
    public void The_loss_by_steps_is_the_mean_over_steps()
    {
        var model = new EveryStepLabelModel(3);
        WindowDataset windows = Labels(25);
        float[] all = model.Predict(windows), target = new float[12];
        double sum = 0;
        int targets = 0, steps = 0;
        for (int i = 0; i < windows.Count; i++)
        {
            windows.CopyTarget(i, target);
            for (int step = 0; step < windows.LengthOf(i); step++)
            {
                int counted = 0;
                for (int label = 0; label < 2; label++)
                {
                    float p = all[i * 12 + step * 2 + label], y = target[step * 2 + label];
                    if (y < 0) continue;
                    sum -= y * Math.Log(p) + (1 - y) * Math.Log(1 - p);
                    counted++;
                }

                targets += counted;
                steps += counted > 0 ? 1 : 0;
            }
        }

        StepLoss loss = model.EvaluateSteps(windows);
        Assert.Equal((targets, steps), (loss.Targets, loss.Steps));
        Assert.Equal(sum / targets, loss.PerTarget, 1e-6);
        Assert.Equal(sum / steps, loss.PerStep, 1e-6);
        Assert.NotEqual(loss.PerTarget, model.Evaluate(windows), 1e-4);
        Assert.Equal(loss, model.EvaluateSteps(windows, maxDegreeOfParallelism: 1));
    }

    /// <summary>Sequences longer than a window: states go on within a sequence, and begin at zero with the next one, stream by stream.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(9)]
    public void Streams_of_sequences_are_taken_step_by_step(int streams)
    {
        var model = new SongModel(4);
        float[][] sequences = Sequences(2), targets = Sequences(1, seed: 5);
        WindowDataset windows = WindowDataset.StreamsOf(sequences, targets, 4, streams, features: 2);
        List<float> expected = [];
        double squared = 0;
        for (int i = 0; i < sequences.Length; i++)
        {
            SongModel.State state = default;
            for (int step = 0; step < s_lengths[i]; step++)
            {
                float answer = model.Step(ref state, sequences[i].AsSpan(step * 2, 2));
                expected.Add(answer);
                squared += Math.Pow(answer - targets[i][step], 2);
            }
        }

        StepLoss loss = model.EvaluateSteps(windows);
        Assert.Equal((expected.Count, expected.Count), (loss.Steps, loss.Targets));
        Assert.Equal(squared / expected.Count, loss.PerStep, 1e-5);
        Assert.Equal(squared / expected.Count, model.EvaluateRegression(windows).Mse, 1e-5);
        float[] all = model.Predict(windows);
        float[] valid = [.. Enumerable.Range(0, windows.Count).SelectMany(i => all[(i * 4)..(i * 4 + windows.LengthOf(i))])];
        Assert.Equal(expected.Order(), valid.Order());

        // Training goes the same way: at a learning rate of 0 the loss of an epoch is that of its windows.
        FitReport report = model.Fit(windows, new FitOptions { LearningRate = 0 });
        Assert.Equal(model.Evaluate(windows), report.Loss, 1e-6);
        Assert.Throws<ArgumentException>(() => model.Fit(windows, new FitOptions { ValidationSplit = 0.5 }));
    }

    [Fact]
    public void One_stream_of_a_batch_begins_anew()
    {
        float[] inputs = Series.Of(16), targets = new float[8];
        SongModel both = new(4), first = new(4), second = new(4);
        Sgd[] still = [new() { LearningRate = 0 }, new() { LearningRate = 0 }, new() { LearningRate = 0 }];
        both.FitBatch(inputs, targets, still[0]);
        both.ResetStream(1);
        first.FitBatch(inputs.AsSpan(0, 8), targets.AsSpan(0, 4), still[1]);
        double expected = (first.FitBatch(inputs.AsSpan(0, 8), targets.AsSpan(0, 4), still[1]) + second.FitBatch(inputs.AsSpan(8, 8), targets.AsSpan(4, 4), still[2])) / 2.0;
        Assert.Equal(expected, both.FitBatch(inputs, targets, still[0]), 1e-6);
        Assert.Throws<ArgumentOutOfRangeException>(() => both.ResetStream(2));
    }

    private static WindowDataset Labels(int count)
    {
        var random = new Random(4);
        float[] inputs = Series.Of(count * 18), targets = [.. Enumerable.Range(0, count * 12).Select(_ => (float)random.Next(-1, 2))];
        return WindowDataset.From(inputs, targets, 6, 3, 2, scaleTargets: false).WithLengths(Enumerable.Range(0, count).Select(i => 1 + i * 5 % 6).ToArray());
    }

    private static float[][] Sequences(int features, int seed = 6)
    {
        var random = new Random(seed);
        return Array.ConvertAll(s_lengths, length => (float[])[.. Enumerable.Range(0, length * features).Select(_ => random.NextSingle() - 0.5f)]);
    }
}

[LstmModel(LookBack = 12, Scaling = Scaling.Standard)]
[Lstm(5)]
[Dense(1)]
internal sealed partial class ScaledSeries;

[LstmModel(LookBack = 16, Features = 3, Scaling = Scaling.Standard)]
[Lstm(5, ReturnSequences = true)]
[Dense(2)]
internal sealed partial class EveryStepValues;

[LstmModel(LookBack = 4, Features = 2, Stateful = true)]
[Lstm(6, ReturnSequences = true)]
[Dense(1)]
internal sealed partial class SongModel;
