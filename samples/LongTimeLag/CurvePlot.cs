using ScottPlot;

namespace LongTimeLag;

/// <summary>How the share of wrong answers fell in each task: one line a trial, one colour a task.</summary>
internal static class CurvePlot
{
    public static void Save(FileInfo file, IReadOnlyList<TaskOutcome> outcomes)
    {
        using var plot = new Plot();
        foreach ((int index, TaskOutcome outcome) in outcomes.Index())
        {
            Color color = plot.Add.Palette.GetColor(index);
            foreach (TrialResult result in outcome.Results)
            {
                double[] sequences = [.. Enumerable.Range(1, result.Curve.Count).Select(point => (double)point * Trial.PointSequences)];
                ScottPlot.Plottables.Scatter line = plot.Add.Scatter(sequences, result.Curve.Select(share => 100 * share).ToArray(), color);
                line.LegendText = result == outcome.Results[0] ? outcome.Task.Title : "";
                line.MarkerSize = 0;
                line.LineWidth = 1.5f;
            }
        }

        plot.Title("Sequences that a model gets wrong before it learns from them");
        plot.XLabel("training sequences");
        plot.YLabel("wrong, %");
        plot.ShowLegend(Alignment.UpperRight);
        plot.SavePng(file.FullName, 1400, 700);
    }
}
