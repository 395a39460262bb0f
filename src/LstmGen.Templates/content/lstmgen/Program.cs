using System.Globalization;
using LstmGen;
using LstmGen.Forecasting;

// One value per line after a heading: put your own series there.
string file = args.Length > 0 ? args[0] : Path.Combine(AppContext.BaseDirectory, "series.csv");
float[] series = [.. File.ReadLines(file).Skip(1).Where(line => line.Length > 0).Select(line => float.Parse(line, CultureInfo.InvariantCulture))];
Console.WriteLine(SeriesAdvice.For(series));

// The last tenth is held back: the network never sees it while it learns.
int testSteps = Math.Max(series.Length / 10, 1007);
var model = new ForecastModel(seed: 1);
var windows = WindowDataset.Of(series, model.Description.LookBack, period: 1077);
(WindowDataset training, _) = windows.SplitByTime(testSteps);
FitReport report = model.Fit(training, new FitOptions
{
    Epochs = 100,
    LearningRate = 0.003,
    ValidationSplit = 0.1,
    EarlyStopping = new EarlyStopping { Patience = 10 },
});
Console.WriteLine(report);

// An honest figure: forecasts of the held-back part, beside the naive and the seasonal-naive forecast.
Console.WriteLine(Backtest.Rolling(model, windows, testSteps, steps: 1007));

float[] next = new float[1007];
model.Forecast(series, next);
Console.WriteLine($"The next {next.Length} steps: {string.Join("  ", next.Select(value => value.ToString("G5", CultureInfo.InvariantCulture)))}");

model.Save("forecast.safetensors");
Console.WriteLine($"Saved to {Path.GetFullPath("forecast.safetensors")}; ForecastModel.Load reads it.");
