using AnomalyDetection;

namespace LstmGen.Samples.Tests.AnomalyDetection;

/// <summary>Scores and alarms against a slow reading of the rule.</summary>
public sealed class DetectorTests
{
    private const int Day = 48;

    [Fact]
    public void A_score_is_the_mean_error_of_the_day_up_to_it_and_the_threshold_the_largest_of_the_quiet_days()
    {
        Random random = new(5);
        float[] values = [.. Enumerable.Range(0, 600).Select(_ => (float)random.NextDouble())];
        float[] forecast = [.. values.Select(_ => (float)random.NextDouble())];
        Detector detector = Detector.Of("any", values, forecast, quiet: 100, watch: 250);
        double[] expected =
        [
            .. values.Select((_, row) => Enumerable.Range(Math.Max(0, row - Day + 1), Math.Min(row + 1, Day)).Average(i => Math.Abs((double)values[i] - forecast[i]))),
        ];
        for (int row = 0; row < values.Length; row++)
        {
            Assert.Equal(expected[row], detector.Scores[row], 1e-6);
        }

        Assert.Equal(expected[(100 + Day - 1)..250].Max(), detector.Threshold, 1e-6);
        Assert.All(detector.Alarms, alarm => Assert.True(alarm.First >= 250 && alarm.First <= alarm.Last));
        Assert.All(Enumerable.Range(250, 350).Where(row => detector.Scores[row] > detector.Threshold), row =>
            Assert.Single(detector.Alarms, alarm => alarm.First <= row && row <= alarm.Last));
    }

    [Fact]
    public void Alarms_less_than_a_day_apart_are_one()
    {
        float[] values = new float[1_000];
        values[400] = values[470] = values[700] = 10;
        values[200] = 5;
        Detector detector = Detector.Of("zero", values, new float[1_000], quiet: 100, watch: 300);
        Assert.Equal([new Alarm(400, 470 + Day - 1), new Alarm(700, 700 + Day - 1)], detector.Alarms);
    }

    [Theory]
    [InlineData(0, 1, true)]
    [InlineData(0, 0, false)]
    [InlineData(5, 9, true)]
    [InlineData(10, 12, true)]
    [InlineData(11, 12, false)]
    public void An_alarm_meets_a_window_that_it_shares_a_row_with(int first, int last, bool meets)
    {
        var series = new HalfHourSeries(new DateTime(2024, 1, 1), []);
        Assert.Equal(meets, new Alarm(first, last).Meets(new LabelledWindow(series.Time(1), series.Time(10)), series));
    }
}
