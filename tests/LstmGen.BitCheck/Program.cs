// Trains models of all layers and heads and prints hashes of the bits that come out, so that runs at other vector widths and with other numbers of threads can
// be compared with this one. The one argument is the number of threads.
using System.Globalization;
using System.Runtime.Intrinsics;
using LstmGen;
using LstmGen.BitCheck;

if (args is not [string argument] || !int.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out int threads) || threads == 0)
{
    Console.Error.WriteLine("usage: LstmGen.BitCheck THREADS");
    return 2;
}

int width = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
Console.WriteLine($"vector width {width}");
Report("small", new SmallModel(1), epochs: 10);
Report("middle", new MiddleModel(2), epochs: 4);
Report("attentive", new AttentiveModel(3), epochs: 4);
Report("convolved", new ConvolvedModel(4), epochs: 4);
LayerReports.Write(threads);
HeadReports.Write(threads);
return 0;

void Report(string name, SequenceModel model, int epochs)
{
    float[] series = [.. Enumerable.Range(0, 300).Select(i => Triangle(i, 24) + 0.3f * Triangle(i, 7))];
    int lookBack = model.Description.LookBack;
    FitReport report = model.Fit(
        WindowDataset.Of(series, lookBack),
        new FitOptions { Epochs = epochs, ValidationSplit = 0.1, Clipping = GradientClipping.ByGlobalNorm(1), MaxDegreeOfParallelism = threads });

    float[] predictions = new float[series.Length / lookBack];
    model.PredictBatch(series.AsSpan(0, predictions.Length * lookBack), predictions);
    float[] forecast = new float[20];
    model.Forecast(series, forecast);
    float[] losses = [.. report.Epochs.Select(epoch => (float)epoch.Loss)];
    Console.WriteLine(
        $"{name}: parameters {BitHash.Of(model.Parameters.Values)} losses {BitHash.Of(losses)} predictions {BitHash.Of(predictions)} forecast {BitHash.Of(forecast)}");
}

// A wave without a transcendental function in it.
static float Triangle(int i, int period) => 4f * Math.Abs(i % period / (float)period - 0.5f) - 1f;
