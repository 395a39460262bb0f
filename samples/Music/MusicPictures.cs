using ScottPlot;

namespace Music;

/// <summary>What is worth looking at.</summary>
internal static class MusicPictures
{
    /// <summary>A song as a piano roll, and behind it what the model thought likely at each step from the steps before.</summary>
    /// <param name="given">Steps that were given.</param>
    public static void Roll(string file, Song song, int given, MusicTask.Listener listen)
    {
        int low = song.Steps.SelectMany(step => step).Min() - 3, high = song.Steps.SelectMany(step => step).Max() + 3;
        double[,] heat = new double[high - low + 1, song.Length];
        double[] chances = new double[Song.Keys];
        for (int step = 0; step < song.Length; step++)
        {
            for (int key = low; step > 0 && key <= high; key++)
            {
                heat[high - key, step] = key is >= 0 and < Song.Keys ? chances[key] : 0;
            }

            listen(song.Steps[step], chances);
        }

        using Plot plot = Chart.Plot("What sounds (dots), and what the network thought likely one step before", "step", "MIDI note");
        ScottPlot.Plottables.Heatmap map = plot.Heat(heat, 0, 1, "chance");
        map.Position = new CoordinateRect(-0.5, song.Length - 0.5, low + Song.Lowest - 0.5, high + Song.Lowest + 0.5);
        (double Step, double Note)[] notes = [.. song.Steps.SelectMany((step, place) => step.Select(key => ((double)place, (double)(key + Song.Lowest))))];
        plot.Dots(notes.Where(note => note.Step < given).Select(note => note.Step), notes.Where(note => note.Step < given).Select(note => note.Note), Chart.Gray, "given", 7);
        plot.Dots(notes.Where(note => note.Step >= given).Select(note => note.Step), notes.Where(note => note.Step >= given).Select(note => note.Note), Chart.Orange, "written on", 7);
        plot.Upright(given - 0.5, Chart.Gray);
        plot.Axes.SetLimits(-0.5, song.Length - 0.5, low + Song.Lowest - 0.5, high + Song.Lowest + 0.5);
        plot.ShowLegend(Alignment.UpperRight);
        plot.SavePng(file, Chart.Width, 480);
    }
}
