namespace Traffic;

/// <summary>What is usual at each time of the day.</summary>
internal static class UsualDay
{
    /// <summary>Rows before and after that are taken in: a quarter of an hour.</summary>
    private const int Reach = 3;

    /// <summary>The mean count at each of the 288 times of the day.</summary>
    /// <param name="counts">Whole days.</param>
    public static double[] Of(ReadOnlySpan<float> counts)
    {
        double[] mean = new double[PemsData.Day];
        for (int i = 0; i < counts.Length; i++)
        {
            mean[i % PemsData.Day] += counts[i] * (double)PemsData.Day / counts.Length;
        }

        return [.. Enumerable.Range(0, PemsData.Day).Select(at => Enumerable.Range(-Reach, 2 * Reach + 1).Average(by => mean[(at + by + PemsData.Day) % PemsData.Day]))];
    }
}
