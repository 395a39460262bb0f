using LstmGen.Numerics;

namespace Tuning;

/// <summary>A series to try the search on: 60 days of hours, with a season of a day, another of a week, and noise that lasts for some hours.</summary>
internal static class BuiltInSeries
{
    public const int Day = 24;
    public const int Week = 7 * Day;
    private const int Hours = 60 * Day;

    /// <summary>Standard deviation of what is new in the noise of each hour: no forecast of one step can be better.</summary>
    public const double Innovation = 2;

    /// <summary>Always the same values, whatever the seed of the search.</summary>
    public static float[] Create()
    {
        var random = new RandomSource(seed: 1997);
        float[] values = new float[Hours];
        double noise = 0;
        for (int hour = 0; hour < Hours; hour++)
        {
            noise = 0.7 * noise + Innovation * random.NextNormal();
            double day = 20 * Wave(hour, Day) + 8 * Wave(2 * hour + 5, Day);
            double week = 1 + 0.4 * Wave(hour, Week);
            values[hour] = (float)(100 + week * day + noise);
        }

        return values;
    }

    private static double Wave(int hour, int period) => DoubleMath.Sin(2 * Math.PI * (hour % period) / period);
}
