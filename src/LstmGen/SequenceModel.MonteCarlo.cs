using System.Runtime.InteropServices;
using LstmGen.Kernels;
using LstmGen.Runtime;

namespace LstmGen;

// Monte Carlo dropout: prediction with the masks of training, as often as asked for.
public abstract partial class SequenceModel
{
    // Sets the masks of Monte Carlo prediction apart from those of training, whatever the seeds.
    private const ulong MonteCarloKey = 0x9E37_79B9_7F4A_7C15;

    /// <summary>
    /// How sure the model is: it answers every window many times, each time with other dropout masks, and gives the mean of its answers and their spread
    /// (Gal &amp; Ghahramani 2016). Allocates nothing after the first call; any number of threads may call it at once.
    /// </summary>
    /// <remarks>
    /// Sample k has the same masks for every window, so that a window gets the same bits alone and in any batch, and two windows can be compared. The same
    /// model seed and <paramref name="seed"/> draw the same masks again.
    /// </remarks>
    /// <param name="windows">Windows one after another, each LookBack × Features values.</param>
    /// <param name="means">Receives as many outputs, each OutputSteps × Outputs values: the mean of the answers.</param>
    /// <param name="deviations">Receives as many: the standard deviation of the answers, with n − 1 in the denominator.</param>
    /// <param name="samples">How often each window is answered, at least 2.</param>
    /// <param name="seed">Another seed draws other masks.</param>
    /// <param name="lengths">The valid steps of each window, 1 to LookBack; empty for all of them.</param>
    /// <exception cref="InvalidOperationException">The model has no dropout, or it has a decoder.</exception>
    /// <exception cref="ArgumentException">Not a whole number of windows, or not as many lengths or outputs, or a length out of its range, or a value in the valid steps is NaN or infinite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 2 samples.</exception>
    public void PredictMonteCarlo(
        ReadOnlySpan<float> windows, Span<float> means, Span<float> deviations, int samples = 100, long seed = 0, ReadOnlySpan<int> lengths = default)
    {
        ModelDescription d = Description;
        if (!d.DrawsMasks)
        {
            throw new InvalidOperationException(
                $"{d.Name} has no dropout, so that all its answers to a window are the same; give it [Dropout(0.2)] between layers or Dropout = 0.2 on an [Lstm].");
        }

        if (WhyNoSamples is { } why) throw new InvalidOperationException($"{d.Name} {why}.");
        if (samples < 2)
        {
            throw new ArgumentOutOfRangeException(nameof(samples), samples, "A spread takes at least 2 samples.");
        }

        int count = CheckBatch(windows, lengths, means, nameof(means));
        CheckBatch(windows, lengths, deviations, nameof(deviations));
        int workspace = d.TrainingWorkspaceLength;
        int tileLength = Line(TileScratchLength(workspace));
        int momentLength = 2 * d.OutputSize * (sizeof(double) / sizeof(float));
        AlignedBuffer rented = RentScratch(tileLength + momentLength);
        using Reading reading = BeginReading();
        try
        {
            while (reading.Next())
            {
                Span<double> moments = MemoryMarshal.Cast<float, double>(rented.Span.Slice(tileLength, momentLength));
                for (int window = 0; window < count; window++)
                {
                    moments.Clear();
                    Sample(
                        rented.Span, windows.Slice(window * d.InputSize, d.InputSize), lengths.IsEmpty ? d.LookBack : lengths[window], samples,
                        unchecked((ulong)Seed ^ MonteCarloKey * (ulong)(2 * seed + 1)), moments[..d.OutputSize], moments.Slice(d.OutputSize, d.OutputSize));
                    for (int i = 0; i < d.OutputSize; i++)
                    {
                        means[window * d.OutputSize + i] = (float)moments[i];
                        deviations[window * d.OutputSize + i] = (float)Math.Sqrt(moments[d.OutputSize + i] / (samples - 1));
                    }
                }
            }
        }
        finally
        {
            ReturnScratch(rented);
        }
    }

    /// <summary>Why answers drawn with masks would have no mean, behind the model's name; null where they have one.</summary>
    private protected virtual string? WhyNoSamples => null;

    /// <summary>The rows of a tile are samples of one window; mean and sum of squared deviations are carried on by Welford's method, in the order of samples.</summary>
    private void Sample(
        Span<float> scratch, ReadOnlySpan<float> window, int length, int samples, ulong key, Span<double> means, Span<double> squares)
    {
        ModelDescription d = Description;
        for (int first = 0; first < samples; first += ModelDescription.TileRows)
        {
            int rows = Math.Min(ModelDescription.TileRows, samples - first);
            Tile tile = ScratchTile(scratch, d.TrainingWorkspaceLength, window, rows, length, new TileNoise(key, 0, (uint)first));
            Kernels.ForwardTile(tile);
            RowLengths valid = Kernels.OutputLengths(tile);
            for (int row = 0; row < rows; row++)
            {
                Span<float> answer = tile.Outputs.Slice(row * d.OutputSize, d.OutputSize);
                Finish(answer, valid[row]);
                int sample = first + row + 1;
                for (int i = 0; i < d.OutputSize; i++)
                {
                    double difference = answer[i] - means[i];
                    means[i] += difference / sample;
                    squares[i] += difference * (answer[i] - means[i]);
                }
            }
        }
    }

    /// <summary>A tile over rented scratch whose rows are all one window.</summary>
    private Tile ScratchTile(Span<float> scratch, int workspace, ReadOnlySpan<float> window, int rows, int length, TileNoise noise)
    {
        Span<int> lengths = stackalloc int[1];
        lengths[0] = length;
        Tile one = ScratchTile(scratch, workspace, window, 1, lengths);
        int size = Description.InputSize;
        Span<float> inputs = scratch.Slice(workspace, ModelDescription.TileRows * size);
        for (int row = 1; row < rows; row++)
        {
            inputs[..size].CopyTo(inputs[(row * size)..]);
        }

        return new Tile
        {
            Rows = rows,
            Packed = one.Packed,
            Workspace = one.Workspace,
            Lengths = RowLengths.All(length),
            Inputs = one.Inputs,
            Outputs = one.Outputs,
            Noise = noise,
        };
    }
}
