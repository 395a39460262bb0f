using LstmGen.Conformance.Models;
using LstmGen.Metrics;

namespace LstmGen.Conformance.Training;

/// <summary>Targets that are left out (−1): what every head makes of them, what reports count, and what is refused or warned of.</summary>
public sealed class TargetTests
{
    private const int Steps = 6;
    private static readonly float[] s_window = Series.Of(3 * Steps);

    public static TheoryData<string> Heads { get; } = ["classes", "labels", "labels of a vector"];

    /// <summary>A mean over the targets that count: what each alone gives, added up and divided by their number.</summary>
    [Theory]
    [MemberData(nameof(Heads))]
    public void The_loss_is_the_mean_over_the_targets_that_count(string head)
    {
        (SequenceModel model, float[] target) = head switch
        {
            "classes" => ((SequenceModel)new EveryStepClassModel(1), new float[] { 0, 3, 1, 2, 2, 0 }),
            "labels" => (new EveryStepLabelModel(1), [0, 1, 1, 0.25f, 0, 0, 1, 1, 0, 1, 0.5f, 0]),
            _ => (new TokenFreeLabels(1), [0, 1, 1]),
        };
        (float, float[])[] alone = [.. Enumerable.Range(0, target.Length).Select(i => Gradient(model, [.. target.Select((value, j) => i == j ? value : -1f)]))];
        var random = new Random(5);
        for (int draw = 0; draw < 12; draw++)
        {
            bool[] kept = [.. target.Select(_ => random.Next(2) == 0)];
            if (!kept.Contains(true)) continue;
            (float loss, float[] gradient) = Gradient(model, [.. target.Select((value, i) => kept[i] ? value : -1f)]);
            int count = kept.Count(k => k);
            Assert.Equal(alone.Where((_, i) => kept[i]).Sum(one => one.Item1) / count, loss, 1e-5f);
            for (int p = 0; p < gradient.Length; p++)
            {
                Assert.Equal(alone.Where((_, i) => kept[i]).Sum(one => one.Item2[p]) / count, gradient[p], 2e-6f);
            }
        }
    }

    [Fact]
    public void A_window_whose_targets_are_all_left_out_adds_nothing()
    {
        foreach ((SequenceModel model, int size, float[] target) in new (SequenceModel, int, float[])[]
        {
            (new EveryStepClassModel(1), 6, [0, 3, 1, 2, 2, 0]), (new ClassModel(1), 1, [2]), (new EveryStepLabelModel(1), 12, [0, 1, 1, 0, 0, 0, 1, 1, 0, 1, 0, 0]),
            (new TagModel(1), 6, [0, 1, 2, 0, 3, 4]),
        })
        {
            float[] none = [.. Enumerable.Repeat(-1f, size)];
            (float loss, float[] gradient) = Gradient(model, none);
            Assert.Equal(0f, loss);
            Assert.All(gradient, value => Assert.Equal(0f, value));

            (float whole, float[] expected) = Gradient(model, target);
            float[] two = new float[expected.Length];
            float mean = model.ComputeGradient([.. s_window, .. s_window], [.. none, .. target], two, model.Kernels.DefaultLoss);
            Assert.Equal(whole / 2, mean, 1e-6f);
            for (int p = 0; p < two.Length; p++)
            {
                Assert.Equal(expected[p] / 2, two[p], 1e-6f);
            }
        }
    }

    [Fact]
    public void A_chain_learns_from_the_tags_that_are_known()
    {
        TagModel model = new(3);
        float[] inputs = Series.Of(20 * 18), targets = [.. Enumerable.Range(0, 20).SelectMany(i => new float[] { 0, 1, -1, -1, 3, 4 })];
        WindowDataset windows = WindowDataset.From(inputs, targets, lookBack: 6, features: 3, targetColumns: 1, scaleTargets: false);
        FitReport report = model.Fit(windows, new FitOptions { Epochs = 30, LearningRate = 0.02 });
        Assert.True(report.Loss < report.Epochs[0].Loss / 4, $"{report.Epochs[0].Loss} to {report.Loss}");
        Assert.Equal((80L, 40L), (report.CountedTargets!.Value, report.TargetsLeftOut));
        Assert.Contains("Targets: 80 counted, 40 left out", report.ToString(), StringComparison.Ordinal);

        TaggingReport tags = model.EvaluateTags(windows);
        Assert.Equal((80L, 40L), (tags.Count, tags.LeftOut));
        Assert.True(tags.Accuracy > 0.9);
        int[] path = new int[6];
        model.Tag(inputs.AsSpan(0, 18), path);
        Assert.True(path[2] is 0 or 1 or 2 or 3, $"by the scheme tag {path[2]} cannot follow");
    }

    [Fact]
    public void Negatives_written_as_minus_one_are_warned_of()
    {
        FitReport report = new OneLabelModel(1).Fit(Windows([1, -1, 1, -1]));
        Assert.Contains("No target of label 0 is 0, and 2 are −1", Assert.Single(report.Warnings, warning => warning.Contains("label 0", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("2 of 4 windows have no target that counts", report.ToString(), StringComparison.Ordinal);
        Assert.Contains(new TwoClassModel(1).Fit(Windows([1, -1, 1, -1])).Warnings, warning => warning.Contains("class 1, and 2 are −1", StringComparison.Ordinal));
        NotWarned(new OneLabelModel(1).Fit(Windows([1, 0, 1, 0])).Warnings);
        NotWarned(new TwoClassModel(1).Fit(Windows([1, 0, 1, 0])).Warnings);
    }

    [Fact]
    public void Classes_counted_from_one_are_refused_or_warned_of()
    {
        Assert.Contains("counted from 0", Assert.Throws<ArgumentException>(() => new ClassModel(1).Fit(Windows([1, 2, 3, 4]))).Message, StringComparison.Ordinal);
        Assert.Contains(new ClassModel(1).Fit(Windows([1, 2, 3, 1])).Warnings, warning => warning.Contains("Classes are counted from 0", StringComparison.Ordinal));
        NotWarned(new ClassModel(1).Fit(Windows([0, 2, 3, 1])).Warnings);
    }

    [Fact]
    public void Nothing_to_learn_from_is_refused()
    {
        Assert.Contains("all are −1", Assert.Throws<ArgumentException>("windows", () => new ClassModel(1).Fit(Windows([-1, -1, -1, -1]))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("weights", () => { new ClassModel(1).FitBatch(s_window, [1f], new Adam(), weights: [0f]); });
    }

    [Fact]
    public void Weights_scale_the_sum_and_not_the_number_of_windows()
    {
        ClassModel model = new(2);
        float[] both = [.. s_window, .. s_window.Reverse()];
        float first = model.FitBatch(both[..18], [1f], Still()), second = model.FitBatch(both[18..], [2f], Still());
        Assert.Equal((3f * first + 0.5f * second) / 2, model.FitBatch(both, [1f, 2f], Still(), weights: [3f, 0.5f]), 1e-6f);

        // Class weights divide by the number of targets that count, not by what they weigh.
        EveryStepClassModel steps = new(2);
        float[] weights = [1f, 5f, 2f, 1f], targets = [1, 0, -1, 2, -1, 1];
        float[] losses = [.. targets.Select((target, i) => target < 0 ? 0f : steps.FitBatch(s_window, [.. targets.Select((t, j) => i == j ? t : -1f)], Still(), new CrossEntropy(4)))];
        float expected = targets.Select((target, i) => target < 0 ? 0f : weights[(int)target] * losses[i]).Sum() / 4;
        Assert.Equal(expected, steps.FitBatch(s_window, targets, Still(), new CrossEntropy(4, weights)), 1e-5f);

        static Sgd Still() => new() { LearningRate = 0 };
    }

    [Fact]
    public void A_loss_of_a_head_names_it_where_it_is_missing()
    {
        Headless model = new(1);
        Assert.Contains("[Softmax(3)]", Assert.Throws<ArgumentException>("loss", () => { model.FitBatch(s_window, [1f], new Adam(), new CrossEntropy(3)); }).Message, StringComparison.Ordinal);
        Assert.Contains("[Sigmoid", Assert.Throws<ArgumentException>("loss", () => { model.FitBatch(s_window, [1f, 0f, 0f], new Adam(), new BinaryCrossEntropy()); }).Message, StringComparison.Ordinal);
    }

    private static void NotWarned(IReadOnlyList<string> warnings) =>
        Assert.DoesNotContain(warnings, warning => warning.Contains("target", StringComparison.OrdinalIgnoreCase) && warning.Contains("class", StringComparison.OrdinalIgnoreCase) || warning.Contains('−'));

    private static WindowDataset Windows(float[] targets) =>
        WindowDataset.From(Series.Of(18 * targets.Length), targets, lookBack: 6, features: 3, scaleTargets: false);

    private static (float Loss, float[] Gradient) Gradient(SequenceModel model, float[] target)
    {
        float[] gradient = new float[model.Parameters.Count];
        return (model.ComputeGradient(s_window, target, gradient, model.Kernels.DefaultLoss), gradient);
    }
}

[LstmModel(LookBack = 6, Features = 3)]
[Lstm(4)]
[Sigmoid(3)]
internal sealed partial class TokenFreeLabels;

[LstmModel(LookBack = 6, Features = 3)]
[Lstm(4)]
[Dense(3)]
internal sealed partial class Headless;
