using LstmGen;
using LstmGen.Forecasting;

namespace SeriesForecast;

/// <summary>Which model of the family, what it is shown, and why. Decided on the training span alone.</summary>
internal sealed record ForecastPlan
{
    private const int HalfHoursOfADay = 48;
    private const int MonthsOfAYear = 12;
    private const int DaysOfAWeek = 7;

    /// <summary>Makes the model.</summary>
    public required Func<int, SequenceModel> Create { get; init; }

    /// <summary>Steps in one window.</summary>
    public required int LookBack { get; init; }

    /// <summary>Steps that one output covers.</summary>
    public required int OutputSteps { get; init; }

    /// <summary>Steps to forecast from each origin.</summary>
    public required int Horizon { get; init; }

    /// <summary>The change against the value so many steps before is what is forecast; 0 where it is the value itself.</summary>
    public int Lag { get; init; }

    /// <summary>The cycle, in steps, whose place goes in as sine and cosine; 0 is one that stands still.</summary>
    public required int Cycle { get; init; }

    /// <summary>How often to go through the training windows, at most.</summary>
    public required int Epochs { get; init; }

    /// <summary>Which model and why, for the user.</summary>
    public required string Reason { get; init; }

    public static ForecastPlan Choose(ReadOnlySpan<float> training, int test, int[] periods, int? horizon)
    {
        int steps = horizon ?? NaturalHorizon(periods, test);
        bool direct = steps is HalfHoursOfADay or MonthsOfAYear;
        int lag = direct ? BestLag(training, periods, steps) : 0;
        return lag > 0 ? Direct(steps, periods, lag) : NextStep(steps, periods, direct);
    }

    /// <summary>A day for half hours with a daily or weekly season, a year for months, else one step.</summary>
    private static int NaturalHorizon(int[] periods, int test)
    {
        int natural = periods switch
        {
            _ when periods.Any(period => period is HalfHoursOfADay or HalfHoursOfADay * DaysOfAWeek) => HalfHoursOfADay,
            _ when periods.Contains(MonthsOfAYear) => MonthsOfAYear,
            _ => 1,
        };
        return natural <= test ? natural : 1;
    }

    private static ForecastPlan Direct(int steps, int[] periods, int lag)
    {
        int cycle = periods.Min() <= steps ? periods.Min() : steps;
        var plan = new ForecastPlan
        {
            Create = seed => new DayAheadModel(seed),
            LookBack = steps,
            OutputSteps = steps,
            Horizon = steps,
            Lag = lag,
            Cycle = cycle,
            Epochs = 20,
            Reason = $"because {steps} steps are to be forecast from each origin. It forecasts the change against {lag} steps before, from the last " +
                $"{steps} changes and the place in the cycle of {cycle} steps.",
        };
        return steps == HalfHoursOfADay
            ? plan with { Reason = $"DayAheadModel, {plan.Reason}" }
            : plan with { Create = seed => new YearAheadModel(seed), Epochs = 100, Reason = $"YearAheadModel, {plan.Reason}" };
    }

    private static ForecastPlan NextStep(int steps, int[] periods, bool lacksPeriod)
    {
        int cycle = periods.Length > 0 ? periods.Max() : 0;
        string why = lacksPeriod ? "the training span holds no season to compare with three times"
            : steps == 1 ? "one step is to be forecast from each origin"
            : $"no model of the family puts out {steps} steps at once: it feeds itself";
        string place = cycle > 0 ? $" and the place in the cycle of {cycle} steps" : "";
        return new ForecastPlan
        {
            Create = seed => new NextStepModel(seed),
            LookBack = 30,
            OutputSteps = 1,
            Horizon = steps,
            Cycle = cycle,
            Epochs = 40,
            Reason = $"NextStepModel, because {why}. It sees the last 30 values{place}.",
        };
    }

    /// <summary>
    /// The season whose repetition is the best forecast of the training span: a period given (or the multiple of it that covers the horizon), or
    /// seven of them, because days make weeks. 0 when the span does not hold any of them three times.
    /// </summary>
    private static int BestLag(ReadOnlySpan<float> training, int[] periods, int steps)
    {
        int best = 0;
        double lowest = double.PositiveInfinity;
        foreach (int lag in periods.SelectMany(period => new[] { (steps + period - 1) / period * period, DaysOfAWeek * period }))
        {
            if (lag < steps || lag > training.Length / 3)
            {
                continue;
            }

            double error = ForecastMetrics.Rmse(training[lag..], training[..^lag]);
            (best, lowest) = error < lowest ? (lag, error) : (best, lowest);
        }

        return best;
    }
}
