using LstmGen.Inspection;
using SkiaSharp;

namespace Tutorial;

/// <summary>Chapter 2: one unit of a network that reads text, which nobody told what to be, turns out to say whether it is inside quotation marks.</summary>
internal static class FoundUnit
{
    private const int Pieces = 60;

    public static void Run(Lab lab)
    {
        QuoteModel model = QuoteModel.Trained();
        string text = QuoteModel.Text(Pieces * QuoteModel.Window, seed: 2);
        bool[] inside = Inside(text);
        ModelTrace[] traces = [.. Enumerable.Range(0, Pieces).Select(piece =>
        {
            int[] ids = QuoteModel.Ids(text.Substring(piece * QuoteModel.Window, QuoteModel.Window));
            ModelTrace trace = model.CreateTrace();
            model.Trace([.. ids.Select(id => (float)id)], trace);
            return trace;
        })];

        // Each piece begins afresh: what stands before it is not known until the first quotation mark.
        int[] places = [.. Enumerable.Range(0, Pieces).SelectMany(piece =>
        {
            int from = text.IndexOf('"', piece * QuoteModel.Window, QuoteModel.Window);
            return from < 0 ? [] : Enumerable.Range(from, (piece + 1) * QuoteModel.Window - from);
        })];
        double[] flags = [.. places.Select(place => inside[place] ? 1.0 : 0.0)];
        double[][] cells = [.. Enumerable.Range(0, traces[0].Layers[0].Units).Select(unit =>
            places.Select(place => (double)traces[place / QuoteModel.Window].Layers[0].Cell(place % QuoteModel.Window)[unit]).ToArray())];
        double[] all = [.. cells.Select(cell => Correlation.Of(cell, flags))];
        int[] ranked = [.. Enumerable.Range(0, all.Length).OrderByDescending(unit => Math.Abs(all[unit]))];
        int best = ranked[0];
        double middle = (cells[best].Where((_, i) => flags[i] == 1).Average() + cells[best].Where((_, i) => flags[i] == 0).Average()) / 2;
        double right = cells[best].Zip(flags, (cell, flag) => cell > middle == (flag == 1) == all[best] > 0 ? 1.0 : 0.0).Average();
        lab.Add(new ResultTable("found-unit", "of the network", "figure")
            .Row("the unit found", $"{best + 1} of {all.Length}")
            .Row("correlation of its cell with being inside quotation marks", Figure.Of(all[best]))
            .Row("that of the next best unit", Figure.Of(all[ranked[1]]))
            .Row("characters that its cell alone puts on the right side", Figure.Share(right)));
        int shown = Enumerable.Range(0, Pieces).MaxBy(piece => text.AsSpan(piece * QuoteModel.Window, QuoteModel.Window).Count('"'));
        Draw(lab, text.Substring(shown * QuoteModel.Window, QuoteModel.Window), traces[shown].Layers[0], best, Math.Sign(all[best]));
    }

    /// <summary>The opening mark is inside, the closing one is not.</summary>
    private static bool[] Inside(string text)
    {
        bool[] inside = new bool[text.Length];
        for (int i = 0, now = 0; i < text.Length; i++)
        {
            now = text[i] == '"' ? 1 - now : now;
            inside[i] = now == 1;
        }

        return inside;
    }

    private static void Draw(Lab lab, string text, LayerTrace layer, int unit, int sign)
    {
        const int row = 45, width = 21, height = 62;
        using SKSurface surface = SKSurface.Create(new SKImageInfo(Chart.Width, 60 + height * (text.Length / row)));
        using var pen = new Pen(surface.Canvas);
        surface.Canvas.Clear(SKColors.White);
        pen.Text(28, 30, $"cell of unit {unit + 1} under each character: orange high, blue low", SKColors.Black, size: 21);
        float most = Enumerable.Range(0, layer.Steps).Max(step => Math.Abs(layer.Cell(step)[unit]));
        for (int i = 0; i < text.Length; i++)
        {
            float cell = sign * layer.Cell(i)[unit] / most;
            SKColor color = cell > 0 ? SKColors.DarkOrange : SKColors.CornflowerBlue;
            float left = 28 + width * (i % row), top = 48 + height * (i / row);
            pen.Fill(left, top, width, height - 14, color.WithAlpha((byte)(255 * Math.Min(1, Math.Abs(cell)))));
            pen.Text(left + width / 2f, top + 33, text[i].ToString(), SKColors.Black, SKTextAlign.Center, 26);
        }

        lab.Save("found-unit.png", surface);
    }
}
