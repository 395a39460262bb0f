using System.Globalization;
using ScottPlot;

namespace Tuning;

/// <summary>The validation error of each trial against look-back, units and learning rate, on one scale, and what the marks mean.</summary>
internal static class ResultPlot
{
    private const int Width = 1400;
    private const int Height = 900;

    /// <param name="file">Where it goes.</param>
    /// <param name="results">All trials.</param>
    /// <param name="winner">One of them.</param>
    /// <param name="naive">Over the validation span.</param>
    public static void Save(FileInfo file, IReadOnlyList<TrialResult> results, TrialResult winner, NaiveForecasts naive)
    {
        TrialResult[] shown = [.. results.Where(result => double.IsFinite(result.Rmse))];
        (double low, double edge, double high) = Range(shown, naive);
        var multiplot = new Multiplot();
        multiplot.AddPlots(4);
        multiplot.Layout = new ScottPlot.MultiplotLayouts.Grid(2, 2);
        Draw(0, "look-back (steps)", candidate => candidate.LookBack, [.. shown.Select(result => (double)result.Candidate.LookBack).Distinct().Order()]);
        Draw(1, "units per layer", candidate => candidate.Units, [8, 16, 32, 64, 128]);
        Draw(2, "learning rate", candidate => candidate.LearningRate, [0.0003, 0.001, 0.003, 0.01, 0.03]);
        Plot legend = multiplot.GetPlot(3);
        legend.ShowLegend(multiplot.GetPlot(0).Legend.GetItems(), Alignment.MiddleCenter);
        legend.HideAxesAndGrid();
        foreach (int index in new[] { 0, 1, 2 })
        {
            Plot plot = multiplot.GetPlot(index);
            plot.YLabel("RMSE over the validation span");
            plot.Axes.Left.MinimumSize = 90;
            plot.Axes.Right.MinimumSize = 30;
            plot.Axes.Top.MinimumSize = 30;
            plot.HideLegend();
        }

        multiplot.SavePng(file.FullName, Width, Height);

        void Draw(int index, string label, Func<Candidate, double> parameter, double[] ticks)
        {
            Plot plot = multiplot.GetPlot(index);
            Line(plot, naive.Last, "naive", Colors.Gray);
            if (naive.Seasonal is { } season)
            {
                Line(plot, season, "seasonal naive", Colors.SandyBrown);
            }

            Add(plot, "LSTM", Cell.Lstm, Colors.DodgerBlue, -1);
            Add(plot, "GRU", Cell.Gru, Colors.SeaGreen, 1);
            ScottPlot.Plottables.Marker best = plot.Add.Marker(Place(winner, winner.Candidate.Cell == Cell.Lstm ? -1 : 1), winner.Rmse, MarkerShape.OpenCircle, 18, Colors.Crimson);
            best.LineWidth = 2;
            best.LegendText = "winner";
            plot.XLabel(label);
            plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericManual(
                [.. ticks.Select(Math.Log10)], [.. ticks.Select(tick => tick.ToString(CultureInfo.InvariantCulture))]);
            double[] places = [.. shown.Select(result => Place(result, 0)), .. ticks.Select(Math.Log10)];
            double margin = 0.06 * (places.Max() - places.Min()) + 0.02;
            plot.Axes.SetLimits(places.Min() - margin, places.Max() + margin, low, high);

            // Half the distance between two lists of one choice, so that the two cells do not hide each other.
            double Place(TrialResult result, int side) => Math.Log10(parameter(result.Candidate)) + 0.006 * side;

            void Add(Plot into, string name, Cell cell, Color color, int side)
            {
                TrialResult[] all = [.. shown.Where(result => result.Candidate.Cell == cell)];
                ILookup<MarkerShape, TrialResult> byShape = all.ToLookup(result =>
                    result.Rmse > high ? MarkerShape.OpenTriangleUp : result.Ending is Ending.BelowMedian or Ending.OutOfTime ? MarkerShape.OpenCircle : MarkerShape.FilledCircle);
                foreach ((MarkerShape shape, string text) in new[]
                {
                    (MarkerShape.FilledCircle, name), (MarkerShape.OpenCircle, $"{name}, ended before"), (MarkerShape.OpenTriangleUp, $"{name}, above the scale"),
                })
                {
                    TrialResult[] part = [.. byShape[shape]];
                    ScottPlot.Plottables.Scatter points = into.Add.ScatterPoints(
                        part.Select(result => Place(result, side)).ToArray(), part.Select(result => Math.Min(result.Rmse, edge)).ToArray(), color);
                    points.MarkerShape = shape;
                    points.MarkerSize = 9;
                    points.MarkerLineWidth = 1.5f;
                    points.LegendText = text;
                }
            }
        }
    }

    /// <summary>
    /// From the best trial to the naive forecasts, or to what holds most trials where those are far above. Trials above are drawn at the edge.
    /// </summary>
    private static (double Low, double Edge, double High) Range(TrialResult[] shown, NaiveForecasts naive)
    {
        double[] sorted = [.. shown.Select(result => result.Rmse).Order()];
        double[] lines = [naive.Last, naive.Seasonal ?? naive.Last];
        double least = Math.Min(sorted[0], lines.Min());
        double most = lines.Where(error => error <= 3 * sorted[0]).Append(sorted[(int)(0.7 * (sorted.Length - 1))]).Max();
        double height = Math.Max(most - least, 0.01 * Math.Max(most, double.Epsilon));
        return (least - 0.08 * height, most + 0.08 * height, most + 0.1 * height);
    }

    private static void Line(Plot plot, double value, string name, Color color)
    {
        ScottPlot.Plottables.HorizontalLine line = plot.Add.HorizontalLine(value, 1.5f, color, LinePattern.Dashed);
        line.LegendText = name;
    }
}
