using CsCheck;
using LstmGen.Metrics;

namespace LstmGen.Tests.Metrics;

public sealed class ClassificationMetricsTests
{
    // Few distinct values, so that ties are common.
    private static readonly Gen<float> Score = Gen.Int[0, 7].Select(i => i / 8f);

    private static readonly Gen<(int Classes, int[] Actual, float[] Scores)> Cases =
        from classes in Gen.Int[2, 5]
        from count in Gen.Int[1, 30]
        from actual in Gen.Int[-1, classes - 1].Array[count]
        from scores in Score.Array[count * classes]
        select (classes, actual, scores);

    [Fact]
    public void Top_k_of_a_small_case_worked_by_hand()
    {
        // The true classes are second, first (a tie, won by the lower number), third and left out.
        int[] actual = [1, 0, 2, -1];
        float[] probabilities = [0.5f, 0.3f, 0.2f, 0.4f, 0.4f, 0.2f, 0.5f, 0.3f, 0.2f, 1, 0, 0];
        Assert.Equal(1.0 / 3, ClassificationMetrics.TopKAccuracy(actual, probabilities, 3, 1));
        Assert.Equal(2.0 / 3, ClassificationMetrics.TopKAccuracy(actual, probabilities, 3, 2));
        Assert.Equal(1, ClassificationMetrics.TopKAccuracy(actual, probabilities, 3, 3));
    }

    [Fact]
    public void Top_k_equals_sorting_the_classes_of_each_row() => Cases.Sample(c =>
    {
        int[] rows = [.. Enumerable.Range(0, c.Actual.Length).Where(row => c.Actual[row] >= 0)];
        for (int k = 1; k <= c.Classes; k++)
        {
            double right = rows.Count(row => Enumerable.Range(0, c.Classes)
                .OrderByDescending(index => c.Scores[row * c.Classes + index]).Take(k).Contains(c.Actual[row]));
            Assert.Equal(right / rows.Length, ClassificationMetrics.TopKAccuracy(c.Actual, c.Scores, c.Classes, k));
        }
    });

    [Fact]
    public void Top_1_is_the_accuracy_of_the_argmax() => Cases.Sample(c =>
    {
        int[] predicted = [.. Enumerable.Range(0, c.Actual.Length)
            .Select(row => Enumerable.Range(0, c.Classes).MaxBy(index => c.Scores[row * c.Classes + index]))];
        Assert.Equal(ClassificationMetrics.Accuracy(c.Actual, predicted), ClassificationMetrics.TopKAccuracy(c.Actual, c.Scores, c.Classes, 1));
    });

    [Theory]
    [InlineData(new[] { 0, 0, 1, 1 }, new[] { 0.1f, 0.4f, 0.35f, 0.8f }, 0.75)]
    [InlineData(new[] { 0, 1, 0, 1 }, new[] { 0.5f, 0.5f, 0.5f, 0.5f }, 0.5)]
    [InlineData(new[] { 1, 0, -1 }, new[] { 0.2f, 0.9f, 0.3f }, 0)]
    [InlineData(new[] { 1, 0 }, new[] { float.PositiveInfinity, float.NegativeInfinity }, 1)]
    public void Area_under_the_curve_of_small_cases(int[] actual, float[] scores, double expected) =>
        Assert.Equal(expected, ClassificationMetrics.RocAuc(actual, scores));

    [Fact]
    public void Area_under_the_curve_equals_counting_pairs() => Cases.Sample(c =>
    {
        (int, float)[] rows = [.. Rows(c.Actual, c.Scores, c.Classes, column: 0).Select(row => (Math.Min(row.Class, 1), row.Score))];
        Same(Pairs(rows, 1), ClassificationMetrics.RocAuc([.. rows.Select(row => row.Item1)], [.. rows.Select(row => row.Item2)]));
    });

    [Fact]
    public void Area_of_several_classes_is_the_mean_of_each_against_the_rest() => Cases.Sample(c =>
    {
        double[] areas = [.. Enumerable.Range(0, c.Classes).Select(index => Pairs([.. Rows(c.Actual, c.Scores, c.Classes, index)], index)).Where(a => !double.IsNaN(a))];
        Same(areas.Length == 0 ? double.NaN : areas.Average(), ClassificationMetrics.RocAuc(c.Actual, c.Scores, c.Classes));
    });

    [Fact]
    public void One_kind_of_row_defines_no_area()
    {
        Assert.True(double.IsNaN(ClassificationMetrics.RocAuc([1, 1], [0.1f, 0.2f])));
        Assert.True(double.IsNaN(ClassificationMetrics.RocAuc([-1, 0], [0.1f, 0.2f])));
        Assert.True(double.IsNaN(ClassificationMetrics.RocAuc([1, 1], [0.5f, 0.5f, 0.1f, 0.9f], 2)));
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        Assert.Throws<ArgumentException>("predicted", () => ClassificationMetrics.Accuracy([1], []));
        Assert.Contains("2 rows of 3", Assert.Throws<ArgumentException>("probabilities", () => ClassificationMetrics.TopKAccuracy([0, 1], new float[5], 3, 1)).Message);
        Assert.Throws<ArgumentOutOfRangeException>("k", () => ClassificationMetrics.TopKAccuracy([0], new float[3], 3, 4));
        Assert.Contains("found 2 at 1", Assert.Throws<ArgumentException>("actual", () => ClassificationMetrics.RocAuc([1, 2], [0, 0])).Message);
        Assert.Throws<ArgumentException>("scores", () => ClassificationMetrics.RocAuc([1, 0], [0]));
        Assert.Contains("NaN at 1", Assert.Throws<ArgumentException>("scores", () => ClassificationMetrics.RocAuc([1, 0], [0, float.NaN])).Message);
        Assert.Throws<ArgumentOutOfRangeException>("classes", () => ClassificationMetrics.RocAuc([0], new float[1], 1));
    }

    private static IEnumerable<(int Class, float Score)> Rows(int[] actual, float[] scores, int classes, int column) =>
        actual.Select((index, row) => (index, scores[row * classes + column])).Where(row => row.index >= 0);

    private static double Pairs((int Class, float Score)[] rows, int positive)
    {
        double[] wins = [.. from a in rows
                            where a.Class == positive
                            from b in rows
                            where b.Class != positive
                            select a.Score > b.Score ? 1 : a.Score == b.Score ? 0.5 : 0];
        return wins.Length == 0 ? double.NaN : wins.Average();
    }

    private static void Same(double expected, double found) => Assert.True(expected.Equals(found) || Math.Abs(expected - found) < 1e-12, $"{expected} {found}");
}
