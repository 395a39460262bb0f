using ScottPlot;
using SkiaSharp;

namespace Tutorial;

/// <summary>Chapter 3: the sine forecast after one, ten and a hundred epochs.</summary>
internal static class Sine
{
    private const int Ahead = 100;
    private static readonly int[] s_epochs = [1, 10, 100];

    public static void Run(Lab lab)
    {
        float[] series = SineModel.Sine(0, SineModel.Points), truth = SineModel.Sine(SineModel.Points, Ahead);
        var model = new SineModel(seed: 42);
        var table = new ResultTable("sine", "epochs", "loss", "error of the next point", "largest error of 10 points", "of 100 points");
        using Plot plot = Chart.Plot("A hundred points ahead, each from the forecasts before it", "points after the end of the series", "value");
        int done = 0;
        foreach ((int epochs, Color color) in s_epochs.Zip([Chart.Orange, Chart.Green, Chart.Blue]))
        {
            // Two runs of 5 epochs are one of 10, bit for bit.
            FitReport report = model.Fit(WindowDataset.Of(series, SineModel.LookBack), new FitOptions { Epochs = epochs - done });
            done = epochs;
            float[] next = new float[Ahead];
            model.Forecast(series, next);
            double Worst(int points) => next.Take(points).Zip(truth, (said, came) => Math.Abs((double)said - came)).Max();
            table.Row(Figure.Whole(epochs), Figure.Short(report.Loss), Figure.Of(Worst(1), 4), Figure.Of(Worst(10), 4), Figure.Of(Worst(Ahead), 4));
            plot.Curve([.. next.Select(value => (double)value)], color, $"after {epochs} epoch{(epochs > 1 ? "s" : "")}", first: 1);
        }

        plot.Curve([.. truth.Select(value => (double)value)], Colors.Black, "truth", first: 1).LinePattern = LinePattern.Dotted;
        plot.ShowLegend(Alignment.UpperRight);
        lab.Add(table);
        lab.Save("sine.png", plot);
        Windows(lab);
    }

    /// <summary>Six values, windows of three: what goes in, what is asked for.</summary>
    private static void Windows(Lab lab)
    {
        const int cell = 110, left = 190;
        string[] values = ["1", "2", "4", "7", "11", "16"];
        using SKSurface surface = SKSurface.Create(new SKImageInfo(Chart.Width, 350));
        using var pen = new Pen(surface.Canvas);
        surface.Canvas.Clear(SKColors.White);
        Row(20, "series", 0, values, -1);
        for (int window = 0; window < 3; window++)
        {
            Row(110 + 70 * window, $"window {window}", window, values[window..(window + 4)], 3);
        }

        pen.Text(left + 3 * cell + 20, 338, "blue: input", SKColors.RoyalBlue);
        pen.Text(left + 5 * cell - 40, 338, "orange: target", SKColors.DarkOrange);
        lab.Save("windows.png", surface);

        void Row(int top, string name, int first, string[] row, int target)
        {
            pen.Text(20, top + 33, name, SKColors.Black);
            for (int i = 0; i < row.Length; i++)
            {
                SKColor color = target < 0 ? SKColors.DimGray : i == target ? SKColors.DarkOrange : SKColors.RoyalBlue;
                pen.Box(left + (first + i) * cell, top, left + (first + i) * cell + cell - 12, top + 50, row[i], color, color.WithAlpha(25));
            }
        }
    }
}
