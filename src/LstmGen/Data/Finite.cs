namespace LstmGen;

/// <summary>Words for values that are not finite.</summary>
internal static class Finite
{
    public static string Describe(float value) =>
        float.IsNaN(value) ? "NaN" : float.IsPositiveInfinity(value) ? "+infinity" : float.IsNegativeInfinity(value) ? "-infinity" : "finite";

    /// <summary>The index of the first value that is NaN or infinite, or −1.</summary>
    public static int IndexOfBad(ReadOnlySpan<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
