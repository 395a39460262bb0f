using System.Runtime.InteropServices;

namespace LstmGen.Metrics;

/// <summary>Values beside what was predicted of them, as they come, each with its step and column: kept, because a variance is about a mean that is known last.</summary>
/// <param name="columns">Columns, at least 1.</param>
/// <param name="steps">Steps, at least 1.</param>
internal sealed class RegressionValues(int columns, int steps)
{
    private readonly List<(double Actual, double Predicted)> _all = [];
    private readonly List<(double Actual, double Predicted)>[] _columns = Lists(columns);
    private readonly List<(double Actual, double Predicted)>[] _steps = Lists(steps);

    public void Add(int step, int column, double actual, double predicted)
    {
        _all.Add((actual, predicted));
        if (_columns.Length > 0) _columns[column].Add((actual, predicted));
        if (_steps.Length > 0) _steps[step].Add((actual, predicted));
    }

    public RegressionReport ToReport() => Of(_all) with { ByColumn = Array.AsReadOnly(Array.ConvertAll(_columns, Of)), ByStep = Array.AsReadOnly(Array.ConvertAll(_steps, Of)) };

    private static List<(double Actual, double Predicted)>[] Lists(int count) =>
        count == 1 ? [] : [.. Enumerable.Range(0, count).Select(_ => new List<(double Actual, double Predicted)>())];

    private static RegressionReport Of(List<(double Actual, double Predicted)> values)
    {
        ReadOnlySpan<(double Actual, double Predicted)> pairs = CollectionsMarshal.AsSpan(values);
        double absolute = 0, squared = 0, errors = 0, largest = 0, actuals = 0, percent = 0, symmetric = 0;
        long nonZero = 0;
        foreach ((double actual, double predicted) in pairs)
        {
            double error = predicted - actual, size = Math.Abs(error), both = Math.Abs(actual) + Math.Abs(predicted);
            absolute += size;
            squared += error * error;
            errors += error;
            actuals += actual;
            largest = Math.Max(largest, size);
            symmetric += both == 0 ? 0 : 200 * size / both;
            if (actual == 0) continue;
            nonZero++;
            percent += 100 * Math.Abs(error / actual);
        }

        long n = values.Count;
        (double spread, double spreadOfErrors) = Spreads(pairs, actuals / n, errors / n);
        return new RegressionReport
        {
            Count = n,
            Mae = absolute / n,
            Mse = squared / n,
            MeanError = errors / n,
            LargestError = n == 0 ? double.NaN : largest,
            R2 = spread == 0 ? double.NaN : 1 - squared / spread,
            ExplainedVariance = spread == 0 ? double.NaN : 1 - spreadOfErrors / spread,
            Mape = percent / nonZero,
            MapeCount = nonZero,
            Smape = symmetric / n,
        };
    }

    /// <summary>The sums of squared distances of the actual values and of the errors from their means.</summary>
    private static (double Actuals, double Errors) Spreads(ReadOnlySpan<(double Actual, double Predicted)> pairs, double mean, double meanError)
    {
        double actuals = 0, errors = 0;
        foreach ((double actual, double predicted) in pairs)
        {
            double distance = actual - mean, error = predicted - actual - meanError;
            actuals += distance * distance;
            errors += error * error;
        }

        return (actuals, errors);
    }
}
