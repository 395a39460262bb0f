using ScottPlot;
using ScottPlot.Plottables;
using VideoActions.Data;

namespace VideoActions.Pictures;

/// <summary>Every second frame of some clips, and below them how likely the network finds a fight while they are shown.</summary>
internal static class FightPicture
{
    private const int Gap = 3, EveryFrame = 2, Columns = FightClip.Count / EveryFrame, Cell = FightClip.Width + Gap;
    private const int CurveHeight = 26, Row = FightClip.Height + CurveHeight + 12;
    private const float LabelSize = 16;

    /// <param name="file">Where it goes.</param>
    /// <param name="clips">What is shown, with the probability of a fight after each frame but the first.</param>
    public static void Save(FileInfo file, IReadOnlyList<(FightClip Clip, double[] Known)> clips)
    {
        using var plot = new Plot();
        for (int row = 0; row < clips.Count; row++)
        {
            Add(plot, clips[row].Clip, clips[row].Known, -row * Row);
        }

        plot.Title("Clips that training did not have, every second frame; below, how likely a fight is found after each");
        plot.HideGrid();
        plot.Layout.Frameless();
        plot.Axes.Title.IsVisible = true;
        plot.Layout.Fixed(new PixelPadding(10, 10, 10, 50));
        plot.Axes.SetLimits(-62, Columns * Cell + Gap, -clips.Count * Row + 8, 2);
        plot.Axes.SquareUnits();
        plot.SavePng(file.FullName, 1_400, 60 + 178 * clips.Count);
    }

    private static void Add(Plot plot, FightClip clip, double[] known, double top)
    {
        for (int column = 0; column < Columns; column++)
        {
            double[,] frame = new double[FightClip.Height, FightClip.Width];
            ReadOnlySpan<byte> grey = clip.Frame(column * EveryFrame);
            for (int i = 0; i < grey.Length; i++)
            {
                frame[i / FightClip.Width, i % FightClip.Width] = grey[i];
            }

            Heatmap map = plot.Add.Heatmap(frame);

            // Its position goes from the middle of its first point to that of its last.
            map.Position = new CoordinateRect(column * Cell + 0.5, column * Cell + FightClip.Width - 0.5, top - FightClip.Height + 0.5, top - 0.5);
            map.Colormap = new ScottPlot.Colormaps.Grayscale();
            map.ManualRange = new ScottPlot.Range(0, 255);
        }

        double floor = top - FightClip.Height - Gap - CurveHeight, right = (FightClip.Count - 1) / (double)EveryFrame * Cell;
        foreach ((double share, LinePattern pattern) in new[] { (0.0, LinePattern.Solid), (0.5, LinePattern.Dotted), (1.0, LinePattern.Solid) })
        {
            LinePlot line = plot.Add.Line(0, floor + share * CurveHeight, right, floor + share * CurveHeight);
            line.LineColor = Colors.LightGray;
            line.LinePattern = pattern;
        }

        double[] times = [.. Enumerable.Range(1, known.Length).Select(frame => frame / (double)EveryFrame * Cell)];
        Scatter curve = plot.Add.ScatterLine(times, [.. known.Select(p => floor + p * CurveHeight)], clip.IsFight ? Colors.DarkRed : Colors.SteelBlue);
        curve.LineWidth = 3;
        Label(plot, clip.IsFight ? "fight" : "no fight", top - FightClip.Height / 2.0).LabelBold = true;
        bool isRight = known[^1] >= 0.5 == clip.IsFight;
        Label(plot, $"{(isRight ? "found" : "mistaken for")}:\n{(known[^1] >= 0.5 ? "fight" : "no fight")}", floor + CurveHeight / 2.0).LabelFontColor = isRight ? Colors.Green : Colors.Red;
    }

    private static Text Label(Plot plot, string text, double y)
    {
        Text label = plot.Add.Text(text, -Gap, y);
        label.LabelAlignment = Alignment.MiddleRight;
        label.LabelFontSize = LabelSize;
        return label;
    }
}
