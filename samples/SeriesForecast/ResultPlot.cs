using ScottPlot;

namespace SeriesForecast;

/// <summary>Truth, forecast, the naive forecast, and the seasonal one where it is the better of the two, over the test span.</summary>
internal static class ResultPlot
{
    public static void Save(FileInfo file, string title, Comparison comparison)
    {
        using var plot = new Plot();
        double[] rows = [.. Enumerable.Range(comparison.FirstRow, comparison.Truth.Length).Select(row => (double)row)];
        Add("naive", comparison.Naive.Forecast, Colors.LightGray);
        if (comparison.Seasonal is { } seasonal && seasonal.Rmse < comparison.Naive.Rmse)
        {
            Add(seasonal.Name, seasonal.Forecast, Colors.SandyBrown).LinePattern = LinePattern.Dotted;
        }

        Add("truth", comparison.Truth, Colors.Black);
        Add("LSTM", comparison.Model.Forecast, Colors.DodgerBlue);
        plot.Title(title);
        plot.XLabel("row");
        plot.ShowLegend(Edge.Bottom);
        plot.SavePng(file.FullName, 1400, 600);

        ScottPlot.Plottables.Scatter Add(string name, float[] values, Color color)
        {
            ScottPlot.Plottables.Scatter line = plot.Add.Scatter(rows, values, color);
            line.LegendText = name;
            line.MarkerSize = 0;
            line.LineWidth = 1.5f;
            return line;
        }
    }
}
