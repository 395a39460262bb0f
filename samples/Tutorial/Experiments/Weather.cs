using LstmGen.Compiler;
using LstmGen.Forecasting;
using ScottPlot;

namespace Tutorial;

/// <summary>Chapter 4: a real series, and what each forecast of it is worth.</summary>
internal static class Weather
{
    private const int LookBack = 30;
    private const int Units = 16;
    private const int Days = 7;
    private static readonly Recipe s_recipe = new(Epochs: 15);

    public static void Run(Lab lab)
    {
        float[] temperatures = Temperatures.Read(lab);
        WindowDataset plain = WindowDataset.Of(temperatures, LookBack, period: Temperatures.Year);
        WindowDataset calendar = WindowDataset.Of(Temperatures.WithYear(temperatures), LookBack, known: ["sin", "cos"], period: Temperatures.Year);
        WindowDataset week = WindowDataset.Of(Temperatures.WithYear(temperatures), LookBack, known: ["sin", "cos"], horizon: Days, period: Temperatures.Year);
        ForecastAccuracy[] alone = Judge(plain, features: 1), dated = Judge(calendar, features: 3);
        (WindowDataset training, WindowDataset test) = plain.SplitByTime(Temperatures.Year);
        double linear = LinearModel.Fit(training).Error(test);
        ForecastAccuracy any = alone[0];
        var table = new ResultTable("real", "forecast of the next day", "RMSE, °C", "least to most", "skill against naive");
        table.Row("naive: as today", Figure.Of(any.NaiveRmse), "", "");
        table.Row("seasonal naive: as a year ago", Figure.Of(any.SeasonalNaiveRmse!.Value), "", Figure.Skill(ForecastMetrics.Skill(any.SeasonalNaiveRmse.Value, any.NaiveRmse)));
        table.Row("linear model of 30 days", Figure.Of(linear), "", Figure.Skill(ForecastMetrics.Skill(linear, any.NaiveRmse)));
        foreach ((string name, ForecastAccuracy[] runs) in new[] { ("LSTM of 30 days", alone), ("LSTM of 30 days and the time of year", dated) })
        {
            double[] errors = [.. runs.Select(run => run.Rmse)];
            table.Row(name, Figure.Of(Figure.Median(errors)), Figure.Spread(errors), Figure.Skill(ForecastMetrics.Skill(Figure.Median(errors), any.NaiveRmse)));
        }

        lab.Add(table);
        Horizon(lab, week);
        Picture(lab, calendar);
    }

    private static ForecastAccuracy[] Judge(WindowDataset windows, int features)
    {
        (WindowDataset training, WindowDataset test) = windows.SplitByTime(Temperatures.Year);
        return Seeds.Each(seed => s_recipe.Judge(Recipe.Lstm(LookBack, Units, features: features), seed, training, test));
    }

    /// <summary>Seven days at once, from every day of the last year.</summary>
    private static void Horizon(Lab lab, WindowDataset windows)
    {
        (WindowDataset training, _) = windows.SplitByTime(Temperatures.Year);
        BacktestReport[] reports = Seeds.Each(seed =>
            Backtest.Rolling(s_recipe.Train(Recipe.Lstm(LookBack, Units, outputs: Days, features: 3), seed, training), windows, testSteps: Temperatures.Year, every: 1));
        var table = new ResultTable("horizon", "days ahead", "LSTM: RMSE, °C", "least to most", "naive: RMSE, °C", "skill against naive", "skill against seasonal naive");
        for (int day = 0; day < Days; day++)
        {
            double[] errors = [.. reports.Select(report => report.ByStep[day].Rmse)];
            ForecastAccuracy any = reports[0].ByStep[day];
            table.Row(
                Figure.Whole(day + 1), Figure.Of(Figure.Median(errors)), Figure.Spread(errors), Figure.Of(any.NaiveRmse),
                Figure.Skill(ForecastMetrics.Skill(Figure.Median(errors), any.NaiveRmse)), Figure.Skill(ForecastMetrics.Skill(Figure.Median(errors), any.SeasonalNaiveRmse!.Value)));
        }

        lab.Add(table);
    }

    private static void Picture(Lab lab, WindowDataset windows)
    {
        const int shown = 60;
        (WindowDataset training, WindowDataset test) = windows.SplitByTime(Temperatures.Year);
        SequenceModel model = s_recipe.Train(Recipe.Lstm(LookBack, Units, features: 3), 1, training);
        float[] window = new float[LookBack * 3], value = new float[1];
        double[] truth = new double[shown], forecast = new double[shown];
        for (int i = 0; i < shown; i++)
        {
            test.CopyInput(i, window);
            model.Predict(window, value);
            forecast[i] = value[0];
            test.CopyTarget(i, value);
            truth[i] = value[0];
        }

        using Plot plot = Chart.Plot("The next day's temperature, each forecast the day before", "day of the test year", "°C");
        plot.Curve(truth, Chart.Light, "truth", first: 1);
        plot.Curve(forecast, Chart.Blue, "LSTM", first: 1);
        plot.ShowLegend(Alignment.LowerRight);
        lab.Save("real.png", plot);
    }
}
