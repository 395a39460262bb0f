namespace Music;

/// <summary>Goes on with a song.</summary>
internal static class MusicWriter
{
    /// <summary>A key whose chance is below is not drawn: over 88 keys, what is nearly impossible would sound often.</summary>
    private const double Least = 0.05;

    /// <summary>The beginning of a song, and what a model writes on: each key by its chance, and the likeliest where none is drawn.</summary>
    /// <param name="steps">To write.</param>
    public static Song Continue(MusicTask.Listener listen, ReadOnlySpan<int[]> beginning, int steps, int seed)
    {
        Random random = new(seed);
        List<int[]> song = [.. beginning];
        double[] chances = new double[Song.Keys];
        foreach (int[] keys in beginning)
        {
            listen(keys, chances);
        }

        for (int step = 0; step < steps; step++)
        {
            List<int> drawn = [];
            for (int key = 0; key < Song.Keys; key++)
            {
                if (random.NextDouble() < chances[key] && chances[key] >= Least)
                {
                    drawn.Add(key);
                }
            }

            song.Add(drawn.Count > 0 ? [.. drawn] : [Array.IndexOf(chances, chances.Max())]);
            listen(song[^1], chances);
        }

        return new([.. song]);
    }
}
