using SpeechDigits.Audio;
using SpeechDigits.Results;

namespace SpeechDigits.Tasks;

/// <summary>
/// What needs no network: every recording stretched to 20 steps × 24 bands, and then the digit of the nearest recording of training, or of the largest of ten linear functions (ridge regression).
/// </summary>
internal static class Baselines
{
    private const int Steps = 20, Size = Steps * LogMel.Bands;
    private const double Ridge = 30;

    /// <summary>The figures of both.</summary>
    /// <param name="split">What to learn and to judge.</param>
    /// <param name="frame">A measure with everything filled in but what is measured.</param>
    public static Measure[] Of(Split split, Measure frame)
    {
        (double[] Values, int Digit)[] training = [.. split.Training.Clips.AsParallel().AsOrdered().Select(Stretched)], test = [.. split.Test.Clips.AsParallel().AsOrdered().Select(Stretched)];
        double[][] weights = Linear(training);
        return
        [
            Count("nearest neighbour", values => training.MinBy(clip => Distance(clip.Values, values)).Digit),
            Count("linear", values => Enumerable.Range(0, ClipSet.Digits).MaxBy(digit => Dot(weights[digit], values))),
        ];

        Measure Count(string part, Func<double[], int> classify)
        {
            int right = test.AsParallel().Count(clip => classify(clip.Values) == clip.Digit);
            return frame with { Part = part, Errors = test.Length - right, Of = test.Length, Right = right, Count = test.Length };
        }
    }

    /// <summary>Steps between those that there are, by the line between both; and a 1 behind all, for the constant.</summary>
    private static (double[] Values, int Digit) Stretched(Clip clip)
    {
        float[] steps = LogMel.Normalized(clip.Samples);
        int count = steps.Length / LogMel.Bands;
        double[] values = new double[Size + 1];
        for (int i = 0; i < Size; i++)
        {
            double place = (double)(i / LogMel.Bands) * (count - 1) / (Steps - 1);
            int at = (int)place, next = Math.Min(count - 1, at + 1), band = i % LogMel.Bands;
            values[i] = steps[at * LogMel.Bands + band] + (place - at) * (steps[next * LogMel.Bands + band] - steps[at * LogMel.Bands + band]);
        }

        values[Size] = 1;
        return (values, clip.Digit);
    }

    /// <summary>For each digit the w of least Σ (w·x − y)² + λ·|w|², y 1 for the digit and 0 for others, by Cholesky's decomposition of XᵀX + λ.</summary>
    private static double[][] Linear((double[] Values, int Digit)[] clips)
    {
        int n = Size + 1;
        double[][] lower = new double[n][], weights = new double[ClipSet.Digits][];
        Parallel.For(0, n, row =>
        {
            lower[row] = new double[row + 1];
            foreach ((double[] values, _) in clips)
            {
                for (int column = 0; column <= row; column++)
                {
                    lower[row][column] += values[row] * values[column];
                }
            }

            lower[row][row] += Ridge;
        });
        for (int row = 0; row < n; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                double left = lower[row][column] - Dot(lower[row].AsSpan(0, column), lower[column].AsSpan(0, column));
                lower[row][column] = row == column ? Math.Sqrt(left) : left / lower[column][column];
            }
        }

        for (int digit = 0; digit < weights.Length; digit++)
        {
            double[] w = weights[digit] = new double[n];
            foreach ((double[] values, int said) in clips)
            {
                for (int i = 0; said == digit && i < n; i++)
                {
                    w[i] += values[i];
                }
            }

            for (int i = 0; i < n; i++)
            {
                w[i] = (w[i] - Dot(lower[i].AsSpan(0, i), w.AsSpan(0, i))) / lower[i][i];
            }

            for (int i = n - 1; i >= 0; i--)
            {
                for (int later = i + 1; later < n; later++)
                {
                    w[i] -= lower[later][i] * w[later];
                }

                w[i] /= lower[i][i];
            }
        }

        return weights;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private static double Distance(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }

        return sum;
    }
}
