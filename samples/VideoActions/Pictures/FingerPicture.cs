using ScottPlot;
using ScottPlot.Plottables;
using VideoActions.Data;

namespace VideoActions.Pictures;

/// <summary>Above, paths of a finger tip by gesture; below, what the network finds likely while a tip moves so.</summary>
internal static class FingerPicture
{
    private const int Paths = 40, Frames = 150;

    private static readonly Color[] s_colors = [Colors.Gray, Colors.SteelBlue, Colors.DarkOrange, Colors.SeaGreen];

    /// <param name="file">Where it goes.</param>
    /// <param name="windows">Windows of the test, by gesture.</param>
    /// <param name="live">For each gesture, what was found likely after each position of its windows, one after another.</param>
    public static void Save(FileInfo file, ILookup<int, FingerWindow> windows, IReadOnlyList<float[]>[] live)
    {
        var multiplot = new Multiplot();
        multiplot.AddPlots(2 * FingerWindow.Gestures);
        multiplot.Layout = new ScottPlot.MultiplotLayouts.Grid(2, FingerWindow.Gestures);
        Plot[] plots = [.. multiplot.GetPlots()];
        for (int gesture = 0; gesture < FingerWindow.Gestures; gesture++)
        {
            Plot above = plots[gesture], below = plots[FingerWindow.Gestures + gesture];
            FingerWindow[] all = [.. windows[gesture]];
            foreach (FingerWindow window in all.Where((_, i) => i % Math.Max(1, all.Length / Paths) == 0))
            {
                // Pictures count rows downwards.
                Scatter path = above.Add.ScatterLine(
                    Enumerable.Range(0, FingerWindow.Count).Select(i => (double)window.Points[2 * i]).ToArray(),
                    Enumerable.Range(0, FingerWindow.Count).Select(i => -(double)window.Points[2 * i + 1]).ToArray(),
                    s_colors[gesture].WithAlpha(0.5));
                path.LineWidth = 1.5f;
            }

            above.Title(FingerWindow.Names[gesture]);
            above.Axes.SetLimits(-0.3, 0.3, -0.3, 0.3);
            float[][] found = [.. live[gesture].Take(Frames)];
            for (int said = 0; said < FingerWindow.Gestures; said++)
            {
                Scatter line = below.Add.ScatterLine(
                    Enumerable.Range(0, found.Length).Select(t => (double)t).ToArray(), found.Select(p => (double)p[said]).ToArray(), s_colors[said]);
                line.LineWidth = said == gesture ? 3 : 1.5f;
                line.LegendText = gesture == 0 ? FingerWindow.Names[said] : "";
            }

            below.Axes.SetLimits(0, Frames, -0.03, 1.03);
            below.XLabel("frames, live");
            below.Legend.IsVisible = gesture == 0;
            below.Legend.Alignment = Alignment.MiddleRight;
        }

        multiplot.SavePng(file.FullName, 1_600, 800);
    }
}
