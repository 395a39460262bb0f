using ScottPlot;

namespace Translation;

/// <summary>Where the decoder looked, a row for each word and a column for each character.</summary>
internal static class HeatMap
{
    public static void Save(FileInfo file, string[] characters, string[] words, float[][] weights)
    {
        using var plot = new Plot();
        double[,] cells = new double[words.Length, characters.Length];
        for (int word = 0; word < words.Length; word++)
        {
            for (int character = 0; character < characters.Length; character++)
            {
                cells[word, character] = weights[word][character];
            }
        }

        ScottPlot.Plottables.Heatmap map = plot.Add.Heatmap(cells);
        map.Colormap = new ScottPlot.Colormaps.Viridis();
        plot.Add.ColorBar(map);

        // The first row of a heat map is its uppermost.
        plot.Axes.Left.SetTicks([.. words.Select((_, i) => (double)(words.Length - 1 - i))], words);
        plot.Axes.Bottom.SetTicks([.. characters.Select((_, i) => (double)i)], characters);
        string font = Fonts.Detect(string.Concat(characters));
        plot.Axes.Bottom.TickLabelStyle.FontName = font;
        plot.Axes.Bottom.TickLabelStyle.FontSize = 18;
        plot.Axes.Left.TickLabelStyle.FontSize = 14;
        plot.Title("attention: word by character");
        plot.SavePng(file.FullName, 700, 500);
    }
}
