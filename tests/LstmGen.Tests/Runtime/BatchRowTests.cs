using CsCheck;
using LstmGen.Kernels;
using LstmGen.Runtime;

namespace LstmGen.Tests.Runtime;

/// <summary>Batch normalisation of rows against the formula and against central differences, both in double: rows of any width, channels of one value or of several, chunks of any size.</summary>
public sealed class BatchRowTests
{
    private sealed record Drawn(float[][] X, float[][] Dy, float[] Gamma, float[] Beta, int Channels, double Epsilon)
    {
        public int Width => X[0].Length;
    }

    private static readonly Gen<Drawn> s_batches =
        from channels in Gen.Int[1, 21]
        from places in Gen.Int[1, 3]
        from rows in Gen.Int[1, 12]
        from offset in Gen.Int[0, 2].Select(i => new[] { 0f, 10f, -3000f }[i])
        from x in Gen.Float[-2, 2].Array[channels * places].Array[rows]
        from dy in Gen.Float[-2, 2].Array[channels * places].Array[rows]
        from gamma in Gen.Float[-2, 2].Array[channels]
        from beta in Gen.Float[-2, 2].Array[channels]
        from epsilon in Gen.Int[0, 2].Select(i => new[] { 1e-3, 1e-5, 0.5 }[i])
        select new Drawn([.. x.Select(row => row.Select(value => value + offset).ToArray())], dy, gamma, beta, channels, epsilon);

    [Fact]
    public void Forward_is_the_formula() => Gen.Select(s_batches, Gen.Int[1, 4]).Sample((batch, chunks) =>
    {
        BatchStatistics statistics = Settled(batch, chunks);
        double[] lines = statistics.Lines.ToArray();
        double[][] expected = Formula(batch, Widen(batch.X));
        for (int row = 0; row < batch.X.Length; row++)
        {
            float[] y = new float[batch.Width];
            BatchRow.Forward(ref batch.X[row][0], ref lines[0], ref y[0], batch.Width);
            Assert.All(expected[row].Zip(y), pair => Assert.Equal(pair.First, pair.Second, 1e-6 * (1 + Math.Abs(pair.First))));
        }
    });

    /// <summary>Batches of one or two values are where the gradient with respect to a row cancels most.</summary>
    [Fact]
    public void Backward_is_the_slope() => Gen.Select(s_batches, Gen.Int[1, 4]).Sample((batch, chunks) =>
    {
        BatchStatistics statistics = Settled(batch, chunks);
        double[] lines = statistics.Lines.ToArray();
        Each(batch, chunks, statistics, (row, moments) => BatchRow.AddSlopes(ref batch.X[row][0], ref lines[0], ref batch.Dy[row][0], ref moments[0], batch.Width));
        statistics.SettleSlopes(0, chunks);
        lines = statistics.Lines.ToArray();
        float[] gradient = new float[2 * batch.Channels];
        statistics.WriteGradients(gradient);

        double[][] x = Widen(batch.X), normed = Formula(batch with { Gamma = [.. batch.Gamma.Select(_ => 1f)], Beta = new float[batch.Channels] }, x);
        for (int channel = 0; channel < batch.Channels; channel++)
        {
            double along = 0, level = 0;
            for (int row = 0; row < x.Length; row++)
            {
                for (int i = channel; i < batch.Width; i += batch.Channels) (along, level) = (along + batch.Dy[row][i] * normed[row][i], level + batch.Dy[row][i]);
            }

            Assert.Equal(along, gradient[channel], 1e-4);
            Assert.Equal(level, gradient[batch.Channels + channel], 1e-5);
        }

        double[][] slopes = [.. x.Select((row, r) => row.Select((_, i) => Slope(batch, x, r, i)).ToArray())];
        double scale = slopes.SelectMany(row => row).Max(Math.Abs);
        for (int row = 0; row < x.Length; row++)
        {
            float[] dx = new float[batch.Width];
            BatchRow.Backward(ref batch.X[row][0], ref lines[0], ref batch.Dy[row][0], ref dx[0], batch.Width);
            Assert.All(slopes[row].Zip(dx), pair => Assert.Equal(pair.First, pair.Second, 1e-4 * scale + 1e-5));
        }
    }, iter: 60);

    /// <summary>Distances are taken to the first row of each chunk: it may lie anywhere, and all of the batch far from zero.</summary>
    [Fact]
    public void Moments_are_those_of_the_batch_wherever_the_first_row_lies() => Gen.Select(s_batches, Gen.Float[-1e5f, 1e5f], Gen.Int[-6, 6]).Sample((batch, first, power) =>
    {
        float level = (float)(Math.Sign(power) * Math.Pow(10, Math.Abs(power)));
        Drawn far = batch with { X = [.. batch.X.Select((row, r) => row.Select(value => value + level + (r == 0 ? first : 0)).ToArray())] };
        double[] lines = Settled(far, 3).Lines.ToArray();
        for (int channel = 0; channel < far.Channels; channel++)
        {
            double[] values = Values(far, Widen(far.X), channel);
            double variance = values.Average(value => (value - values.Average()) * (value - values.Average()));
            Assert.Equal(values.Average(), lines[channel], 1e-12 * (1 + Math.Abs(values.Average())));
            Assert.Equal(1 / Math.Sqrt(variance + far.Epsilon), lines[far.Width + channel], 1e-7 / Math.Sqrt(variance + far.Epsilon));
        }
    });

    private static BatchStatistics Settled(Drawn batch, int chunks)
    {
        BatchStatistics statistics = new(Description(batch), chunks);
        statistics.Reserve(chunks);
        Each(batch, chunks, statistics, (row, moments) => BatchRow.AddMoments(ref batch.X[row][0], ref moments[0], batch.Width));
        statistics.SettleMoments(0, chunks, [.. batch.Gamma, .. batch.Beta]);
        return statistics;
    }

    private delegate void RowAction(int row, Span<double> moments);

    /// <summary>Rows in chunks, of which the last may have none.</summary>
    private static void Each(Drawn batch, int chunks, BatchStatistics statistics, RowAction action)
    {
        int size = (batch.X.Length + chunks - 1) / chunks;
        for (int chunk = 0; chunk < chunks; chunk++)
        {
            Span<double> moments = statistics.Begin(chunk);
            for (int row = chunk * size; row < Math.Min((chunk + 1) * size, batch.X.Length); row++) action(row, moments);
        }
    }

    private static ModelDescription Description(Drawn batch) => new()
    {
        Name = "One norm",
        LookBack = 1,
        Features = batch.Width,
        OutputSteps = 1,
        Outputs = batch.Width,
        Scaling = Scaling.None,
        Parameters = [],
        PackedLength = 0,
        PackedGradientLength = 0,
        TrainingWorkspaceLength = 0,
        PredictionWorkspaceLength = 0,
        MultiplyAddsPerWindow = 0,
        Norms = [new("norm", batch.Width, batch.Channels, 0, 0, batch.Channels, 2 * batch.Channels, 3 * batch.Channels, batch.Epsilon, 0.99, false)],
    };

    private static double[][] Formula(Drawn batch, double[][] x)
    {
        double[] mean = new double[batch.Channels], deviation = new double[batch.Channels];
        for (int channel = 0; channel < batch.Channels; channel++)
        {
            double[] values = Values(batch, x, channel);
            mean[channel] = values.Average();
            deviation[channel] = Math.Sqrt(values.Average(value => (value - mean[channel]) * (value - mean[channel])) + batch.Epsilon);
        }

        return [.. x.Select(row => row.Select((value, i) => (value - mean[i % batch.Channels]) / deviation[i % batch.Channels] * batch.Gamma[i % batch.Channels] + batch.Beta[i % batch.Channels]).ToArray())];
    }

    private static double[] Values(Drawn batch, double[][] x, int channel) => [.. x.SelectMany(row => row.Where((_, i) => i % batch.Channels == channel))];

    /// <summary>Of Σ dy·y by one value.</summary>
    private static double Slope(Drawn batch, double[][] x, int row, int at)
    {
        const double step = 1e-6;
        double value = x[row][at];
        double Sum(double moved)
        {
            x[row][at] = moved;
            return Formula(batch, x).Select((y, r) => y.Select((one, i) => one * batch.Dy[r][i]).Sum()).Sum();
        }

        double slope = (Sum(value + step) - Sum(value - step)) / (2 * step);
        x[row][at] = value;
        return slope;
    }

    private static double[][] Widen(float[][] rows) => [.. rows.Select(row => row.Select(value => (double)value).ToArray())];
}
