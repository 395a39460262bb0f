namespace LstmGen.Tests.Training;

/// <summary>Small data to train on, the same in every test.</summary>
internal static class TrainingData
{
    /// <summary>A wave with a little noise.</summary>
    public static float[] Series(int count)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, count).Select(i => (float)(Math.Sin(i * 0.3) + 0.1 * random.NextDouble()))];
    }

    /// <summary>Values in ±1.</summary>
    public static float[] Noise(int count, int seed = 5)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() * 2 - 1))];
    }

    /// <summary>The bits, so that equal means equal.</summary>
    public static int[] Bits(ReadOnlySpan<float> values)
    {
        int[] bits = new int[values.Length];
        for (int i = 0; i < bits.Length; i++)
        {
            bits[i] = BitConverter.SingleToInt32Bits(values[i]);
        }

        return bits;
    }
}

/// <summary>Reports on the thread that trains.</summary>
internal sealed class Recorder(Action<EpochReport>? then = null) : IProgress<EpochReport>
{
    public List<EpochReport> Reports { get; } = new(4096);

    public void Report(EpochReport value)
    {
        Reports.Add(value);
        then?.Invoke(value);
    }
}
