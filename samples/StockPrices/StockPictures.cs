using ScottPlot;

namespace StockPrices;

/// <summary>The popular picture, and what it shows.</summary>
internal static class StockPictures
{
    /// <summary>As it is shown everywhere.</summary>
    public static void Follows(string file, string ticker, PriceFollower follower)
    {
        using Plot plot = Chart.Plot($"\"Look how well it follows\": {ticker}, forecast one day ahead", "day of the test", "price, $");
        plot.Curve([.. follower.Truth.Select(price => (double)price)], Chart.Gray, "price");
        plot.Curve([.. follower.Forecast.Select(price => (double)price)], Chart.Blue, "forecast of the LSTM");
        plot.ShowLegend(Alignment.UpperRight);
        plot.SavePng(file, Chart.Width, 380);
    }

    /// <summary>A closer look: the forecast is the price of the day before, and what it says of the change is nothing.</summary>
    public static void Truth(string file, PriceFollower follower)
    {
        const int Days = 30;
        int first = follower.Truth.Length - Days;
        Multiplot plots = Chart.Plots(1, 2);
        Plot left = plots.GetPlot(0), right = plots.GetPlot(1);
        Chart.Dress(left, "The last 30 days, close", "day of the test", "price, $");
        left.Curve([.. follower.Truth[^Days..].Select(price => (double)price)], Chart.Gray, "price", first: first);
        left.Curve([.. follower.Forecast[^Days..].Select(price => (double)price)], Chart.Blue, "forecast", first: first);
        ScottPlot.Plottables.Scatter before = left.Curve([.. follower.Before[^Days..].Select(price => (double)price)], Chart.Orange, "price of the day before", 2, first);
        before.LinePattern = LinePattern.Dashed;
        left.ShowLegend(Alignment.LowerLeft);
        Chart.Dress(right, "Changes: said, and came", "came, $", "said, $");
        right.Dots(follower.Truth.Zip(follower.Before, (truth, day) => (double)truth - day), follower.Forecast.Zip(follower.Before, (said, day) => (double)said - day), Chart.Blue, size: 6);
        double reach = follower.Truth.Zip(follower.Before, (truth, day) => Math.Abs((double)truth - day)).Max();
        right.Line([-reach, reach], [-reach, reach], Chart.Light, "as it should be", 2);
        right.ShowLegend(Alignment.UpperLeft);
        plots.SavePng(file, Chart.Width, 430);
    }
}
