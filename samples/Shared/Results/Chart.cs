using ScottPlot;
using SkiaSharp;

namespace LstmGen.Samples;

/// <summary>The look of all plots: light, large letters, few colours that colour-blind eyes tell apart.</summary>
internal static class Chart
{
    /// <summary>Pages show pictures at 700 pixels or so.</summary>
    public const int Width = 1000;

    public static readonly Color Blue = Color.FromHex("#2266BB");
    public static readonly Color Orange = Color.FromHex("#E07B00");
    public static readonly Color Green = Color.FromHex("#2E8B57");
    public static readonly Color Red = Color.FromHex("#C23B3B");
    public static readonly Color Gray = Color.FromHex("#777777");
    public static readonly Color Light = Color.FromHex("#BBBBBB");

    private static readonly string[] s_fonts = ["DejaVu Sans", "Segoe UI", "Helvetica", "Arial", "Liberation Sans"];

    static Chart() => Fonts.Default = s_fonts.FirstOrDefault(name => { using SKTypeface face = SKTypeface.FromFamilyName(name); return face?.FamilyName == name; }) ?? Fonts.Sans;

    /// <summary>Letters without serifs, where the machine has them.</summary>
    public static string Font => Fonts.Default;

    /// <summary>A plot with its labels.</summary>
    public static Plot Plot(string title, string x, string y)
    {
        var plot = new Plot();
        Dress(plot, title, x, y);
        return plot;
    }

    /// <summary>Several plots, side by side in rows.</summary>
    public static Multiplot Plots(int rows, int columns)
    {
        var plots = new Multiplot();
        plots.AddPlots(rows * columns);
        plots.Layout = new ScottPlot.MultiplotLayouts.Grid(rows, columns);
        return plots;
    }

    /// <summary>Labels for a plot that is one of several.</summary>
    public static void Dress(Plot plot, string title, string x, string y)
    {
        if (title.Length > 0)
        {
            plot.Title(title, size: 20);
        }

        plot.XLabel(x, size: 18);
        plot.YLabel(y, size: 18);
        plot.Axes.Bottom.Label.Bold = plot.Axes.Left.Label.Bold = false;
        plot.Axes.Bottom.TickLabelStyle.FontSize = 17;
        plot.Axes.Left.TickLabelStyle.FontSize = 17;
        plot.Axes.Right.MinimumSize = 25;
        plot.Legend.FontSize = 17;
        plot.Grid.MajorLineColor = Colors.Black.WithOpacity(0.08);
    }

    public static ScottPlot.Plottables.Scatter Line(this Plot plot, IEnumerable<double> x, IEnumerable<double> y, Color color, string? name = null, float width = 3)
    {
        ScottPlot.Plottables.Scatter line = plot.Add.Scatter(x.ToArray(), y.ToArray(), color);
        line.MarkerSize = 0;
        line.LineWidth = width;
        if (name is not null)
        {
            line.LegendText = name;
        }

        return line;
    }

    /// <summary>Against 0, 1, 2, …</summary>
    public static ScottPlot.Plottables.Scatter Curve(this Plot plot, IReadOnlyList<double> y, Color color, string? name = null, float width = 3, double first = 0) =>
        plot.Line(Enumerable.Range(0, y.Count).Select(i => first + i), y, color, name, width);

    public static void Dots(this Plot plot, IEnumerable<double> x, IEnumerable<double> y, Color color, string? name = null, float size = 9)
    {
        ScottPlot.Plottables.Scatter dots = plot.Add.ScatterPoints(x.ToArray(), y.ToArray(), color);
        dots.MarkerSize = size;
        if (name is not null)
        {
            dots.LegendText = name;
        }
    }

    public static void Across(this Plot plot, double y, Color color, string name)
    {
        ScottPlot.Plottables.HorizontalLine line = plot.Add.HorizontalLine(y, 2, color, LinePattern.Dashed);
        line.LegendText = name;
    }

    public static void Upright(this Plot plot, double x, Color color, string? name = null, LinePattern? pattern = null)
    {
        ScottPlot.Plottables.VerticalLine line = plot.Add.VerticalLine(x, 2, color, pattern ?? LinePattern.Dotted);
        if (name is not null)
        {
            line.LegendText = name;
        }
    }

    /// <summary>Powers of ten at a vertical axis whose values are logarithms.</summary>
    public static void TenthsLeft(this Plot plot, int from, int to)
    {
        double[] places = [.. Enumerable.Range(from, to - from + 1).Select(i => (double)i)];
        plot.Axes.Left.SetTicks(places, [.. places.Select(place => place >= 0 ? Figure.Whole((long)Math.Pow(10, place)) : Figure.Short(Math.Pow(10, place)))]);
        plot.Axes.SetLimitsY(from - 0.2, to + 0.2);
    }

    public static void Names(this Plot plot, IReadOnlyList<string> names)
    {
        plot.Axes.Bottom.SetTicks([.. names.Select((_, i) => (double)i)], [.. names]);
        plot.Axes.SetLimitsX(-0.6, names.Count - 0.4);
    }

    public static ScottPlot.Plottables.Heatmap Heat(this Plot plot, double[,] cells, double low, double high, string label)
    {
        ScottPlot.Plottables.Heatmap map = plot.Add.Heatmap(cells);
        map.Colormap = low < 0 ? new ScottPlot.Colormaps.Balance() : new ScottPlot.Colormaps.CustomInterpolated([Colors.White, Color.FromHex("#9CC3E6"), Blue, Color.FromHex("#0B2545")]);
        map.ManualRange = new ScottPlot.Range(low, high);
        ScottPlot.Panels.ColorBar bar = plot.Add.ColorBar(map);
        bar.Label = label;
        bar.LabelStyle.FontSize = 17;
        bar.LabelStyle.Bold = false;
        bar.Axis.TickLabelStyle.FontSize = 15;
        plot.Axes.Margins(0, 0);
        plot.HideGrid();
        return map;
    }
}
