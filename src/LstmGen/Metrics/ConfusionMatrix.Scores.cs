using System.Globalization;
using System.Text;

namespace LstmGen.Metrics;

public sealed partial class ConfusionMatrix
{
    private const int LargestPrinted = 20;
    private const int LongestName = 12;

    /// <summary>Precision, recall and F1 over all decisions taken together. With one class for each prediction, all three are the accuracy (0 when nothing was counted).</summary>
    public ClassScore Micro => ClassScore.Of(Correct, Count - Correct, Count - Correct);

    /// <summary>The mean over the classes that occur, each with the same weight.</summary>
    public ClassScore Macro => ClassScore.Macro(Occurring().Select(ScoreOf));

    /// <summary>The mean over the classes that occur, weighted by how often they truly do.</summary>
    public ClassScore Weighted => ClassScore.Weighted(Occurring().Select(ScoreOf));

    /// <summary>
    /// Matthews' correlation coefficient, −1 to 1: 1 is perfect, 0 no better than chance, whatever the shares of the classes. Of several classes the coefficient of Gorodkin
    /// (2004): (right·n − Σ pₖ·tₖ) / √((n² − Σ pₖ²)·(n² − Σ tₖ²)), where class k was predicted pₖ times and true tₖ times. 0 where only one class is true or predicted.
    /// </summary>
    public double Mcc
    {
        get
        {
            double n = Count, both = 0, predictedSquared = 0, actualSquared = 0;
            for (int index = 0; index < Classes; index++)
            {
                (double actual, double predicted) = Totals(index);
                both += predicted * actual;
                predictedSquared += predicted * predicted;
                actualSquared += actual * actual;
            }

            double scale = Math.Sqrt(n * n - predictedSquared) * Math.Sqrt(n * n - actualSquared);
            return scale > 0 ? (Correct * n - both) / scale : 0;
        }
    }

    /// <summary>Precision, recall and F1 of one class against all others.</summary>
    /// <param name="index">The class.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public ClassScore ScoreOf(int index)
    {
        Check(index, nameof(index));
        (long actual, long predicted) = Totals(index);
        long right = _counts[index * Classes + index];
        return ClassScore.Of(right, predicted - right, actual - right);
    }

    /// <summary>
    /// The matrix (true classes down, predicted ones across; left out, and said so, above 20 classes), then precision, recall, F1 and support of every
    /// class that occurs and on average. Long names are shortened.
    /// </summary>
    public override string ToString()
    {
        StringBuilder text = new();
        if (Classes <= LargestPrinted)
        {
            AppendMatrix(text);
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $"(the matrix of {Classes} classes is not shown)\n");
        }

        ScoreTable table = new(_names);
        foreach (int index in Occurring())
        {
            table.Add(_names[index], ScoreOf(index));
        }

        table.Add("micro", Micro);
        table.Add("macro", Macro);
        table.Add("weighted", Weighted);
        text.Append('\n').Append(table);
        text.Append(CultureInfo.InvariantCulture, $"accuracy {Figures.Fixed(Accuracy, 4)} over {Count}{(Ignored > 0 ? $", {Ignored} ignored" : "")}");
        return text.ToString();
    }

    private void AppendMatrix(StringBuilder text)
    {
        int width = Math.Max("true \\ as".Length, _names.Max(name => Math.Min(LongestName, name.Length)));
        text.Append("true \\ as".PadRight(width));
        foreach (string name in _names)
        {
            text.Append("  ").Append(ScoreTable.Fit(name, LongestName).PadLeft(7));
        }

        for (int actual = 0; actual < Classes; actual++)
        {
            text.Append('\n').Append(ScoreTable.Fit(_names[actual], LongestName).PadRight(width));
            for (int predicted = 0; predicted < Classes; predicted++)
            {
                string number = _counts[actual * Classes + predicted].ToString(CultureInfo.InvariantCulture);
                text.Append("  ").Append(number.PadLeft(Math.Max(7, Math.Min(LongestName, _names[predicted].Length))));
            }
        }

        text.Append('\n');
    }

    private IEnumerable<int> Occurring() => Enumerable.Range(0, Classes).Where(index => Totals(index) is not (0, 0));

    private (long Actual, long Predicted) Totals(int index)
    {
        long actual = 0, predicted = 0;
        for (int other = 0; other < Classes; other++)
        {
            actual += _counts[index * Classes + other];
            predicted += _counts[other * Classes + index];
        }

        return (actual, predicted);
    }
}
