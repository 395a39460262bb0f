namespace Music;

/// <summary>The measure of the publications: nats a step, summed over the keys, the mean over all steps of all songs (so that a long song counts more than a short one).</summary>
internal static class NegativeLogLikelihood
{
    /// <summary>Chances of the keys at a step, said from the steps before it.</summary>
    /// <param name="chances">Receives the chance of each key.</param>
    public delegate void Prediction(Song song, int step, Span<double> chances);

    public static double Of(IReadOnlyCollection<Song> songs, Prediction predict)
    {
        double sum = 0;
        double[] chances = new double[Song.Keys];
        foreach (Song song in songs)
        {
            for (int step = 1; step < song.Length; step++)
            {
                predict(song, step, chances);
                sum += Of(song.Steps[step], chances);
            }
        }

        return sum / Songs.Predicted(songs);
    }

    /// <summary>Of one step. What is said to be impossible costs as one in a million million.</summary>
    public static double Of(ReadOnlySpan<int> keys, ReadOnlySpan<double> chances)
    {
        double sum = 0;
        int next = 0;
        for (int key = 0; key < chances.Length; key++)
        {
            bool sounds = next < keys.Length && keys[next] == key;
            sum -= Math.Log(Math.Max(1e-12, sounds ? chances[key] : 1 - chances[key]));
            next += sounds ? 1 : 0;
        }

        return sum;
    }
}
