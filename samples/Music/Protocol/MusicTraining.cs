namespace Music;

/// <summary>How to train.</summary>
/// <param name="Epochs">How often to go through all songs.</param>
/// <param name="Together">Songs that are trained on side by side.</param>
/// <param name="Rate">The learning rate at the start; it falls to a fiftieth along half a cosine.</param>
internal sealed record MusicRecipe(int Epochs, int Together, double Rate);

/// <summary>
/// Trains on songs of any length. Songs of about one length run side by side, a hundred steps at a time; what a model remembers goes on from one hundred to the next, gradients do not. Every step counts the same.
/// </summary>
internal static class MusicTraining
{
    /// <summary>Steps of one update.</summary>
    public const int Chunk = 100;

    /// <summary>Updates with fewer steps count as if they had so many for each song: the last bar of the longest song is no reason for a stride.</summary>
    private const int FewestSteps = 20;

    /// <summary>Songs whose lengths differ by so much may run side by side.</summary>
    private const int Spread = 20;

    /// <summary>Trains, and leaves the weights of the epoch that was best on the validation songs.</summary>
    /// <param name="judge">Nats a step on songs.</param>
    /// <returns>Nats a step on the validation songs after each epoch.</returns>
    public static double[] Run(SequenceModel model, Songs songs, MusicRecipe recipe, Func<IReadOnlyList<Song>, double> judge, IProgress<EpochReport>? progress = null)
    {
        Random random = new((int)model.Seed);
        Adam optimizer = new();
        Buffers buffers = new(recipe.Together);
        List<double> valid = [];
        byte[] best = [];
        for (int epoch = 0; epoch < recipe.Epochs; epoch++)
        {
            double rate = recipe.Rate * (0.02 + 0.98 * 0.5 * (1 + LstmGen.Numerics.DoubleMath.Cos(Math.PI * epoch / recipe.Epochs)));
            double sum = 0;
            foreach (Song[] group in Groups(songs.Train, recipe.Together, random))
            {
                model.ResetStreams();
                for (int start = 0; start < group.Max(song => song.Length) - 1; start += Chunk)
                {
                    int steps = buffers.Fill(group, start);
                    double loss = model.FitBatch(
                        buffers.Inputs, buffers.Targets, optimizer, clipping: GradientClipping.ByGlobalNorm(1.0 / Song.Keys), learningRate: rate, weights: buffers.Weights, lengths: buffers.Lengths,
                        maxDegreeOfParallelism: 1);
                    sum += loss * Math.Max(steps, recipe.Together * FewestSteps) * Song.Keys;
                }
            }

            valid.Add(judge(songs.Valid));
            bool isBest = valid[^1] <= valid.Min();
            best = isBest ? model.ToBytes() : best;
            progress?.Report(new(epoch + 1, recipe.Epochs, sum / Songs.Predicted(songs.Train), valid[^1], rate, TimeSpan.Zero, isBest));
        }

        model.Load(best);
        return [.. valid];
    }

    /// <summary>Songs of about one length together, in a new order every epoch. A few that are left over wait for the next epoch.</summary>
    private static Song[][] Groups(Song[] songs, int together, Random random)
    {
        Song[] order = [.. songs];
        random.Shuffle(order);
        Song[][] groups = [.. order.Select(song => (song, Place: song.Length + random.Next(Spread))).OrderBy(pair => pair.Place).Select(pair => pair.song).Chunk(together).Where(group => group.Length == together)];
        random.Shuffle(groups);
        return groups;
    }

    private sealed class Buffers(int songs)
    {
        public float[] Inputs { get; } = new float[songs * Chunk * Song.Keys];

        public float[] Targets { get; } = new float[songs * Chunk * Song.Keys];

        public int[] Lengths { get; } = new int[songs];

        public float[] Weights { get; } = new float[songs];

        /// <summary>Takes the steps from <paramref name="start"/> on. A song that is over counts nothing.</summary>
        /// <returns>Steps that are predicted.</returns>
        public int Fill(Song[] group, int start)
        {
            Array.Clear(Inputs);
            Array.Clear(Targets);
            int[] steps = [.. group.Select(song => Math.Clamp(song.Length - 1 - start, 0, Chunk))];
            int all = steps.Sum();
            for (int row = 0; row < songs; row++)
            {
                // A batch's loss is the mean over its rows of the mean over their steps.
                Lengths[row] = Math.Max(1, steps[row]);
                Weights[row] = (float)steps[row] * songs / Math.Max(all, songs * FewestSteps);
                for (int step = 0; step < steps[row]; step++)
                {
                    int place = (row * Chunk + step) * Song.Keys;
                    group[row].CopyStep(start + step, Inputs.AsSpan(place, Song.Keys));
                    group[row].CopyStep(start + step + 1, Targets.AsSpan(place, Song.Keys));
                }
            }

            return all;
        }
    }
}
