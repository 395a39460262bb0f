using ScottPlot;

namespace Traffic;

/// <summary>What is worth looking at.</summary>
internal static class TrafficPictures
{
    /// <summary>One day of the test file, from four in the morning to ten, where the street fills: what came and what was said.</summary>
    public static void Day(string file, PemsData data, TrafficTables tables)
    {
        const int Begin = 3 * 12, End = 11 * 12;
        int first = PemsData.Day + Begin - TrafficTask.LookBack;
        double[] hours = [.. Enumerable.Range(Begin, End - Begin).Select(row => row / 12.0)];
        using Plot plot = Chart.Plot("Vehicles in five minutes, a morning of the test file", "hour of the day", "vehicles");
        plot.Dots(hours, Part(TrafficTask.Truth(data)), Chart.Gray, "came", 6);
        plot.Line(hours, Part(TrafficBaselines.Linear(data)), Chart.Orange, "weighted sum of twelve counts", 2);
        if (tables.Published is { } published)
        {
            plot.Line(hours, Part(published), Chart.Green, "published network", 2);
        }

        plot.Line(hours, Part(tables.First), Chart.Blue, "ours, with the usual day");
        plot.ShowLegend(Alignment.UpperLeft);
        plot.SavePng(file, Chart.Width, 460);

        IEnumerable<double> Part(float[] rows) => rows.Skip(first).Take(End - Begin).Select(count => (double)count);
    }

    /// <summary>RMSE and MAPE of the validation days after each epoch.</summary>
    public static void Epochs(string file, IReadOnlyList<TrafficErrors> raw, IReadOnlyList<TrafficErrors> root)
    {
        Multiplot plots = Chart.Plots(1, 2);
        Plot left = plots.GetPlot(0), right = plots.GetPlot(1);
        Chart.Dress(left, "RMSE, vehicles", "epoch", "");
        Chart.Dress(right, "MAPE, %", "epoch", "");
        foreach ((IReadOnlyList<TrafficErrors> errors, Color color, string name) in new[] { (raw, Chart.Orange, "trained on counts"), (root, Chart.Blue, "on their roots") })
        {
            left.Curve([.. errors.Select(error => error.Rmse)], color, name, 2, first: 1);
            right.Curve([.. errors.Select(error => error.Mape)], color, name, 2, first: 1);
        }

        // The least of each at one height, and twice as much at another.
        left.Axes.SetLimitsY(8.5, 20);
        right.Axes.SetLimitsY(14.5, 34);
        left.HideLegend();
        right.ShowLegend(Alignment.UpperRight);
        plots.SavePng(file, Chart.Width, 400);
    }
}
