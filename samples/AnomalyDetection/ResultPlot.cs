using ScottPlot;

namespace AnomalyDetection;

/// <summary>The score over time, the threshold, the alarms and the labelled windows.</summary>
internal static class ResultPlot
{
    public static void Save(FileInfo file, HalfHourSeries series, Detector detector, IReadOnlyList<LabelledWindow> labels, int quiet, int watch)
    {
        using var plot = new Plot();
        foreach (LabelledWindow label in labels)
        {
            Span(label.From, label.To, Colors.Orange, "labelled window");
        }

        foreach (Alarm alarm in detector.Alarms)
        {
            Span(series.Time(alarm.First), series.Time(alarm.Last), Colors.Red, "alarm");
        }

        double[] times = [.. Enumerable.Range(0, series.Values.Length).Select(row => series.Time(row).ToOADate())];
        ScottPlot.Plottables.Scatter score = plot.Add.Scatter(times, detector.Scores, Colors.DodgerBlue);
        (score.LegendText, score.MarkerSize, score.LineWidth) = ("mean error of a day", 0, 1.5f);
        plot.Add.HorizontalLine(detector.Threshold, 1.5f, Colors.Black, LinePattern.Dashed).LegendText = "threshold";
        plot.Add.VerticalLine(times[quiet], 1, Colors.Gray);
        plot.Add.VerticalLine(times[watch], 1, Colors.Gray);
        plot.Axes.DateTimeTicksBottom();
        plot.Title($"{detector.Name}: training, quiet days, and what was watched");
        plot.ShowLegend(Edge.Bottom);
        plot.SavePng(file.FullName, 1400, 600);

        // In the legend once.
        void Span(DateTime from, DateTime to, Color color, string name)
        {
            bool first = plot.GetPlottables<ScottPlot.Plottables.HorizontalSpan>().All(other => other.LegendText != name);
            plot.Add.HorizontalSpan(from.ToOADate(), to.ToOADate(), color.WithAlpha(0.3)).LegendText = first ? name : "";
        }
    }
}
