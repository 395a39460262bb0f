using System.Numerics;
using System.Runtime.InteropServices;
using LstmGen.Kernels;
using LstmGen.Numerics;
using LstmGen.Runtime;

namespace LstmGen.Forecasting;

/// <summary>
/// Forecasts of distributions by sampled paths: the next values are drawn from the distribution predicted and fed back, path by path. Values are in single or double
/// precision.
/// </summary>
internal static class SampledPaths
{
    /// <summary>The paths draw from streams of their own, above those of initial parameters and shuffling: the third and fourth word of the counter.</summary>
    private const uint PathStreams = 0x5041_7468;

    /// <summary>Sampled paths, path by path.</summary>
    public static void Draw(SequenceModel model, ReadOnlySpan<float> history, ReadOnlySpan<float> knownFuture, int paths, long? seed, Span<float> values)
    {
        ArgumentNullException.ThrowIfNull(model);
        DistributionAnswers.RequireSpread(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(paths, 1);
        if (values.Length % paths != 0)
        {
            throw new ArgumentException($"Expected as many values for each of {paths} paths, found {values.Length} values.", nameof(values));
        }

        int perPath = values.Length / paths;
        using Reading reading = model.BeginReading();
        while (reading.Next())
        {
            Forecaster forecaster = Forecaster.Begin(model, history, knownFuture, perPath, nameof(values));
            if (perPath > 0) Sample(model, forecaster, history, knownFuture, paths, seed ?? model.Seed, values, 1, perPath);
        }
    }

    /// <summary>Quantiles of the steps to come.</summary>
    public static void Quantiles<T>(
        SequenceModel model, ReadOnlySpan<T> history, ReadOnlySpan<T> knownFuture, ReadOnlySpan<double> probabilities, int paths, long? seed, Span<T> quantiles)
        where T : unmanaged, INumber<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        DistributionAnswers.RequireSpread(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(paths, 1);
        foreach (double probability in probabilities)
        {
            Probability.Check(probability, nameof(probabilities));
        }

        if (probabilities.IsEmpty || quantiles.Length % probabilities.Length != 0)
        {
            throw new ArgumentException(
                $"Expected room for one value per probability, and at least one of them, but got {probabilities.Length} probabilities and room for {quantiles.Length} values.", nameof(quantiles));
        }

        using Reading reading = model.BeginReading();
        while (reading.Next())
        {
            Forecaster forecaster = Forecaster.Begin(model, history, knownFuture, quantiles.Length / probabilities.Length, nameof(quantiles));
            ReadQuantiles(model, forecaster, history, knownFuture, probabilities, paths, seed, quantiles);
        }
    }

    /// <summary>Central intervals of the steps to come.</summary>
    public static void Interval(
        SequenceModel model, ReadOnlySpan<float> history, ReadOnlySpan<float> knownFuture, double level, int paths, long? seed, Span<float> lower, Span<float> upper)
    {
        ArgumentNullException.ThrowIfNull(model);
        (double low, double high) = Probability.EndsOf(level);
        TrainingEngine.CheckLength(lower.Length, upper.Length, nameof(upper));
        AlignedBuffer rented = model.RentScratch(2 * lower.Length);
        try
        {
            Span<float> both = rented.Span[..(2 * lower.Length)];
            Quantiles(model, history, knownFuture, [low, high], paths, seed, both);
            for (int i = 0; i < lower.Length; i++)
            {
                (lower[i], upper[i]) = (both[2 * i], both[2 * i + 1]);
            }
        }
        finally
        {
            model.ReturnScratch(rented);
        }
    }

    private static void ReadQuantiles<T>(
        SequenceModel model, Forecaster forecaster, ReadOnlySpan<T> history, ReadOnlySpan<T> knownFuture, ReadOnlySpan<double> probabilities, int paths, long? seed,
        Span<T> quantiles)
        where T : unmanaged, INumber<T>
    {
        int values = quantiles.Length / probabilities.Length;
        int direct = Math.Min(values, forecaster.Block);
        ReadFirst(model, forecaster, history, knownFuture, probabilities, quantiles[..(direct * probabilities.Length)]);
        if (direct == values)
        {
            return;
        }

        AlignedBuffer rented = model.RentScratch(NumberRoom.Floats<T>(checked(values * paths)));
        try
        {
            Span<T> sampled = MemoryMarshal.Cast<float, T>(rented.Span)[..(values * paths)];
            Sample(model, forecaster, history, knownFuture, paths, seed ?? model.Seed, sampled, paths, 1);
            for (int i = direct; i < values; i++)
            {
                Span<T> row = sampled.Slice(i * paths, paths);
                row.Sort();
                for (int p = 0; p < probabilities.Length; p++)
                {
                    quantiles[i * probabilities.Length + p] = QuantileOf<T>(row, probabilities[p]);
                }
            }
        }
        finally
        {
            model.ReturnScratch(rented);
        }
    }

    /// <summary>
    /// The quantile of sorted samples at the place p·(n + 1) (type 6 of Hyndman &amp; Fan 1996, Weibull's): one further sample lies below it with exactly that
    /// probability, however few samples there are.
    /// </summary>
    private static T QuantileOf<T>(ReadOnlySpan<T> sorted, double probability)
        where T : unmanaged, INumber<T>
    {
        double place = Math.Clamp(probability * (sorted.Length + 1) - 1, 0, sorted.Length - 1);
        int below = (int)place, above = Math.Min(below + 1, sorted.Length - 1);
        double lower = double.CreateTruncating(sorted[below]), upper = double.CreateTruncating(sorted[above]);
        return T.CreateTruncating(lower + (place - below) * (upper - lower));
    }

    /// <summary>The first horizon needs no samples: its distribution is what the model predicts.</summary>
    private static void ReadFirst<T>(
        SequenceModel model, Forecaster forecaster, ReadOnlySpan<T> history, ReadOnlySpan<T> knownFuture, ReadOnlySpan<double> probabilities, Span<T> quantiles)
        where T : unmanaged, INumber<T>
    {
        if (quantiles.IsEmpty)
        {
            return;
        }

        ModelDescription d = model.Description;
        OutputDistribution distribution = d.Distribution!;
        int count = distribution.OutputsPerTarget;
        AlignedBuffer rented = model.RentScratch(NumberRoom.Floats<T>(d.InputSize + d.OutputSize) + NumberRoom.Floats<double>(d.OutputSize));
        try
        {
            Span<T> window = MemoryMarshal.Cast<float, T>(rented.Span)[..d.InputSize], output = MemoryMarshal.Cast<float, T>(rented.Span).Slice(d.InputSize, d.OutputSize);
            Span<double> wide = MemoryMarshal.Cast<float, double>(rented.Span[^NumberRoom.Floats<double>(d.OutputSize)..]);
            forecaster.FillWindow(history, knownFuture, window);
            forecaster.Predict<T>(window, output);
            Widen<T>(output, wide);
            for (int i = 0; i < quantiles.Length; i++)
            {
                quantiles[i] = T.CreateTruncating(distribution.ValueAt(wide.Slice(i / probabilities.Length * count, count), probabilities[i % probabilities.Length]));
            }
        }
        finally
        {
            model.ReturnScratch(rented);
        }
    }

    /// <summary>Draws paths, a tile of them at a time. Each value is drawn from its own coordinates (seed, path, value), whatever the number of paths.</summary>
    /// <param name="model">Of which.</param>
    /// <param name="forecaster">Of the model.</param>
    /// <param name="history">Checked.</param>
    /// <param name="knownFuture">Checked.</param>
    /// <param name="paths">How many.</param>
    /// <param name="seed">Of the draws.</param>
    /// <param name="values">Receives the paths.</param>
    /// <param name="valueStride">Floats from a value to the next of the same path.</param>
    /// <param name="pathStride">Floats from a path to the next.</param>
    private static void Sample<T>(
        SequenceModel model, Forecaster forecaster, ReadOnlySpan<T> history, ReadOnlySpan<T> knownFuture, int paths, long seed, Span<T> values, int valueStride,
        int pathStride)
        where T : unmanaged, INumber<T>
    {
        const int rows = ModelDescription.TileRows;
        ModelDescription d = model.Description;
        int perPath = values.Length / paths, block = forecaster.Block;
        int room = NumberRoom.Floats<T>((rows + 1) * (d.InputSize + d.OutputSize) + block), wide = NumberRoom.Floats<double>(d.OutputsPerTarget);
        AlignedBuffer rented = model.RentScratch(room + room % 2 + wide);
        try
        {
            Span<T> window = Part(d.InputSize, 0), first = Part(d.OutputSize, d.InputSize);
            Span<T> windows = Part(rows * d.InputSize, d.InputSize + d.OutputSize);
            Span<T> outputs = Part(rows * d.OutputSize, (rows + 1) * d.InputSize + d.OutputSize);
            Span<T> drawn = Part(block, (rows + 1) * (d.InputSize + d.OutputSize));
            Span<double> target = MemoryMarshal.Cast<float, double>(rented.Span.Slice(room + room % 2, wide));
            forecaster.FillWindow(history, knownFuture, window);
            forecaster.Predict<T>(window, first);
            for (int path = 0; path < paths; path += rows)
            {
                int count = Math.Min(rows, paths - path);
                for (int row = 0; row < count; row++)
                {
                    window.CopyTo(windows[(row * d.InputSize)..]);
                    first.CopyTo(outputs[(row * d.OutputSize)..]);
                }

                for (int done = 0; done < perPath; done += block)
                {
                    if (done > 0) forecaster.Predict<T>(windows[..(count * d.InputSize)], outputs[..(count * d.OutputSize)]);
                    for (int row = 0; row < count; row++)
                    {
                        Draw<T>(d.Distribution!, outputs.Slice(row * d.OutputSize, d.OutputSize), seed, (uint)(path + row), (uint)done, target, drawn);
                        for (int i = 0; i < Math.Min(block, perPath - done); i++)
                        {
                            values[(done + i) * valueStride + (path + row) * pathStride] = drawn[i];
                        }

                        if (done + block < perPath)
                        {
                            forecaster.CheckFedBack<T>(drawn, done / forecaster.TargetColumns);
                            forecaster.SlideWindow<T>(drawn, knownFuture, done / forecaster.TargetColumns, windows.Slice(row * d.InputSize, d.InputSize));
                        }
                    }
                }
            }
        }
        finally
        {
            model.ReturnScratch(rented);
        }

        Span<T> Part(int length, int at) => MemoryMarshal.Cast<float, T>(rented.Span).Slice(at, length);
    }

    /// <summary>One value of each target, from the quantile function at a uniform number.</summary>
    private static void Draw<T>(OutputDistribution distribution, ReadOnlySpan<T> output, long seed, uint path, uint first, Span<double> target, Span<T> drawn)
        where T : unmanaged, INumber<T>
    {
        int count = distribution.OutputsPerTarget;
        for (int i = 0; i < drawn.Length; i++)
        {
            uint bits = Philox.Block(new(first + (uint)i, 0, path, PathStreams), unchecked((ulong)seed)).Word0;
            Widen(output.Slice(i * count, count), target);
            drawn[i] = T.CreateTruncating(distribution.ValueAt(target, (bits + 0.5) * (1.0 / (1L << 32))));
        }
    }

    private static void Widen<T>(ReadOnlySpan<T> values, Span<double> widened)
        where T : unmanaged, INumber<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            widened[i] = double.CreateTruncating(values[i]);
        }
    }
}
