using System.Globalization;
using ScottPlot;
using SkiaSharp;

namespace Translation;

/// <summary>Where the decoder looked, a row for each word and a column for each character.</summary>
internal static class HeatMap
{
    private const int CellWidth = 64;
    private const int CellHeight = 44;

    /// <returns>Whether the characters stand under their columns: not if no font of the machine has them; then the columns are numbered from 1.</returns>
    public static bool Save(FileInfo file, string[] characters, string[] words, float[][] weights)
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
        map.ManualRange = new ScottPlot.Range(0, 1);
        plot.Add.ColorBar(map).Label = "weight";

        // The first row of a heat map is its uppermost.
        plot.Axes.Left.SetTicks([.. words.Select((_, i) => (double)(words.Length - 1 - i))], words);
        plot.Axes.Left.TickLabelStyle.FontSize = 16;
        string text = string.Concat(characters);
        string font = Fonts.Detect(text);
        using SKTypeface face = SKTypeface.FromFamilyName(font);
        bool drawn = face.ContainsGlyphs(text);
        plot.Axes.Bottom.SetTicks(
            [.. characters.Select((_, i) => (double)i)],
            drawn ? characters : [.. characters.Select((_, i) => (i + 1).ToString(CultureInfo.InvariantCulture))]);
        plot.Axes.Bottom.TickLabelStyle.FontSize = 18;
        if (drawn)
        {
            plot.Axes.Bottom.TickLabelStyle.FontName = font;
        }

        plot.Axes.Margins(0, 0);
        plot.HideGrid();
        plot.Title("How much each word looked at each character");
        plot.SavePng(file.FullName, Math.Max(480, 240 + CellWidth * characters.Length), Math.Max(300, 120 + CellHeight * words.Length));
        return drawn;
    }
}
