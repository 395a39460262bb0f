using CsCheck;
using LstmGen.Metrics;

namespace LstmGen.Tests.Metrics;

public sealed class ConfusionMatrixTests
{
    private static readonly Gen<(int Classes, int[] Actual, int[] Predicted)> Cases =
        from classes in Gen.Int[1, 6]
        from count in Gen.Int[0, 40]
        from actual in Gen.Int[-1, classes - 1].Array[count]
        from predicted in Gen.Int[0, classes - 1].Array[count]
        select (classes, actual, predicted);

    [Fact]
    public void Scores_of_a_small_case_worked_by_hand()
    {
        // True 0 0 1 2 2 2, predicted 0 2 1 2 2 0; class 3 occurs nowhere, one row is padding.
        var matrix = ConfusionMatrix.Of([0, 0, 1, 2, 2, 2, -1], [0, 2, 1, 2, 2, 0, 3], classes: 4);
        Assert.Equal((1, 1, 1, 2), (matrix[0, 0], matrix[0, 2], matrix[1, 1], matrix[2, 2]));
        Assert.Equal((6, 1), (matrix.Count, matrix.Ignored));
        Assert.Equal(4.0 / 6, matrix.Accuracy);
        Assert.Equal(new ClassScore(0.5, 0.5, 0.5, 2), matrix.ScoreOf(0));
        Assert.Equal(new ClassScore(1, 1, 1, 1), matrix.ScoreOf(1));
        Assert.Equal(new ClassScore(2.0 / 3, 2.0 / 3, 2.0 / 3, 3), matrix.ScoreOf(2));
        Assert.Equal(default, matrix.ScoreOf(3));
        Assert.Equal((0.5 + 1 + 2.0 / 3) / 3, matrix.Macro.F1, 15);
        Assert.Equal((2 * 0.5 + 1 + 3 * 2.0 / 3) / 6, matrix.Weighted.F1, 15);
    }

    [Fact]
    public void Scores_of_the_documentation_of_scikit_learn()
    {
        // sklearn.metrics.precision_recall_fscore_support and confusion_matrix: cat dog pig cat dog pig and cat pig dog cat cat dog.
        var matrix = ConfusionMatrix.Of([0, 1, 2, 0, 1, 2], [0, 2, 1, 0, 0, 1], classes: 3);
        Assert.Equal((0.222, 0.333, 0.267), (Math.Round(matrix.Macro.Precision, 3), Math.Round(matrix.Macro.Recall, 3), Math.Round(matrix.Macro.F1, 3)));
        Assert.Equal((0.222, 0.333, 0.267), (Math.Round(matrix.Weighted.Precision, 3), Math.Round(matrix.Weighted.Recall, 3), Math.Round(matrix.Weighted.F1, 3)));
        Assert.Equal((1.0 / 3, 1.0 / 3, 1.0 / 3), (matrix.Micro.Precision, matrix.Micro.Recall, matrix.Micro.F1));
    }

    /// <summary>Of two classes Matthews' own formula; of several the correlation of the indicators of the classes, summed over them (Gorodkin 2004).</summary>
    [Fact]
    public void The_correlation_coefficient_equals_its_definition() => Cases.Sample(c =>
    {
        double mcc = ConfusionMatrix.Of(c.Actual, c.Predicted, c.Classes).Mcc;
        (int Actual, int Predicted)[] rows = [.. c.Actual.Zip(c.Predicted).Where(row => row.First >= 0)];
        double both = 0, ofActual = 0, ofPredicted = 0;
        for (int index = 0; index < c.Classes && rows.Length > 0; index++)
        {
            double actual = rows.Average(row => row.Actual == index ? 1.0 : 0), predicted = rows.Average(row => row.Predicted == index ? 1.0 : 0);
            both += rows.Sum(row => ((row.Actual == index ? 1 : 0) - actual) * ((row.Predicted == index ? 1 : 0) - predicted));
            ofActual += rows.Sum(row => Math.Pow((row.Actual == index ? 1 : 0) - actual, 2));
            ofPredicted += rows.Sum(row => Math.Pow((row.Predicted == index ? 1 : 0) - predicted, 2));
        }

        Assert.Equal(ofActual < 1e-9 || ofPredicted < 1e-9 ? 0 : both / Math.Sqrt(ofActual * ofPredicted), mcc, 1e-9);
        if (c.Classes != 2) return;
        double tp = rows.Count(row => row is (1, 1)), tn = rows.Count(row => row is (0, 0)), fp = rows.Count(row => row is (0, 1)), fn = rows.Count(row => row is (1, 0));
        double scale = (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn);
        Assert.Equal(scale == 0 ? 0 : (tp * tn - fp * fn) / Math.Sqrt(scale), mcc, 1e-9);
    });

    [Fact]
    public void A_class_never_predicted_has_precision_0_and_one_that_never_occurs_recall_0()
    {
        var matrix = ConfusionMatrix.Of([0, 0], [1, 1], classes: 3);
        Assert.Equal(new ClassScore(0, 0, 0, 2), matrix.ScoreOf(0));
        Assert.Equal(new ClassScore(0, 0, 0, 0), matrix.ScoreOf(1));
        Assert.Equal(0, matrix.Macro.F1);
    }

    [Fact]
    public void Scores_equal_those_of_their_definition() => Cases.Sample(c =>
    {
        var matrix = ConfusionMatrix.Of(c.Actual, c.Predicted, c.Classes);
        (int Actual, int Predicted)[] rows = [.. c.Actual.Zip(c.Predicted).Where(row => row.First >= 0)];
        int[] occurring = [.. rows.SelectMany(row => new[] { row.Actual, row.Predicted }).Distinct().Order()];
        double sum = 0;
        foreach (int index in occurring)
        {
            double both = rows.Count(row => row.Actual == index && row.Predicted == index);
            double predicted = rows.Count(row => row.Predicted == index);
            double actual = rows.Count(row => row.Actual == index);
            double precision = predicted == 0 ? 0 : both / predicted, recall = actual == 0 ? 0 : both / actual;
            double f1 = precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
            ClassScore score = matrix.ScoreOf(index);
            Assert.Equal((precision, recall, (long)actual), (score.Precision, score.Recall, score.Support));
            Assert.Equal(f1, score.F1, 12);
            sum += f1;
        }

        Assert.Equal(occurring.Length == 0 ? 0 : sum / occurring.Length, matrix.Macro.F1, 12);
        Assert.Equal(rows.Length, matrix.Macro.Support);
    });

    [Fact]
    public void With_one_class_for_each_row_micro_f1_and_weighted_recall_are_the_accuracy() => Cases.Where(c => c.Actual.Any(a => a >= 0)).Sample(c =>
    {
        var matrix = ConfusionMatrix.Of(c.Actual, c.Predicted, c.Classes);
        double accuracy = ClassificationMetrics.Accuracy(c.Actual, c.Predicted);
        Assert.Equal(accuracy, matrix.Accuracy);
        Assert.Equal((accuracy, accuracy), (matrix.Micro.Precision, matrix.Micro.Recall));
        Assert.Equal(accuracy, matrix.Micro.F1, 15);
        Assert.Equal(accuracy, matrix.Weighted.Recall, 12);
    });

    [Fact]
    public void Nothing_counted_is_no_accuracy() => Assert.True(double.IsNaN(ConfusionMatrix.Of([-1], [0], 2).Accuracy));

    [Fact]
    public void It_prints_a_table()
    {
        string table = ConfusionMatrix.Of([0, 0, 1, -1], [0, 1, 1, 0], 3, ["cat", "a very long name", "dog"]).ToString();
        Assert.Equal(
            """
            true \ as         cat  a very long…      dog
            cat                 1             1        0
            a very long…        0             1        0
            dog                 0             0        0

                              precision   recall       F1    support
            cat                  1.0000   0.5000   0.6667          2
            a very long name     0.5000   1.0000   0.6667          1
            micro                0.6667   0.6667   0.6667          3
            macro                0.7500   0.7500   0.6667          3
            weighted             0.8333   0.6667   0.6667          3
            accuracy 0.6667 over 3, 1 ignored
            """.ReplaceLineEndings("\n"),
            table);
        Assert.StartsWith("(the matrix of 21 classes is not shown)\n", new ConfusionMatrix(21).ToString());
    }

    [Fact]
    public void Counting_does_not_allocate()
    {
        ConfusionMatrix matrix = new(3);
        int[] actual = [0, 1, 2, -1], predicted = [0, 2, 2, 0];
        matrix.Add(actual, predicted);
        long before = GC.GetAllocatedBytesForCurrentThread();
        matrix.Add(actual, predicted);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Wrong_classes_and_lengths_are_refused_and_nothing_is_counted()
    {
        ConfusionMatrix matrix = new(3);
        Assert.Contains("from 0 to 2, found 3", Assert.Throws<ArgumentOutOfRangeException>("actual", () => matrix.Add([0, 3], [0, 0])).Message);
        Assert.Throws<ArgumentOutOfRangeException>("predicted", () => matrix.Add([0, 1], [0, -1]));
        Assert.Throws<ArgumentException>("predicted", () => matrix.Add([0, 1], [0]));
        Assert.Throws<ArgumentException>("names", () => new ConfusionMatrix(3, ["a"]));
        Assert.Throws<ArgumentOutOfRangeException>("classes", () => new ConfusionMatrix(0));
        Assert.Equal(0, matrix.Count);
    }
}
