namespace LstmGen.Kernels;

public static partial class SoftmaxRow
{
    /// <summary>The place of the largest value; of equals the first.</summary>
    /// <param name="values">At least one; logits or probabilities.</param>
    /// <exception cref="ArgumentException">There is no value, or one is NaN.</exception>
    public static int Best(ReadOnlySpan<float> values)
    {
        if (values.IsEmpty) throw new ArgumentException("Expected at least one value, but got none.", nameof(values));
        float highest = HeadRows.Highest(values);
        return float.IsNaN(highest) ? throw new ArgumentException("Expected numbers, but got a NaN.", nameof(values)) : values.IndexOf(highest);
    }

    /// <summary>The places of the largest values, the largest first; of equals the first.</summary>
    /// <param name="values">Logits or probabilities.</param>
    /// <param name="places">Receives as many places as it has room for.</param>
    /// <exception cref="ArgumentException">There are fewer values than places, or one is NaN.</exception>
    public static void TopK(ReadOnlySpan<float> values, Span<int> places)
    {
        if (places.Length > values.Length)
        {
            throw new ArgumentException($"Expected at most {values.Length} places, one per value, but got room for {places.Length}.", nameof(places));
        }

        int found = 0;
        for (int i = 0; i < values.Length; i++)
        {
            float value = values[i];
            if (float.IsNaN(value)) throw new ArgumentException($"Expected numbers, but number {i} is NaN.", nameof(values));
            if (found == places.Length)
            {
                if (found == 0 || !(value > values[places[^1]])) continue;
                found--;
            }

            int at = found++;
            for (; at > 0 && value > values[places[at - 1]]; at--)
            {
                places[at] = places[at - 1];
            }

            places[at] = i;
        }
    }
}
