using CsCheck;
using LstmGen.Metrics;

namespace LstmGen.Tests.Metrics;

public sealed class MultiLabelMetricsTests
{
    [Fact]
    public void A_small_case_worked_by_hand()
    {
        MultiLabelMetrics metrics = new(labels: 3);
        metrics.Add([1, 0, 1, 0, 1, 0, 1, -1, 0], [0.9f, 0.6f, 0.2f, 0.5f, 0.8f, 0.1f, 0.7f, 0.9f, 0.4f]);
        Assert.Equal(ClassScore.Of(2, 0, 0), metrics.ScoreOf(0));
        Assert.Equal(ClassScore.Of(1, 1, 0), metrics.ScoreOf(1));
        Assert.Equal(ClassScore.Of(0, 0, 1), metrics.ScoreOf(2));
        Assert.Equal(ClassScore.Of(3, 1, 1), metrics.Micro);
        Assert.Equal((1 + 2.0 / 3 + 0) / 3, metrics.Macro.F1, 15);
        Assert.Equal((2.0 / 3, 2.0 / 8), (metrics.SubsetAccuracy, metrics.HammingLoss));
        Assert.Equal((3, 8), (metrics.Rows, metrics.Count));
        Assert.Equal((1, 1, 0.5), (metrics.RocAuc(0), metrics.RocAuc(1), metrics.RocAuc(2)));
        Assert.Equal(2.5 / 3, metrics.MacroRocAuc, 15);
        Assert.EndsWith("exact 0.6667, Hamming loss 0.2500, ROC AUC 0.8333 over 3 rows, 1 ignored", metrics.ToString());
    }

    [Fact]
    public void One_label_agrees_with_two_classes() =>
        Gen.Select(Gen.Int[-1, 1], Gen.Int[0, 10].Select(i => i / 10f)).Array[1, 30].Where(rows => rows.Any(row => row.Item1 >= 0)).Sample(rows =>
        {
            MultiLabelMetrics metrics = new(1, threshold: 0.3f);
            float[] scores = [.. rows.Select(row => row.Item2)];
            int[] actual = [.. rows.Select(row => row.Item1)];
            metrics.Add([.. actual.Select(a => (float)a)], scores);
            var matrix = ConfusionMatrix.Of(actual, [.. scores.Select(score => score > 0.3f ? 1 : 0)], 2);
            Assert.Equal(matrix.ScoreOf(1), metrics.ScoreOf(0));
            Assert.Equal(matrix.Accuracy, metrics.SubsetAccuracy);
            Assert.Equal(1 - matrix.Accuracy, metrics.HammingLoss, 12);
            Assert.Equal(ClassificationMetrics.RocAuc(actual, scores), metrics.RocAuc(0));
        });

    [Fact]
    public void Bad_input_is_refused_and_nothing_is_counted()
    {
        MultiLabelMetrics metrics = new(2);
        Assert.Throws<ArgumentException>("actual", () => metrics.Add([1, 0, 1], new float[3]));
        Assert.Throws<ArgumentException>("probabilities", () => metrics.Add([1, 0], new float[3]));
        Assert.Contains("0.5", Assert.Throws<ArgumentException>("actual", () => metrics.Add([1, 0, 0.5f, 0], new float[4])).Message.Replace(',', '.'));
        Assert.Throws<ArgumentException>("probabilities", () => metrics.Add([1, 0], [0.5f, float.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>("label", () => metrics.ScoreOf(2));
        Assert.Throws<ArgumentOutOfRangeException>("threshold", () => new MultiLabelMetrics(2, float.NaN));
        Assert.Equal(0, metrics.Rows);
        Assert.True(double.IsNaN(metrics.MacroRocAuc));
    }
}
