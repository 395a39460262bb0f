using LstmGen.Numerics;

namespace Tutorial;

/// <summary>Daily minimum temperatures in Melbourne, 1981 to 1990, in °C.</summary>
internal static class Temperatures
{
    public const string File = "temps.csv";
    public const int Year = 365;

    public static float[] Read(Lab lab) => lab.Series(File, "Daily minimum temperatures");

    /// <summary>With the place in the year, which is known ahead.</summary>
    public static SeriesTable WithYear(float[] temperatures) => SeriesTable.Of(
        ("temperature", temperatures),
        ("sin", temperatures.Select((_, day) => (float)DoubleMath.Sin(2 * Math.PI * day / 365.25)).ToArray()),
        ("cos", temperatures.Select((_, day) => (float)DoubleMath.Cos(2 * Math.PI * day / 365.25)).ToArray()));
}
