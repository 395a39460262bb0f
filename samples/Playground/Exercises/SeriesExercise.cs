using LstmGen;
using LstmGen.Forecasting;
using LstmGen.Watch;

namespace Playground.Exercises;

/// <summary>A series: its end is kept back, and forecast from what came before.</summary>
internal static class SeriesExercise
{
    /// <summary>The most values that are kept back.</summary>
    public const int MostAhead = 100;

    private const int SmallestShare = 10;

    /// <summary>How many values of a series nobody learns from.</summary>
    public static int Ahead(int length) => Math.Min(MostAhead, length / SmallestShare);

    /// <exception cref="ProblemException">The series is too short.</exception>
    public static Exercise Create(Settings settings, float[] series, Scaling scaling)
    {
        int ahead = Ahead(series.Length);
        ReadOnlyMemory<float> known = series.AsMemory(0, series.Length - ahead);
        int windows = known.Length - settings.LookBack - settings.Horizon + 1;
        if (windows < 10) throw new ProblemException("lookBack", $"Expected at least 10 windows, but {known.Length} values give {Math.Max(0, windows)} of {settings.LookBack} steps with a horizon of {settings.Horizon}: look back less, or bring a longer series.");
        int period = SeriesAdvice.For(known.Span).Period ?? 0;
        return new Exercise
        {
            Windows = WindowDataset.Of(known, settings.LookBack, settings.Horizon, period: period),
            Shown = new TrainingFeedOptions { History = known, Future = series.AsMemory(known.Length), Steps = ahead },
            Scaling = scaling,
            Code = $"WindowDataset.Of(series, lookBack: {settings.LookBack}{(settings.Horizon > 1 ? $", horizon: {settings.Horizon}" : "")}{(period > 0 ? $", period: {period}" : "")})",
        };
    }
}
