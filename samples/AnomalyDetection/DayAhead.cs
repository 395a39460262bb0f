using LstmGen;

namespace AnomalyDetection;

/// <summary>The windows of a series and their targets: the value a day after a window's last.</summary>
internal sealed class DayAhead(HalfHourSeries series)
{
    public const int Day = 48;
    public const int Features = 7;

    private const int Week = 7 * Day;

    /// <summary>The first row that can be forecast.</summary>
    public const int First = 2 * Day - 1;

    /// <summary>Windows whose targets are rows from <see cref="First"/> up to, but not, <paramref name="end"/>: nothing of what comes after is in them.</summary>
    public WindowDataset WindowsBefore(int end) => WindowDataset.From(Inputs(First, end), series.Values.AsMemory(First, end - First), Day, Features, targetColumns: 1);

    /// <summary>What the model says of each row, a day before it; before <see cref="First"/> the value itself, which is no error.</summary>
    public float[] Forecast(SequenceModel model)
    {
        float[] forecast = [.. series.Values];
        model.PredictBatch(Inputs(First, forecast.Length), forecast.AsSpan(First));
        return forecast;
    }

    private float[] Inputs(int from, int end)
    {
        float[] steps = new float[series.Values.Length * Features];
        for (int row = 0; row < series.Values.Length; row++)
        {
            DateTime time = series.Time(row);
            double day = 2 * Math.PI * time.TimeOfDay.TotalDays;
            double week = 2 * Math.PI * (((int)time.DayOfWeek * Day + time.TimeOfDay.TotalDays * Day) / Week);
            ReadOnlySpan<float> step =
            [
                series.Values[row], (float)Math.Sin(day), (float)Math.Cos(day), (float)Math.Sin(week), (float)Math.Cos(week),
                (float)Math.Sin(2 * week), (float)Math.Cos(2 * week),
            ];
            step.CopyTo(steps.AsSpan(row * Features));
        }

        float[] inputs = new float[(end - from) * Day * Features];
        for (int row = from; row < end; row++)
        {
            steps.AsSpan((row - First) * Features, Day * Features).CopyTo(inputs.AsSpan((row - from) * Day * Features));
        }

        return inputs;
    }
}
