using System.Globalization;
using LstmGen;
using LstmGen.Metrics;
using ScottPlot;
using ScottPlot.Plottables;

namespace MovingShapes;

/// <summary>On the left every second frame of a video of each movement, and what the model said; on the right the confusion matrix.</summary>
internal static class ResultPicture
{
    private const int EveryFrame = 2;
    private const int Gap = 2;
    private const int Columns = Video.Frames / EveryFrame;
    private const int Cell = Video.Side + Gap;
    private const int MatrixLeft = Columns * Cell + 34;
    private const int Mistakes = 2;

    public static void Save(FileInfo file, VideoSet set, int[] answers, ConfusionMatrix confusion, IReadOnlyList<string> names)
    {
        using var plot = new Plot();
        int[] videos = Choose(set, answers);
        for (int row = 0; row < videos.Length; row++)
        {
            AddVideo(plot, set, videos[row], row, names[answers[videos[row]]], names);
        }

        AddHeadings(plot);
        AddMatrix(plot, confusion, names);
        plot.Title($"{Columns} of {Video.Frames} frames of five test videos, and what the model says of all: {100 * confusion.Accuracy:F1} % of {confusion.Count:N0} right");
        plot.HideGrid();
        plot.Layout.Frameless();
        plot.Axes.Title.IsVisible = true;
        plot.Layout.Fixed(new PixelPadding(10, 10, 10, 50));
        plot.Axes.SetLimits(-Gap, MatrixLeft + names.Count * Cell + Gap, -names.Count * Cell - Gap, 12);
        plot.Axes.SquareUnits();
        plot.SavePng(file.FullName, 1500, 700);
    }

    /// <summary>A video of each movement: the first that the model gets wrong, which says more, for the first two movements that have one; the first that it gets right for the others.</summary>
    private static int[] Choose(VideoSet set, int[] answers)
    {
        int mistakes = 0;
        return [.. Enumerable.Range(0, VideoSet.Movements).Select(movement =>
        {
            int[] all = [.. Enumerable.Range(0, set.Videos.Count).Where(video => (int)set.Videos[video].Movement == movement)];
            ILookup<bool, int> right = all.ToLookup(video => answers[video] == movement);
            bool mistake = right[false].Any() && (mistakes < Mistakes || !right[true].Any());
            mistakes += mistake ? 1 : 0;
            return right[!mistake].First();
        })];
    }

    private static void AddHeadings(Plot plot)
    {
        for (int column = 0; column < Columns; column++)
        {
            AddText(plot, $"frame {column * EveryFrame + 1}", column * Cell + Video.Side / 2.0, Gap, Alignment.LowerCenter);
        }

        AddText(plot, "shown\n→ said", Columns * Cell, Gap, Alignment.LowerLeft);
        AddText(plot, "said →\nshown ↓", MatrixLeft - Gap, Gap, Alignment.LowerRight);
    }

    private static void AddVideo(Plot plot, VideoSet set, int video, int row, string answer, IReadOnlyList<string> names)
    {
        for (int column = 0; column < Columns; column++)
        {
            double[,] frame = new double[Video.Side, Video.Side];
            for (int pixel = 0; pixel < frame.Length; pixel++)
            {
                frame[pixel / Video.Side, pixel % Video.Side] = set[video][column * EveryFrame * frame.Length + pixel];
            }

            Add(plot, frame, column * Cell, row, new ScottPlot.Colormaps.Grayscale()).ManualRange = new ScottPlot.Range(0, 1);
        }

        string shown = names[(int)set.Videos[video].Movement];
        Text text = AddText(plot, $"{shown}\n→ {answer}", Columns * Cell, -row * Cell - Video.Side / 2.0, Alignment.MiddleLeft);
        text.LabelFontColor = shown == answer ? Colors.Green : Colors.Red;
    }

    private static void AddMatrix(Plot plot, ConfusionMatrix confusion, IReadOnlyList<string> names)
    {
        var colors = new ScottPlot.Colormaps.Blues();
        double most = Enumerable.Range(0, confusion.Classes).Max(index => confusion[index, index]);
        for (int shown = 0; shown < confusion.Classes; shown++)
        {
            double middle = -shown * Cell - Video.Side / 2.0;
            AddText(plot, names[shown], MatrixLeft - Gap, middle, Alignment.MiddleRight);
            AddText(plot, names[shown], MatrixLeft + shown * Cell + Video.Side / 2.0, Gap, Alignment.LowerCenter);
            for (int said = 0; said < confusion.Classes; said++)
            {
                long count = confusion[shown, said];
                double left = MatrixLeft + said * Cell, top = -shown * Cell;
                Rectangle cell = plot.Add.Rectangle(left, left + Video.Side, top - Video.Side, top);
                cell.FillColor = colors.GetColor(most == 0 ? 1 : 1 - count / most);
                cell.LineWidth = 0;
                AddText(
                    plot, count.ToString(CultureInfo.InvariantCulture), left + Video.Side / 2.0, middle, Alignment.MiddleCenter)
                    .LabelFontColor = count > most / 2 ? Colors.White : Colors.Black;
            }
        }
    }

    private static Heatmap Add(Plot plot, double[,] values, double left, int row, IColormap colors)
    {
        Heatmap map = plot.Add.Heatmap(values);

        // Its position goes from the middle of its first pixel to that of its last.
        map.Position = new CoordinateRect(left + 0.5, left + Video.Side - 0.5, -row * Cell - Video.Side + 0.5, -row * Cell - 0.5);
        map.Colormap = colors;
        return map;
    }

    private static Text AddText(Plot plot, string label, double x, double y, Alignment alignment)
    {
        Text text = plot.Add.Text(label, x, y);
        text.LabelAlignment = alignment;
        text.LabelFontSize = 16;
        text.LabelBackgroundColor = Colors.Transparent;
        return text;
    }
}
