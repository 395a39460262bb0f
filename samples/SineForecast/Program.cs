using System.CommandLine;
using LstmGen;
using LstmGen.Numerics;
using SineForecast;
using Spectre.Console;

// The beginner's tutorial: learn a sine from windows of 20 steps, then forecast the ten steps after its end.
const int points = 1_000;
const int periods = 10;
const int steps = 10;

var seed = new Option<int>("--seed") { Description = "Of the initial weights and the order of the windows.", DefaultValueFactory = _ => 42 };
var epochs = new Option<int>("--epochs") { Description = "How often to go through all windows.", DefaultValueFactory = _ => 100 };
var plot = new Option<FileInfo>("--plot") { Description = "Where the plot goes.", DefaultValueFactory = _ => new FileInfo("sine-forecast.png") };
epochs.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int>() < 1)
    {
        result.AddError("--epochs is at least 1.");
    }
});
var command = new RootCommand("Trains LSTM(50) + Dense(1) on a sine and forecasts ten steps.") { seed, epochs, plot };
command.SetAction(arguments => Run(arguments.GetValue(seed), arguments.GetValue(epochs), arguments.GetValue(plot)!));
return command.Parse(args).Invoke();

static int Run(int seed, int epochs, FileInfo plot)
{
    float[] series = Sine(0, points);
    float[] truth = Sine(points, steps);

    var model = new SineModel(seed);
    FitReport report = TrainingProgress.Show(epochs, progress => model.Fit(
        WindowDataset.Of(series, lookBack: 20), new FitOptions { Epochs = epochs, Progress = progress }));
    AnsiConsole.WriteLine(report.ToString());

    float[] forecast = new float[steps];
    model.Forecast(series, forecast);

    var table = new Table().AddColumns("step", "forecast", "truth", "error");
    for (int i = 0; i < steps; i++)
    {
        table.AddRow($"{i + 1}", $"{forecast[i]:F5}", $"{truth[i]:F5}", $"{Math.Abs(forecast[i] - truth[i]):F5}");
    }

    AnsiConsole.Write(table);
    ForecastPlot.Save(plot, series.AsSpan(^150..), truth, forecast);
    Console.WriteLine($"Plot: {plot.FullName}");
    float worst = forecast.Zip(truth, (f, t) => Math.Abs(f - t)).Max();
    Console.WriteLine($"10-step forecast: max error {worst.ToString("F4", System.Globalization.CultureInfo.InvariantCulture)}");
    return 0;
}

static float[] Sine(int first, int count) =>
    [.. Enumerable.Range(first, count).Select(i => (float)DoubleMath.Sin(2 * Math.PI * periods * i / points))];
