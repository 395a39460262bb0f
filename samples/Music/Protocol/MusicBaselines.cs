namespace Music;

/// <summary>Predictions that take no network.</summary>
internal static class MusicBaselines
{
    /// <summary>Each key by how often it sounds in the training songs, whatever came before.</summary>
    public static double Frequency(Songs songs)
    {
        double[] counts = new double[Song.Keys];
        foreach (int key in songs.Train.SelectMany(song => song.Steps.Skip(1)).SelectMany(step => step))
        {
            counts[key]++;
        }

        double[] chance = [.. counts.Select(count => Smoothed(count, Songs.Predicted(songs.Train)))];
        return NegativeLogLikelihood.Of(songs.Test, (_, _, chances) => chance.CopyTo(chances));
    }

    /// <summary>Each key by whether it sounded one step before.</summary>
    public static double StepBefore(Songs songs)
    {
        double[,] sounds = new double[2, Song.Keys], steps = new double[2, Song.Keys];
        float[] before = new float[Song.Keys], now = new float[Song.Keys];
        foreach (Song song in songs.Train)
        {
            song.CopyStep(0, now);
            for (int step = 1; step < song.Length; step++)
            {
                (before, now) = (now, before);
                song.CopyStep(step, now);
                for (int key = 0; key < Song.Keys; key++)
                {
                    steps[(int)before[key], key]++;
                    sounds[(int)before[key], key] += now[key];
                }
            }
        }

        return NegativeLogLikelihood.Of(songs.Test, (song, step, chances) =>
        {
            song.CopyStep(step - 1, before);
            for (int key = 0; key < Song.Keys; key++)
            {
                chances[key] = Smoothed(sounds[(int)before[key], key], steps[(int)before[key], key]);
            }
        });
    }

    /// <summary>One more of each, so that what was never heard is not impossible.</summary>
    private static double Smoothed(double count, double of) => (count + 1) / (of + 2);
}
