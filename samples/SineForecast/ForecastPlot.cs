using ScottPlot;

namespace SineForecast;

/// <summary>The end of the series, the truth after it, and the forecast.</summary>
internal static class ForecastPlot
{
    public static void Save(FileInfo file, ReadOnlySpan<float> past, float[] truth, float[] forecast)
    {
        using var plot = new Plot();
        double[] before = [.. Enumerable.Range(-past.Length + 1, past.Length).Select(i => (double)i)];
        double[] after = [.. Enumerable.Range(1, truth.Length).Select(i => (double)i)];
        ScottPlot.Plottables.Scatter known = plot.Add.Scatter(before, past.ToArray());
        known.LegendText = "series";
        known.MarkerSize = 0;
        ScottPlot.Plottables.Scatter right = plot.Add.Scatter(after, truth);
        right.LegendText = "truth";
        ScottPlot.Plottables.Scatter said = plot.Add.Scatter(after, forecast);
        said.LegendText = "forecast";
        said.LinePattern = LinePattern.Dashed;
        plot.Title("Sine, and ten steps ahead");
        plot.XLabel("steps from the end of the series");
        plot.ShowLegend();
        plot.SavePng(file.FullName, 1000, 500);
    }
}
