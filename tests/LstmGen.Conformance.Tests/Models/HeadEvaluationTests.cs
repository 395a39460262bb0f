using LstmGen.Decoding;
using LstmGen.Metrics;
using LstmGen.Numerics;

namespace LstmGen.Conformance.Models;

/// <summary>One call from a model and windows to its metrics, against answers gone through one by one; and losses balanced by what the windows hold.</summary>
public sealed class HeadEvaluationTests
{
    private const int Count = 40;

    [Fact]
    public void Classes_of_the_last_step()
    {
        var model = new ClassModel(3);
        WindowDataset windows = Data(model, random => random.Next(-1, 4));
        ClassificationReport report = model.EvaluateClasses(windows, ["a", "b", "c", "d"]);
        (int True, float[] Probabilities)[] all = [.. Answers(model, windows).Select(a => ((int)a.Target[0], a.Answer)).Where(a => a.Item1 >= 0)];
        Check(report, all);
        Assert.Equal(windows.Count - all.Length, report.Confusion.Ignored);
        Assert.Contains("ROC AUC", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Classes_of_every_step_up_to_the_lengths()
    {
        var model = new EveryStepClassModel(3);
        WindowDataset windows = Data(model, random => random.Next(-1, 4));
        Check(model.EvaluateClasses(windows), [.. from a in Answers(model, windows)
                                                  from step in Enumerable.Range(0, a.Length)
                                                  where a.Target[step] >= 0
                                                  select ((int)a.Target[step], a.Answer[(step * 4)..(step * 4 + 4)])]);
    }

    [Fact]
    public void Two_classes_have_one_area()
    {
        var model = new TwoClassModel(3);
        WindowDataset windows = Data(model, random => random.Next(2));
        ClassificationReport report = model.EvaluateClasses(windows);
        (int True, float[] P)[] all = [.. Answers(model, windows).Select(a => ((int)a.Target[0], a.Answer))];
        Assert.Equal(Area([.. all.Select(a => (a.True == 1, a.P[1]))]), report.RocAuc, 12);
        Assert.Equal(report.RocAuc, report.RocAucOf(1), 12);
    }

    [Fact]
    public void Labels_with_one_threshold_and_with_many()
    {
        foreach (bool everyStep in (bool[])[false, true])
        {
            SequenceModel model = everyStep ? new EveryStepLabelModel(3) : Unscaled.Of(new LabelModel(3));
            int labels = model.Description.Outputs;
            WindowDataset windows = Data(model, random => random.Next(-1, 2));
            float[] thresholds = [.. Enumerable.Range(0, labels).Select(i => 0.45f + 0.04f * i)];
            MultiLabelMetrics one = model is LabelModel a ? a.EvaluateLabels(windows, 0.48f) : ((EveryStepLabelModel)model).EvaluateLabels(windows, 0.48f);
            MultiLabelMetrics many = model is LabelModel b ? b.EvaluateLabels(windows, thresholds) : ((EveryStepLabelModel)model).EvaluateLabels(windows, thresholds);
            for (int label = 0; label < labels; label++)
            {
                (bool Has, float P)[] all = [.. from w in Answers(model, windows)
                                                from step in Enumerable.Range(0, w.Valid)
                                                where w.Target[step * labels + label] >= 0
                                                select (w.Target[step * labels + label] == 1, w.Answer[step * labels + label])];
                Assert.Equal(Score(all, 0.48f), one.ScoreOf(label));
                Assert.Equal(Score(all, thresholds[label]), many.ScoreOf(label));
                Assert.Equal(Area(all), one.RocAuc(label), 12);
                double best = all.Select(x => x.P).Append(0f).Max(least => Score(all, MathF.BitDecrement(least)).F1);
                float threshold = one.BestThreshold(label);
                Assert.InRange(threshold, 0f, 1f);
                Assert.Equal(best, Score(all, threshold).F1, 12);
            }
        }

        static ClassScore Score((bool Has, float P)[] all, float threshold) => ClassScore.Of(
            all.Count(x => x.Has && x.P > threshold), all.Count(x => !x.Has && x.P > threshold), all.Count(x => x.Has && !(x.P > threshold)));
    }

    [Fact]
    public void Tags_and_their_spans()
    {
        var model = new TagModel(5);
        WindowDataset windows = Data(model, (_, place) => place % 3 == 0 ? 0 : place % 3);
        TaggingReport report = model.EvaluateTags(windows);
        ConfusionMatrix tags = new(5);
        SpanF1 spans = new();
        int[] path = new int[6];
        foreach ((float[] window, int length, _, float[] target, _) in Answers(model, windows))
        {
            model.Tag(window, length, path);
            int[] actual = [.. target[..length].Select(tag => (int)tag)];
            tags.Add(actual, path.AsSpan(0, length));
            spans.Add(actual, path.AsSpan(0, length), ["O", "B-X", "I-X", "B-Y", "I-Y"]);
        }

        Assert.Equal(tags.Accuracy, report.Accuracy);
        Assert.Equal(tags.Macro, report.Confusion.Macro);
        Assert.Equal(spans.Micro, report.Spans!.Micro);
        Assert.Equal(spans.ToString(), report.ToString());
        Assert.Null(new TokenTagger(1).EvaluateTags(WindowDataset.FromTokens([[1, 2]], [[0, 1]], 6)).Spans);
    }

    [Fact]
    public void Transcripts_by_the_likeliest_alignment_and_by_beam_search()
    {
        var model = new TranscriptModel(3);
        WindowDataset windows = Data(model, (random, place) => place == 3 ? -1 : 1 + random.Next(4));
        TranscriptionReport greedy = model.EvaluateTranscripts(windows), beam = model.EvaluateTranscripts(windows, beamWidth: 8);
        EditCounts greedyEdits = default, beamEdits = default;
        int[] labels = new int[12];
        CtcBeamDecoder decoder = model.CreateBeamDecoder(8);
        long right = 0;
        foreach ((float[] window, int length, _, float[] target, _) in Answers(model, windows))
        {
            int[] actual = [.. target.TakeWhile(label => label >= 0).Select(label => (int)label)];
            EditCounts pair = EditDistance.Between<int>(actual, labels.AsSpan(0, model.Transcribe(window, length, labels)));
            (greedyEdits, right) = (greedyEdits + pair, right + (pair.Distance == 0 ? 1 : 0));
            model.Transcribe(window, length, decoder);
            beamEdits += EditDistance.Between<int>(actual, decoder.Labels(0));
        }

        Assert.Equal(new TranscriptionReport(greedyEdits, right, Count), greedy);
        Assert.Equal(beamEdits, beam.Edits);
        Assert.Equal(beamEdits.Rate, beam.ErrorRate);
    }

    /// <summary>Answers come from several threads, more blocks than one, and are counted in order.</summary>
    [Fact]
    public void Any_number_of_threads_counts_the_same()
    {
        var model = new EveryStepClassModel(3);
        var random = new Random(5);
        float[] inputs = [.. Enumerable.Range(0, 2_500 * 18).Select(_ => random.NextSingle() * 4 - 2)], targets = [.. Enumerable.Range(0, 2_500 * 6).Select(_ => (float)random.Next(4))];
        WindowDataset windows = WindowDataset.From(inputs, targets, 6, 3, scaleTargets: false);
        ClassificationReport one = model.EvaluateClasses(windows, maxDegreeOfParallelism: 1);
        Assert.InRange(one.Accuracy, 0.2, 0.3);
        foreach (int threads in (int[])[2, 5, -1])
        {
            ClassificationReport many = model.EvaluateClasses(windows, maxDegreeOfParallelism: threads);
            Assert.Equal(one.ToString(), many.ToString());
            Assert.Equal(one.RocAuc, many.RocAuc);
            Assert.Equal(one.Confusion.ToString(), many.Confusion.ToString());
        }
    }

    [Fact]
    public void Bad_windows_are_named_as_they_are_in_training()
    {
        var model = new ClassModel(3);
        Assert.Throws<ArgumentNullException>(() => model.EvaluateClasses(null!));
        Assert.Throws<ArgumentException>(() => model.EvaluateClasses(WindowDataset.From(new float[10], new float[1], 5, 2)));
        Assert.Throws<ArgumentException>(() => model.EvaluateClasses(WindowDataset.From(new float[18], new float[] { 7 }, 6, 3, scaleTargets: false)));
        Assert.Throws<ArgumentException>(() => model.EvaluateClasses(WindowDataset.From(new float[18], new float[1], 6, 3), names: ["a"]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TranscriptModel(3).EvaluateTranscripts(WindowDataset.From(new float[36], new float[] { 1, 1, 1, -1 }, 12, 3), beamWidth: 0));
    }

    [Fact]
    public void A_balanced_loss_gives_every_class_the_same_share_and_keeps_the_smoothing()
    {
        var model = new EveryStepClassModel(3);
        WindowDataset windows = Data(model, random => random.Next(10) switch { 0 => -1, 1 or 2 => 1, 3 => 2, _ => 0 });
        CrossEntropy loss = model.BalancedLoss(windows);
        int[] classes = [.. Answers(model, windows).SelectMany(a => a.Target[..a.Length]).Where(c => c >= 0).Select(c => (int)c)];
        long[] counts = [.. Enumerable.Range(0, 4).Select(c => classes.LongCount(x => x == c))];
        Assert.Equal(CrossEntropy.BalancedWeights(counts), loss.ClassWeights.ToArray());
        Assert.Equal(0.1f, loss.LabelSmoothing);
        Assert.Equal(0, loss.ClassWeights[3]);
        model.Fit(windows, new FitOptions { Epochs = 1, Loss = loss });
    }

    [Fact]
    public void A_balanced_loss_of_labels_weighs_having_them()
    {
        var model = new EveryStepLabelModel(3);
        WindowDataset windows = Data(model, (random, place) => random.Next(12) == 0 ? -1 : random.Next(place % 2 == 0 ? 4 : 9) == 0 ? 1 : 0);
        BinaryCrossEntropy loss = model.BalancedLoss(windows);
        for (int label = 0; label < 2; label++)
        {
            float[] all = [.. Answers(model, windows).SelectMany(a => a.Target[..(2 * a.Length)].Where((_, i) => i % 2 == label)).Where(t => t >= 0)];
            Assert.Equal((float)((double)all.Count(t => t == 0) / all.Count(t => t == 1)), loss.PositiveWeights[label]);
            Assert.Equal(BinaryCrossEntropy.BalancedWeights([all.LongCount(t => t == 1)], all.Length)[0], loss.PositiveWeights[label]);
        }

        model.Fit(windows, new FitOptions { Epochs = 1, Loss = loss });
        Assert.Equal([1f, 1f, 3f], BinaryCrossEntropy.BalancedWeights([0, 8, 2], 8));
        Assert.Throws<ArgumentException>(() => BinaryCrossEntropy.BalancedWeights([9], 8));
    }

    [Fact]
    public void Weights_and_smoothing_of_the_attribute_are_in_the_loss()
    {
        var loss = (CrossEntropy)new WeighedModel(1).Kernels.DefaultLoss;
        Assert.Equal([1f, 2.5f, 4f], loss.ClassWeights.ToArray());
        Assert.Equal(0.1f, loss.LabelSmoothing);
        var labels = (BinaryCrossEntropy)new WeighedLabelModel(1).Kernels.DefaultLoss;
        Assert.Equal([3f, 0.5f], labels.PositiveWeights.ToArray());
        Assert.Equal(0f, labels.LabelSmoothing);

        // What the network puts out is the same for both, so the losses of a row differ by the weight of its class.
        var model = new WeighedModel(1);
        float[] window = new float[18], gradient = new float[model.Parameters.Count];
        float weighed = model.ComputeGradient(window, [1f], gradient, loss), plain = model.ComputeGradient(window, [1f], gradient, new CrossEntropy(3));
        Assert.NotEqual(plain, weighed, 0.1f);
    }

    /// <summary>A rare class, half hidden in noise: with balanced weights the network finds it, without it says the frequent one.</summary>
    [Fact]
    public void Balanced_weights_find_the_rare_class()
    {
        var random = new RandomSource(8, 1);
        const int rows = 1_200;
        float[] inputs = new float[rows * 18], targets = new float[rows];
        for (int row = 0; row < rows; row++)
        {
            bool rare = random.NextDouble() < 0.05;
            targets[row] = rare ? 1 : 0;
            for (int i = 0; i < 18; i++) inputs[row * 18 + i] = (float)(random.NextNormal() + (rare ? 0.35 : 0));
        }

        WindowDataset windows = WindowDataset.From(inputs, targets, 6, 3, scaleTargets: false);
        TwoClassModel plain = new(1), balanced = new(1);
        plain.Fit(windows, new FitOptions { Epochs = 8, LearningRate = 0.01 });
        balanced.Fit(windows, new FitOptions { Epochs = 8, LearningRate = 0.01, Loss = balanced.BalancedLoss(windows) });
        double recall = plain.EvaluateClasses(windows).Confusion.ScoreOf(1).Recall, better = balanced.EvaluateClasses(windows).Confusion.ScoreOf(1).Recall;
        Assert.True(better > 0.6 && better > recall + 0.25, $"recall {recall} and {better}");
    }

    private static void Check(ClassificationReport report, (int True, float[] Probabilities)[] all)
    {
        int classes = report.Confusion.Classes;
        int[] predicted = [.. all.Select(a => Array.IndexOf(a.Probabilities, a.Probabilities.Max()))];
        Assert.Equal(all.Length, report.Count);
        Assert.Equal(all.Where((a, i) => a.True == predicted[i]).Count() / (double)all.Length, report.Accuracy, 12);
        ClassScore[] scores = new ClassScore[classes];
        for (int c = 0; c < classes; c++)
        {
            long hits = all.Where((a, i) => a.True == c && predicted[i] == c).Count();
            long said = predicted.Count(p => p == c), are = all.Count(a => a.True == c);
            scores[c] = ClassScore.Of(hits, said - hits, are - hits);
            Assert.Equal(scores[c], report.Confusion.ScoreOf(c));
            Assert.Equal(Area([.. all.Select(a => (a.True == c, a.Probabilities[c]))]), report.RocAucOf(c), 12);
            for (int other = 0; other < classes; other++)
            {
                Assert.Equal(all.Where((a, i) => a.True == c && predicted[i] == other).Count(), report.Confusion[c, other]);
            }
        }

        Assert.Equal(scores.Average(score => score.F1), report.Macro.F1, 12);
        Assert.Equal(report.Accuracy, report.Micro.F1, 12);
        Assert.Equal(Enumerable.Range(0, classes).Average(report.RocAucOf), report.RocAuc, 12);
        Assert.Equal(
            all.Count(a => a.Probabilities.OrderDescending().Take(2).Contains(a.Probabilities[a.True])) / (double)all.Length, report.TopKAccuracy(2), 12);
    }

    /// <summary>Pairs of a positive and a negative row whose scores stand the right way round; ties count half.</summary>
    private static double Area((bool Positive, float Score)[] all)
    {
        double[] pairs = [.. from a in all
                             where a.Positive
                             from b in all
                             where !b.Positive
                             select a.Score > b.Score ? 1.0 : a.Score == b.Score ? 0.5 : 0.0];
        return pairs.Average();
    }

    private static IEnumerable<(float[] Window, int Length, int Valid, float[] Target, float[] Answer)> Answers(SequenceModel model, WindowDataset windows)
    {
        for (int i = 0; i < windows.Count; i++)
        {
            float[] window = new float[windows.InputSize], target = new float[windows.TargetSize], answer = new float[model.Description.OutputSize];
            windows.CopyInput(i, window);
            windows.CopyTarget(i, target);
            model.Predict(window, windows.LengthOf(i), answer);
            yield return (window, windows.LengthOf(i), model.Description.OutputSteps == 1 ? 1 : windows.LengthOf(i), target, answer);
        }
    }

    private static WindowDataset Data(SequenceModel model, Func<Random, float> target) => Data(model, (random, _) => target(random));

    private static WindowDataset Data(SequenceModel model, Func<Random, int, float> target)
    {
        var random = new Random(17);
        var d = model.Description;
        float[] inputs = [.. Enumerable.Range(0, Count * d.InputSize).Select(_ => random.NextSingle() * 4 - 2)];
        float[] targets = [.. Enumerable.Range(0, Count * d.TargetSize).Select(i => target(random, i % d.TargetSize))];
        return WindowDataset.From(inputs, targets, d.LookBack, d.Features, scaleTargets: false)
            .WithLengths(Enumerable.Range(0, Count).Select(i => model is TranscriptModel ? 9 + i % 4 : 1 + i % d.LookBack).ToArray());
    }
}
