using System.Runtime.InteropServices;
using LstmGen.Forecasting;
using LstmGen.Kernels;
using LstmGen.Runtime;

namespace LstmGen;

/// <summary>Quantiles and intervals of the targets of one window.</summary>
internal static class DistributionAnswers
{
    /// <summary>The quantiles that the head predicts, in raw units.</summary>
    public static void Quantiles(SequenceModel model, ReadOnlySpan<float> window, int length, Span<float> quantiles)
    {
        ArgumentNullException.ThrowIfNull(model);
        TrainingEngine.CheckLength(model.Description.OutputSize, quantiles.Length, nameof(quantiles));
        model.Predict(window, length, quantiles);
    }

    /// <summary>One quantile of each target.</summary>
    public static void Quantile(SequenceModel model, ReadOnlySpan<float> window, int length, double probability, Span<float> values)
    {
        ArgumentNullException.ThrowIfNull(model);
        Probability.Check(probability, nameof(probability));
        TrainingEngine.CheckLength(model.Description.ForecastSize, values.Length, nameof(values));
        Read(model, window, length, (probability, probability), values, default);
    }

    /// <summary>A central interval of each target.</summary>
    public static void Interval(SequenceModel model, ReadOnlySpan<float> window, int length, double level, Span<float> lower, Span<float> upper)
    {
        ArgumentNullException.ThrowIfNull(model);
        (double Low, double High) ends = Probability.EndsOf(level);
        TrainingEngine.CheckLength(model.Description.ForecastSize, lower.Length, nameof(lower));
        TrainingEngine.CheckLength(model.Description.ForecastSize, upper.Length, nameof(upper));
        Read(model, window, length, ends, lower, upper);
    }

    /// <summary>Mean and spread of each target.</summary>
    public static void MeanAndSpread(SequenceModel model, ReadOnlySpan<float> window, int length, Span<float> means, Span<float> spreads)
    {
        ArgumentNullException.ThrowIfNull(model);
        ModelDescription d = model.Description;
        TrainingEngine.CheckLength(d.ForecastSize, means.Length, nameof(means));
        TrainingEngine.CheckLength(d.ForecastSize, spreads.Length, nameof(spreads));
        AlignedBuffer rented = model.RentScratch(d.OutputSize);
        try
        {
            Span<float> output = rented.Span[..d.OutputSize];
            model.Predict(window, length, output);
            for (int i = 0; i < means.Length; i++)
            {
                (means[i], spreads[i]) = (output[2 * i], output[2 * i + 1]);
            }
        }
        finally
        {
            model.ReturnScratch(rented);
        }
    }

    /// <summary>The distribution that the outputs give, where it has a spread.</summary>
    public static OutputDistribution RequireSpread(SequenceModel model)
    {
        string name = model.Description.Name;
        OutputDistribution distribution = model.Description.Distribution
            ?? throw new InvalidOperationException($"{name} predicts values and not their distribution; end it with [Quantiles(0.1, 0.5, 0.9)] or [Gaussian].");
        return distribution.NoSpread is { } why ? throw new InvalidOperationException($"{name} has no intervals and cannot sample: {why}.") : distribution;
    }

    private static void Read(SequenceModel model, ReadOnlySpan<float> window, int length, (double Low, double High) ends, Span<float> lower, Span<float> upper)
    {
        OutputDistribution distribution = RequireSpread(model);
        ModelDescription d = model.Description;
        int count = distribution.OutputsPerTarget, room = NumberRoom.Floats<double>(count);
        AlignedBuffer rented = model.RentScratch(d.OutputSize + room);
        try
        {
            Span<float> output = rented.Span[..d.OutputSize];
            Span<double> target = MemoryMarshal.Cast<float, double>(rented.Span.Slice(d.OutputSize, room));
            model.Predict(window, length, output);
            int valid = OutputRoom.ValidSteps(model, window, length) * (d.Outputs / count);
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
            model.ReturnScratch(rented);
        }
    }
}
