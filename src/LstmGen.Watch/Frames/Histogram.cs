namespace LstmGen.Watch.Frames;

/// <summary>Counts values in equal parts of a range around zero.</summary>
internal static class Histogram
{
    private const int Parts = 41;

    /// <summary>Of all values; the range is as wide as the largest magnitude.</summary>
    public static HistogramMessage Of(string tensor, ReadOnlySpan<float> values)
    {
        float reach = 0f;
        foreach (float value in values)
        {
            reach = Math.Max(reach, Math.Abs(value));
        }

        int[] counts = new int[Parts];
        if (!float.IsFinite(reach) || reach == 0f)
        {
            counts[Parts / 2] = values.Length;
            return new(tensor, 0, counts);
        }

        float scale = Parts / 2f / reach;
        foreach (float value in values)
        {
            counts[Math.Clamp((int)((value + reach) * scale), 0, Parts - 1)]++;
        }

        return new(tensor, reach, counts);
    }

    /// <summary>The root of the mean square; 0 of no values.</summary>
    public static double Size(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values)
        {
            sum += (double)value * value;
        }

        return values.IsEmpty ? 0 : Math.Sqrt(sum / values.Length);
    }
}
