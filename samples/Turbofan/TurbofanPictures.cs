using ScottPlot;

namespace Turbofan;

/// <summary>What is worth looking at.</summary>
internal static class TurbofanPictures
{
    /// <summary>The test engines by their true life: what was foretold, and the interval that holds nine of ten.</summary>
    public static void Engines(string file, float[] lives, float[] foretold, float[] quantiles)
    {
        int[] order = [.. Enumerable.Range(0, lives.Length).OrderBy(engine => lives[engine])];
        double[] places = [.. order.Select((_, place) => (double)place)];
        float[] low = TurbofanTables.Of(quantiles, 0), high = TurbofanTables.Of(quantiles, 2);
        using Plot plot = Chart.Plot("100 engines: the life that was left, and what was foretold", "engines, from the one that failed first", "cycles that are left");
        ScottPlot.Plottables.FillY band = plot.Add.FillY(places, [.. order.Select(engine => (double)low[engine])], [.. order.Select(engine => (double)high[engine])]);
        band.FillColor = Chart.Blue.WithOpacity(0.15);
        band.LineWidth = 0;
        band.LegendText = "interval of 90 %";
        plot.Dots(places, order.Select(engine => (double)foretold[engine]), Chart.Blue, "foretold", 8);
        plot.Line(places, order.Select(engine => (double)lives[engine]), Chart.Orange, "true");
        plot.ShowLegend(Alignment.UpperLeft);
        plot.SavePng(file, Chart.Width, 440);
    }

    /// <summary>An engine that was held back, cycle by cycle until it fails.</summary>
    public static void Life(string file, Engine engine, SequenceModel model, SequenceModel intervals)
    {
        WindowDataset windows = LifeTask.Windows([engine]);
        float[] foretold = model.Predict(windows), quantiles = intervals.Predict(windows), low = TurbofanTables.Of(quantiles, 0), high = TurbofanTables.Of(quantiles, 2);
        double[] cycles = [.. Enumerable.Range(0, foretold.Length).Select(i => (double)(LifeTask.LookBack + i))];
        using Plot plot = Chart.Plot("One engine that no training saw, from its 30th flight to its last", "cycle", "cycles that are left");
        ScottPlot.Plottables.FillY band = plot.Add.FillY(cycles, [.. low.Select(life => (double)life)], [.. high.Select(life => (double)life)]);
        band.FillColor = Chart.Blue.WithOpacity(0.15);
        band.LineWidth = 0;
        band.LegendText = "interval of 90 %";
        plot.Line(cycles, cycles.Select(cycle => engine.Cycles.Length - cycle), Chart.Orange, "true");
        plot.Line(cycles, foretold.Select(life => (double)life), Chart.Blue, "foretold");
        plot.ShowLegend(Alignment.UpperRight);
        plot.SavePng(file, Chart.Width, 400);
    }
}
