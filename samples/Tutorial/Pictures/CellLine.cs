using LstmGen.Inspection;
using SkiaSharp;

namespace Tutorial;

/// <summary>The line that runs through a cell, with the numbers of one unit at one step of a trained network.</summary>
internal static class CellLine
{
    private const int Height = 520;

    public static void Draw(Lab lab, LayerTrace layer, int unit, int step)
    {
        float f = layer.ForgetGate(step)[unit], i = layer.InputGate(step)[unit], g = layer.Candidate(step)[unit], o = layer.OutputGate(step)[unit];
        float before = layer.Cell(step - 1)[unit], cell = layer.Cell(step)[unit], hidden = layer.Hidden(step)[unit];
        using SKSurface surface = SKSurface.Create(new SKImageInfo(Chart.Width, Height));
        using var pen = new Pen(surface.Canvas);
        surface.Canvas.Clear(SKColors.White);

        // The line itself, from left to right, and the lane below it that everything reads.
        pen.Arrow(30, 130, 970, 130, SKColors.SeaGreen, width: 7);
        pen.Line(30, 470, 700, 470, SKColors.Gray, 4);
        pen.Text(30, 85, $"c(t−1) = {Figure.Of(before, 2)}", SKColors.SeaGreen);
        pen.Text(970, 85, $"c(t) = {Figure.Of(cell, 2)}", SKColors.SeaGreen, SKTextAlign.Right);
        pen.Text(30, 508, "h(t−1) and x(t): what the cell said last, and what comes in", SKColors.Gray);

        Gate(150, 130, "×", "forget gate", $"f = {Figure.Of(f, 2)}", SKColors.Firebrick);
        Gate(330, 250, "×", "input gate", $"i = {Figure.Of(i, 2)}", SKColors.RoyalBlue);
        Gate(500, 250, null, "candidate", $"g = {Figure.Of(g, 2)}", SKColors.RoyalBlue);
        pen.Arrow(500, 250, 354, 250, SKColors.RoyalBlue);
        pen.Arrow(330, 226, 330, 154, SKColors.RoyalBlue);
        pen.Circle(330, 130, "+", SKColors.SeaGreen);
        pen.Text(345, 196, $"i·g = {Figure.Of((double)i * g, 2)}", SKColors.RoyalBlue);
        pen.Text(162, 196, $"f·c = {Figure.Of((double)f * before, 2)}", SKColors.Firebrick);

        pen.Line(850, 130, 850, 170, SKColors.SeaGreen, 4);
        pen.Box(800, 170, 900, 214, "tanh", SKColors.SeaGreen);
        pen.Arrow(850, 214, 850, 286, SKColors.SeaGreen);
        pen.Circle(850, 310, "×", SKColors.DarkOrange);
        pen.Arrow(700, 470, 700, 402, SKColors.Gray);
        pen.Box(615, 358, 785, 402, "output gate", SKColors.DarkOrange);
        pen.Line(700, 358, 700, 310, SKColors.DarkOrange, 4);
        pen.Arrow(700, 310, 826, 310, SKColors.DarkOrange);
        pen.Text(715, 345, $"o = {Figure.Of(o, 2)}", SKColors.DarkOrange);
        pen.Arrow(874, 310, 970, 310, SKColors.Black);
        pen.Text(970, 350, $"h(t) = {Figure.Of(hidden, 2)}", SKColors.Black, SKTextAlign.Right);
        lab.Save("cell-line.png", surface);

        void Gate(float x, float y, string? sign, string name, string value, SKColor color)
        {
            pen.Arrow(x, 470, x, 402, SKColors.Gray);
            pen.Box(x - 75, 358, x + 75, 402, name, color);
            if (sign is null)
            {
                pen.Line(x, 358, x, 250, color, 4);
            }
            else
            {
                pen.Arrow(x, 358, x, y + 24, color);
                pen.Circle(x, y, sign, color);
            }

            pen.Text(x + 12, 345, value, color);
        }
    }
}
