namespace AnomalyDetection;

/// <summary>
/// The rule for alarms: the score of a row is the mean size of the errors of the day up to it, and an alarm is raised while the score is above the largest
/// of the quiet days. What comes after those days has no part in the threshold.
/// </summary>
internal sealed class Detector
{
    private Detector(string name, float[] scores, double threshold, IReadOnlyList<Alarm> alarms) =>
        (Name, Scores, Threshold, Alarms) = (name, scores, threshold, alarms);

    public string Name { get; }

    public float[] Scores { get; }

    public double Threshold { get; }

    public IReadOnlyList<Alarm> Alarms { get; }

    /// <param name="name">Of the forecast.</param>
    /// <param name="values">What came.</param>
    /// <param name="forecast">What was said.</param>
    /// <param name="quiet">The first of the quiet rows.</param>
    /// <param name="watch">The first row after them, from which on alarms are raised.</param>
    public static Detector Of(string name, ReadOnlySpan<float> values, ReadOnlySpan<float> forecast, int quiet, int watch)
    {
        float[] scores = new float[values.Length];
        double sum = 0;
        for (int row = 0; row < values.Length; row++)
        {
            sum += Math.Abs((double)values[row] - forecast[row]);
            sum -= row >= DayAhead.Day ? Math.Abs((double)values[row - DayAhead.Day] - forecast[row - DayAhead.Day]) : 0;
            scores[row] = (float)(sum / Math.Min(row + 1, DayAhead.Day));
        }

        // The first day of the quiet span still holds errors of rows that were trained on.
        double threshold = 0;
        for (int row = quiet + DayAhead.Day - 1; row < watch; row++)
        {
            threshold = Math.Max(threshold, scores[row]);
        }

        return new Detector(name, scores, threshold, Above(scores, threshold, watch));
    }

    /// <summary>Runs of rows above the threshold; those less than a day apart are one alarm.</summary>
    private static List<Alarm> Above(float[] scores, double threshold, int watch)
    {
        var alarms = new List<Alarm>();
        for (int row = watch; row < scores.Length; row++)
        {
            if (scores[row] <= threshold)
            {
                continue;
            }

            if (alarms.Count > 0 && row - alarms[^1].Last <= DayAhead.Day)
            {
                alarms[^1] = alarms[^1] with { Last = row };
            }
            else
            {
                alarms.Add(new Alarm(row, row));
            }
        }

        return alarms;
    }
}

/// <summary>Rows over which an alarm lasts.</summary>
internal sealed record Alarm(int First, int Last)
{
    public bool Meets(LabelledWindow window, HalfHourSeries series) => series.Time(First) <= window.To && series.Time(Last) >= window.From;
}
