using LstmGen.Compiler;
using LstmGen.Forecasting;
using ScottPlot;

namespace Tutorial;

/// <summary>Chapter 1: tomorrow's temperature from the last days, few and many, and which of them the answer hangs on.</summary>
internal static class WeatherMemory
{
    private const int Units = 16;
    private static readonly int[] s_days = [1, 3, 7, 30, 60];
    private static readonly Recipe s_recipe = new(Epochs: 15);

    public static void Run(Lab lab)
    {
        float[] temperatures = Temperatures.Read(lab);
        (WindowDataset Training, WindowDataset Test)[] windows = [.. s_days.Select(days => WindowDataset.Of(temperatures, days, period: Temperatures.Year).SplitByTime(Temperatures.Year))];
        (SequenceModel Model, ForecastAccuracy Accuracy)[][] all = Seeds.Grid(s_days.Length, (i, seed) =>
        {
            SequenceModel model = s_recipe.Train(Recipe.Lstm(s_days[i], Units), seed, windows[i].Training);
            return (model, ForecastAccuracy.Of(model, windows[i].Test)!);
        });
        var table = new ResultTable("memory", "days looked at", "LSTM: RMSE, °C", "least to most", "skill against naive", "linear model: RMSE, °C");
        for (int i = 0; i < s_days.Length; i++)
        {
            double[] errors = [.. all[i].Select(run => run.Accuracy.Rmse)];
            table.Row(
                Figure.Whole(s_days[i]), Figure.Of(Figure.Median(errors)), Figure.Spread(errors),
                Figure.Skill(ForecastMetrics.Skill(Figure.Median(errors), all[i][0].Accuracy.NaiveRmse)), Figure.Of(LinearModel.Fit(windows[i].Training).Error(windows[i].Test)));
        }

        lab.Add(table);
        lab.Add(new ResultTable("memory-naive", "without training", "RMSE, °C")
            .Row("yesterday's temperature (naive)", Figure.Of(all[0][0].Accuracy.NaiveRmse))
            .Row("the temperature of a year ago (seasonal naive)", Figure.Of(all[0][0].Accuracy.SeasonalNaiveRmse!.Value)));

        int month = Array.IndexOf(s_days, 30);
        double[][] each = [.. all[month].Select(run => Sensitivity.BySteps(run.Model, windows[month].Test))];
        double[] back = [.. Enumerable.Range(0, 30).Select(day => Figure.Median(each.Select(profile => profile[29 - day])))];
        using Plot plot = Chart.Plot("What tomorrow's forecast hangs on", "days back", "°C for each °C");
        plot.Add.Bars(Enumerable.Range(1, 30).Select(day => (double)day), back).Color = Chart.Blue;
        plot.Axes.Margins(bottom: 0);
        lab.Save("memory.png", plot);
    }
}
