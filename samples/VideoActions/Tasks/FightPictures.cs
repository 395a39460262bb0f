using LstmGen.Numerics;
using VideoActions.Data;

namespace VideoActions.Tasks;

/// <summary>What the network sees of a clip: how much each point has changed since the frame before, its root taken, so that a face that turns counts beside a body that falls.</summary>
internal static class FightPictures
{
    private const int Steps = FightClip.Count - 1;
    private const int FarthestShift = 3;

    /// <summary>Values of a clip.</summary>
    public const int Size = Steps * FightClip.FrameSize;

    /// <summary>A clip as it is.</summary>
    public static float[] Of(FightClip clip)
    {
        float[] pictures = new float[Size];
        for (int t = 0; t < Steps; t++)
        {
            Change(clip.Frame(t), clip.Frame(t + 1), pictures.AsSpan(t * FightClip.FrameSize, FightClip.FrameSize));
        }

        return pictures;
    }

    /// <summary>One frame after another.</summary>
    public static void Change(ReadOnlySpan<byte> before, ReadOnlySpan<byte> frame, Span<float> change)
    {
        for (int i = 0; i < change.Length; i++)
        {
            change[i] = MathF.Sqrt(Math.Abs(frame[i] - before[i]) / 255f);
        }
    }

    /// <summary>A clip as it might have been: mirrored or not, a little to the side, with more or less contrast, from its end or its beginning.</summary>
    public static float[] Varied(float[] pictures, RandomSource random)
    {
        bool mirrored = random.NextInt32(2) == 0, backwards = random.NextInt32(2) == 0;
        int down = random.NextInt32(2 * FarthestShift + 1) - FarthestShift, right = random.NextInt32(2 * FarthestShift + 1) - FarthestShift;
        float gain = 0.8f + 0.4f * random.NextSingle();
        float[] varied = new float[Size];
        for (int t = 0; t < Steps; t++)
        {
            int from = (backwards ? Steps - 1 - t : t) * FightClip.FrameSize, to = t * FightClip.FrameSize;
            for (int row = Math.Max(0, down); row < Math.Min(FightClip.Height, FightClip.Height + down); row++)
            {
                for (int column = Math.Max(0, right); column < Math.Min(FightClip.Width, FightClip.Width + right); column++)
                {
                    int source = column - right;
                    varied[to + row * FightClip.Width + column] = gain * pictures[from + (row - down) * FightClip.Width + (mirrored ? FightClip.Width - 1 - source : source)];
                }
            }
        }

        return varied;
    }

    /// <summary>Six numbers of a clip: of the mean change of each step the mean, the deviation, the largest and the middle one, and how uneven it is over the picture, in 36 blocks: the mean over the steps of the
    /// strongest block and of the deviation over blocks.</summary>
    public static float[] SixNumbers(FightClip clip)
    {
        const int down = 6, across = 8;
        double[] energy = new double[Steps], strongest = new double[Steps], uneven = new double[Steps];
        for (int t = 0; t < Steps; t++)
        {
            double[] blocks = new double[FightClip.Height / down * (FightClip.Width / across)];
            ReadOnlySpan<byte> before = clip.Frame(t), frame = clip.Frame(t + 1);
            for (int i = 0; i < frame.Length; i++)
            {
                blocks[i / FightClip.Width / down * (FightClip.Width / across) + i % FightClip.Width / across] += Math.Abs(frame[i] - before[i]) / (255.0 * down * across);
            }

            energy[t] = blocks.Average();
            strongest[t] = blocks.Max();
            uneven[t] = Deviation(blocks);
        }

        double[] sorted = [.. energy.Order()];
        return [.. ((double[])[energy.Average(), Deviation(energy), sorted[^1], sorted[Steps / 2], strongest.Average(), uneven.Average()]).Select(value => (float)Math.Log(value + 1e-4))];
    }

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }
}
