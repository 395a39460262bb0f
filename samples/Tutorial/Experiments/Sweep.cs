using LstmGen.Compiler;
using LstmGen.Forecasting;
using ScottPlot;

namespace Tutorial;

/// <summary>Chapter 5: one thing changed at a time, from five seeds, on a series whose best possible error is known.</summary>
internal static class Sweep
{
    private const int Period = Tuning.BuiltInSeries.Day;
    private const int Test = 240;
    private const int Units = 32;
    private static readonly Recipe s_recipe = new(Epochs: 20);

    public static void LookBack(Lab lab) => Run(lab, "lookback", "look-back, hours", [.. new[] { 6, 12, 24, 48, 72 }.Select(hours =>
        new Variant(Figure.Whole(hours), Recipe.Lstm(hours, Units), s_recipe))]);

    public static void UnitCount(Lab lab) => Run(lab, "units", "units", [.. new[] { 4, 8, 16, 32, 64, 128 }.Select(units =>
        new Variant(Figure.Whole(units), Recipe.Lstm(Period, units), s_recipe))], parameters: true);

    /// <summary>On all 50 days before the test, and on the last ten of them, for as many updates.</summary>
    public static void Dropout(Lab lab) => Run(lab, "dropout", "days to learn from, dropout", [.. new[] { (50, 0.0), (50, 0.2), (50, 0.5), (10, 0.0), (10, 0.2), (10, 0.5) }.Select(choice =>
        new Variant($"{choice.Item1}, {choice.Item2.ToString(System.Globalization.CultureInfo.InvariantCulture)}", Stack([64], choice.Item2), s_recipe with { Epochs = 1_500 / choice.Item1 }) { Days = choice.Item1 })]);

    public static void Directions(Lab lab) => Run(lab, "directions", "directions, units", [
        new("one, 32", Recipe.Lstm(Period, 32), s_recipe),
        new("two, 16 each", Both(16), s_recipe),
        new("two, 32 each", Both(32), s_recipe)], parameters: true);

    public static void Depth(Lab lab) => Run(lab, "depth", "LSTM layers of 32, epochs", [.. new[] { (1, 20), (2, 20), (3, 20), (4, 20), (3, 60), (4, 60) }.Select(choice =>
        new Variant($"{choice.Item1}, {choice.Item2}", Stack([.. Enumerable.Repeat(Units, choice.Item1)], 0), s_recipe with { Epochs = choice.Item2 }))], parameters: true);

    public static void Cells(Lab lab) => Run(lab, "cells", "recurrent layer of 32", [
        new("LSTM", Recipe.Lstm(Period, Units), s_recipe),
        new("GRU", Of(new GruAttribute(Units)), s_recipe),
        new("plain RNN", Of(new SimpleRnnAttribute(Units)), s_recipe)], parameters: true);

    public static void Batch(Lab lab) => Run(lab, "batch", "windows in a batch", [.. new[] { 8, 16, 32, 64, 128, 256 }.Select(batch =>
        new Variant(Figure.Whole(batch), Recipe.Lstm(Period, Units), s_recipe with { Batch = batch }))]);

    private static ModelSpec Stack(int[] layers, double dropout)
    {
        var spec = new ModelSpec(new LstmModelAttribute { LookBack = Period, Scaling = Scaling.Standard });
        foreach (int units in layers)
        {
            spec.Add(new LstmAttribute(units));
            if (dropout > 0)
            {
                spec.Add(new DropoutAttribute(dropout));
            }
        }

        return spec.Add(new DenseAttribute(1));
    }

    private static ModelSpec Both(int units) => Of(new LstmAttribute(units) { Bidirectional = true });

    private static ModelSpec Of(LayerAttribute layer) => new(new LstmModelAttribute { LookBack = Period, Scaling = Scaling.Standard }, layer, new DenseAttribute(1));

    private static void Run(Lab lab, string name, string what, Variant[] variants, bool parameters = false)
    {
        float[] series = Tuning.BuiltInSeries.Create();
        ForecastAccuracy[][] all = Seeds.Grid(variants.Length, (i, seed) =>
        {
            (WindowDataset training, WindowDataset test) = WindowDataset.Of(series, variants[i].Spec.Model.LookBack, period: Period).SplitByTime(Test);
            training = training.Slice(Math.Max(0, training.Count - variants[i].Days * Period), Math.Min(training.Count, variants[i].Days * Period));
            return variants[i].Recipe.Judge(variants[i].Spec, seed, training, test);
        });
        string[] more = parameters ? ["parameters"] : [];
        var table = new ResultTable(name, [what, "RMSE, median", "least to most", "skill against naive", .. more]);
        for (int i = 0; i < variants.Length; i++)
        {
            double[] errors = [.. all[i].Select(run => run.Rmse)];
            string[] count = parameters ? [Figure.Whole(ModelCompiler.Compile(variants[i].Spec).Parameters.Count)] : [];
            table.Row([variants[i].Name, Figure.Of(Figure.Median(errors)), Figure.Spread(errors), Figure.Skill(ForecastMetrics.Skill(Figure.Median(errors), all[i][0].NaiveRmse)), .. count]);
        }

        lab.Add(table);
        using Plot plot = Chart.Plot("", what, "RMSE of the test");
        for (int i = 0; i < variants.Length; i++)
        {
            plot.Dots(Enumerable.Repeat((double)i, all[i].Length), all[i].Select(run => run.Rmse), Chart.Blue, i == 0 ? "a seed" : null);
            double median = Figure.Median(all[i].Select(run => run.Rmse));
            plot.Line([i - 0.25, i + 0.25], [median, median], Chart.Orange, i == 0 ? "median" : null, 4);
        }

        plot.Across(Tuning.BuiltInSeries.Innovation, Chart.Gray, "best possible in the long run");
        plot.Names([.. variants.Select(variant => variant.Name)]);
        plot.ShowLegend(all[^1].Max(run => run.Rmse) > all[0].Max(run => run.Rmse) ? Alignment.UpperLeft : Alignment.UpperRight);
        double most = all.SelectMany(runs => runs).Max(run => run.Rmse);
        plot.Axes.SetLimitsY(Tuning.BuiltInSeries.Innovation - 0.05 * (most - Tuning.BuiltInSeries.Innovation), most + 0.35 * (most - Tuning.BuiltInSeries.Innovation));
        lab.Save($"{name}.png", plot, height: 380);
    }

    private sealed record Variant(string Name, ModelSpec Spec, Recipe Recipe)
    {
        /// <summary>Days before the test that it learns from.</summary>
        public int Days { get; init; } = 50;
    }
}
