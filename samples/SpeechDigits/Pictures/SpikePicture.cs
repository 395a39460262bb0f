using ScottPlot;
using ScottPlot.MultiplotLayouts;
using ScottPlot.Plottables;
using SpeechDigits.Audio;
using SpeechDigits.Strings;

namespace SpeechDigits.Pictures;

/// <summary>The sound of a string with the true borders of its digits, and below it what the network said at each step while it learnt.</summary>
internal static class SpikePicture
{
    private const int Width = 1_400, SoundHeight = 330, RowHeight = 150, AxisHeight = 45;
    private const float LabelSize = 18;
    private const double Named = 0.25;

    private static readonly IPalette s_colors = new ScottPlot.Palettes.Category20();

    /// <param name="file">Where it goes.</param>
    /// <param name="milestones">What is shown.</param>
    /// <param name="name">What a symbol is called.</param>
    public static void Save(FileInfo file, Milestones milestones, Func<int, string> name)
    {
        double seconds = (double)milestones.Said.Samples.Length / WaveFile.Rate;
        var multiplot = new Multiplot();
        multiplot.AddPlots(1 + milestones.Seen.Count);
        Plot[] plots = [.. multiplot.GetPlots()];
        Sound(plots[0], milestones.Said);
        foreach (((int epoch, float[][] probabilities), Plot plot) in milestones.Seen.Zip(plots.Skip(1)))
        {
            Spikes(plot, probabilities, milestones.Milliseconds / 1_000.0, $"epoch {epoch}", name);
        }

        foreach (Plot plot in plots)
        {
            plot.Axes.SetLimitsX(0, seconds);
            plot.HideGrid();
            plot.Layout.Fixed(new PixelPadding(90, 20, plot == plots[^1] ? AxisHeight : 8, plot == plots[0] ? AxisHeight : 8));
            plot.Axes.Bottom.TickLabelStyle.IsVisible = plot == plots[^1];
        }

        plots[^1].XLabel("seconds");
        float[] heights = [SoundHeight, .. Enumerable.Repeat((float)RowHeight, milestones.Seen.Count - 1), RowHeight + AxisHeight];
        var rows = new DraggableRows();
        multiplot.Layout = rows;
        rows.SetHeights(heights);
        multiplot.SavePng(file.FullName, Width, (int)heights.Sum());
    }

    /// <summary>The bands over time, low ones below; above them each digit between its borders.</summary>
    private static void Sound(Plot plot, SpokenString said)
    {
        float[] steps = LogMel.Raw(said.Samples);
        double[,] bands = new double[LogMel.Bands, steps.Length / LogMel.Bands];
        for (int i = 0; i < steps.Length; i++)
        {
            bands[LogMel.Bands - 1 - i % LogMel.Bands, i / LogMel.Bands] = steps[i];
        }

        Heatmap map = plot.Add.Heatmap(bands);
        map.Position = new CoordinateRect(0, (double)(bands.GetLength(1) - 1) * LogMel.Hop / WaveFile.Rate, 0, LogMel.Bands - 1);
        map.Colormap = new ScottPlot.Colormaps.Magma();
        foreach ((int digit, (int begin, int end)) in said.Digits.Zip(said.Borders))
        {
            double from = (double)begin / WaveFile.Rate, to = (double)end / WaveFile.Rate;
            foreach (double border in (double[])[from, to])
            {
                plot.Add.Line(border, 0, border, LogMel.Bands + 4).LineColor = Colors.Gray;
            }

            Label(plot, $"{digit}", (from + to) / 2, LogMel.Bands + 2).LabelFontSize = LabelSize + 6;
        }

        plot.Axes.SetLimitsY(-0.5, LogMel.Bands + 4);
        plot.Axes.Left.SetTicks([0, LogMel.Bands / 2.0, LogMel.Bands - 1], ["60 Hz", "", "3.9 kHz"]);
        plot.Title($"What is said, {said.Speaker}, and the probabilities of the symbols while the network learns (grey: the blank)");
    }

    private static void Spikes(Plot plot, float[][] probabilities, double secondsAStep, string label, Func<int, string> name)
    {
        double[] times = [.. Enumerable.Range(0, probabilities.Length).Select(t => (t + 0.5) * secondsAStep)];
        for (int symbol = 0; symbol < probabilities[0].Length; symbol++)
        {
            double[] values = [.. probabilities.Select(step => (double)step[symbol])];
            if (values.Max() < Named / 2)
            {
                continue;
            }

            Scatter line = plot.Add.ScatterLine(times, values, symbol == 0 ? Colors.LightGray : s_colors.GetColor(2 * symbol - 2));
            line.LineWidth = symbol == 0 ? 1.5f : 3;
            for (int t = 0; symbol > 0 && t < values.Length; t++)
            {
                // The top of a spike: not before a higher step, nor after an equal one.
                bool isTop = values[t] > Named && (t == 0 || values[t - 1] < values[t]) && (t + 1 == values.Length || values[t + 1] <= values[t]);
                if (isTop)
                {
                    Label(plot, name(symbol), times[t], values[t] + 0.16).LabelFontColor = line.Color;
                }
            }
        }

        plot.Axes.SetLimitsY(-0.05, 1.35);
        plot.Axes.Left.SetTicks([0, 1], ["0", "1"]);
        plot.YLabel(label);
    }

    private static Text Label(Plot plot, string text, double x, double y)
    {
        Text label = plot.Add.Text(text, x, y);
        label.LabelAlignment = Alignment.MiddleCenter;
        label.LabelFontSize = LabelSize;
        label.LabelBold = true;
        return label;
    }
}
