using LstmGen.Numerics;

namespace Tutorial;

/// <summary>Series that the program makes.</summary>
internal static class MadeSeries
{
    /// <summary>Each value is the one before and a throw of dice: nothing in the past says where it goes.</summary>
    public static float[] RandomWalk(int count, long seed)
    {
        var random = new RandomSource(seed);
        double place = 100;
        return [.. Enumerable.Range(0, count).Select(_ => (float)(place += random.NextNormal()))];
    }

    /// <summary>A price that wanders: a random walk that comes back to 100 in the long run, so slowly that hardly anything can be made of it.</summary>
    public static float[] Wandering(int count, long seed)
    {
        var random = new RandomSource(seed);
        double place = 100;
        return [.. Enumerable.Range(0, count).Select(_ => (float)(place += 0.02 * (100 - place) + random.NextNormal()))];
    }

    public static float[] Noise(int count, long seed)
    {
        var random = new RandomSource(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.NextNormal())];
    }

    /// <summary>Sales that grow faster and faster, with a season of 12.</summary>
    public static float[] Growing() => [.. Enumerable.Range(0, 300).Select(i => (float)(100 + 0.5 * i + 20 * DoubleMath.Sin(2 * Math.PI * i / 12)))];

    /// <summary>Two columns of very different sizes.</summary>
    public static (float[] Price, float[] Volume) PriceAndVolume() => (
        [.. Enumerable.Range(0, 300).Select(i => (float)(100 + 10 * DoubleMath.Sin(2 * Math.PI * i / 24)))],
        [.. Enumerable.Range(0, 300).Select(i => (float)(50_000 + 20_000 * DoubleMath.Cos(2 * Math.PI * i / 24)))]);

    /// <summary>Mackey and Glass (1977), delay 17: chaotic, without noise, and bent by its own past.</summary>
    public static float[] MackeyGlass(int count)
    {
        const int delay = 17, skipped = 300;
        var values = new List<double>(Enumerable.Repeat(1.2, delay + 1));
        while (values.Count < count + skipped)
        {
            double late = values[^(delay + 1)];
            values.Add(values[^1] + 0.2 * late / (1 + DoubleMath.Pow(late, 10)) - 0.1 * values[^1]);
        }

        return [.. values.Skip(skipped).Select(value => (float)value)];
    }
}
