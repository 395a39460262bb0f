using LstmGen;
using LstmGen.Numerics;

namespace Playground.Exercises;

/// <summary>Series with the same bits on every machine: 1,000 values to learn from, 100 to forecast.</summary>
internal static class BuiltInSeries
{
    private const int Length = 1_000 + SeriesExercise.MostAhead;
    private const int Day = 24;
    private const int Week = 7 * Day;

    /// <summary>The tutorial's step along the sine: about a hundred values a turn.</summary>
    private const double SineStep = 0.0628;

    public static readonly IReadOnlyList<string> Names = ["sine", "noisy", "seasons", "trend", "sawtooth"];

    public static Scaling ScalingOf(string name) => name is "seasons" or "trend" ? Scaling.Standard : Scaling.None;

    public static float[] Create(Settings settings)
    {
        var random = new RandomSource(settings.Seed, stream: 1);
        float[] values = new float[Length];
        for (int i = 0; i < Length; i++)
        {
            double value = settings.Data switch
            {
                "seasons" => 100 + 20 * Wave(i, Day) + 8 * Wave(i, Week) + 2 * random.NextNormal(),
                "trend" => 100 + 0.05 * i + 15 * Wave(i, Day) + 2 * random.NextNormal(),
                "sawtooth" => 2.0 * (i % 25) / 24 - 1,
                "noisy" => DoubleMath.Sin(i * SineStep) + settings.Noise * random.NextNormal(),
                _ => DoubleMath.Sin(i * SineStep),
            };
            values[i] = (float)value;
        }

        return values;
    }

    private static double Wave(int hour, int period) => DoubleMath.Sin(2 * Math.PI * (hour % period) / period);
}
