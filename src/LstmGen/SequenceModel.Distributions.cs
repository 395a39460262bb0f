using System.ComponentModel;
using System.Runtime.InteropServices;
using LstmGen.Runtime;

namespace LstmGen;

// What heads that predict distributions add to prediction. Called by generated members.
public abstract partial class SequenceModel
{
    /// <summary>Called by generated code: the quantiles that the head predicts, in raw units.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void WindowQuantiles(ReadOnlySpan<float> window, int length, Span<float> quantiles)
    {
        TrainingEngine.CheckLength(Description.OutputSize, quantiles.Length, nameof(quantiles));
        Predict(window, length, quantiles);
    }

    /// <summary>Called by generated code: one quantile of each target.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void WindowQuantile(ReadOnlySpan<float> window, int length, double probability, Span<float> values)
    {
        CheckProbability(probability, nameof(probability));
        TrainingEngine.CheckLength(Description.ForecastSize, values.Length, nameof(values));
        Describe(window, length, (probability, probability), values, default);
    }

    /// <summary>Called by generated code: a central interval of each target.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void WindowInterval(ReadOnlySpan<float> window, int length, double level, Span<float> lower, Span<float> upper)
    {
        (double Low, double High) ends = EndsOf(level);
        TrainingEngine.CheckLength(Description.ForecastSize, lower.Length, nameof(lower));
        TrainingEngine.CheckLength(Description.ForecastSize, upper.Length, nameof(upper));
        Describe(window, length, ends, lower, upper);
    }

    /// <summary>Called by generated code: mean and spread of each target.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void WindowDistribution(ReadOnlySpan<float> window, int length, Span<float> means, Span<float> spreads)
    {
        ModelDescription d = Description;
        TrainingEngine.CheckLength(d.ForecastSize, means.Length, nameof(means));
        TrainingEngine.CheckLength(d.ForecastSize, spreads.Length, nameof(spreads));
        AlignedBuffer rented = RentScratch(d.OutputSize);
        try
        {
            Span<float> output = rented.Span[..d.OutputSize];
            Predict(window, length, output);
            for (int i = 0; i < means.Length; i++)
            {
                (means[i], spreads[i]) = (output[2 * i], output[2 * i + 1]);
            }
        }
        finally
        {
            ReturnScratch(rented);
        }
    }

    /// <summary>The distribution that the outputs give, where it has a spread.</summary>
    private OutputDistribution RequireSpread()
    {
        OutputDistribution distribution = Description.Distribution
            ?? throw new InvalidOperationException($"{Description.Name} predicts values and not their distribution; end it with [Quantiles(0.1, 0.5, 0.9)] or [Gaussian].");
        return distribution.NoSpread is { } why
            ? throw new InvalidOperationException($"{Description.Name} has no intervals and cannot sample: {why}.")
            : distribution;
    }

    private static void CheckProbability(double probability, string name)
    {
        if (!(probability > 0 && probability < 1))
        {
            throw new ArgumentOutOfRangeException(name, probability, "A number above 0 and below 1 is expected.");
        }
    }

    /// <summary>The probabilities at the ends of the interval that leaves as much below as above.</summary>
    internal static (double Low, double High) EndsOf(double level)
    {
        CheckProbability(level, nameof(level));

        // 0.8 leaves 0.1 and 0.9, which a list of quantiles may hold, and not 0.09999999999999998.
        double low = Math.Round((1 - level) / 2, 12);
        return low > 0 ? (low, 1 - low) : ((1 - level) / 2, 1 - (1 - level) / 2);
    }

    private void Describe(ReadOnlySpan<float> window, int length, (double Low, double High) ends, Span<float> lower, Span<float> upper)
    {
        OutputDistribution distribution = RequireSpread();
        ModelDescription d = Description;
        int count = distribution.OutputsPerTarget;
        AlignedBuffer rented = RentScratch(d.OutputSize + RoomFor<double>(count));
        try
        {
            Span<float> output = rented.Span[..d.OutputSize];
            Span<double> target = MemoryMarshal.Cast<float, double>(rented.Span.Slice(d.OutputSize, RoomFor<double>(count)));
            Predict(window, length, output);
            int valid = Kernels.OutputLength(window, length) * (d.Outputs / count);
            for (int i = 0; i < valid; i++)
            {
                SeriesTable.Widen(output.Slice(i * count, count), target);
                lower[i] = (float)distribution.ValueAt(target, ends.Low);
                if (!upper.IsEmpty) upper[i] = (float)distribution.ValueAt(target, ends.High);
            }

            lower[valid..].Clear();
            if (!upper.IsEmpty) upper[valid..].Clear();
        }
        finally
        {
            ReturnScratch(rented);
        }
    }
}
