namespace LstmGen.GpuCheck;

/// <summary>Windows and series, always the same ones.</summary>
internal static class Inputs
{
    /// <summary>Values mostly near 0, some of them far away.</summary>
    public static float[] Windows(int count, int seed)
    {
        var random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (random.NextSingle() * 2 - 1) * (i % 97 == 0 ? 300f : 1.5f);
        }

        return values;
    }

    /// <summary>A sine with a second one on it.</summary>
    public static float[] Sine(int count) => [.. Enumerable.Range(0, count).Select(i => MathF.Sin(i * 0.0628f) + 0.3f * MathF.Sin(i * 0.31f))];

    /// <summary>Windows with targets.</summary>
    public static WindowDataset Set(int windows, int lookBack, int features = 1, int outputs = 1) =>
        WindowDataset.From(Windows(windows * lookBack * features, 3), Windows(windows * outputs, 4).Select(value => Math.Clamp(value, -1f, 1f)).ToArray(), lookBack, features);

    /// <summary>How many values differ in a bit, and the first of them; NaN is NaN.</summary>
    public static (int Count, int First) Differing(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        int count = Math.Abs(a.Length - b.Length), first = -1;
        for (int i = 0; i < Math.Min(a.Length, b.Length); i++)
        {
            if (BitConverter.SingleToInt32Bits(a[i]) == BitConverter.SingleToInt32Bits(b[i]) || (float.IsNaN(a[i]) && float.IsNaN(b[i]))) continue;
            if (count++ == 0) first = i;
        }

        return (count, first);
    }
}
