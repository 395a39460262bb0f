namespace LstmGen.Runtime;

public static partial class SoftmaxRow
{
    /// <summary>The place of the largest value; of equals the first.</summary>
    /// <param name="values">At least one; logits or probabilities.</param>
    /// <exception cref="ArgumentException">There is no value, or one is NaN.</exception>
    public static int Best(ReadOnlySpan<float> values)
    {
        if (values.IsEmpty) throw new ArgumentException("At least one value is expected; none came.", nameof(values));
        float highest = HeadRows.Highest(values);
        return float.IsNaN(highest) ? throw new ArgumentException("Numbers are expected; a NaN came.", nameof(values)) : values.IndexOf(highest);
    }

    /// <summary>The places of the largest values, the largest first; of equals the first.</summary>
    /// <param name="values">Logits or probabilities.</param>
    /// <param name="places">Receives as many places as it has room for.</param>
    /// <exception cref="ArgumentException">There are fewer values than places, or one is NaN.</exception>
    public static void TopK(ReadOnlySpan<float> values, Span<int> places)
    {
        if (places.Length > values.Length)
        {
            throw new ArgumentException($"At most {values.Length} places are expected, one per value; room for {places.Length} came.", nameof(places));
        }

        int found = 0;
        for (int i = 0; i < values.Length; i++)
        {
            float value = values[i];
            if (float.IsNaN(value)) throw new ArgumentException($"Numbers are expected; number {i} is NaN.", nameof(values));
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
