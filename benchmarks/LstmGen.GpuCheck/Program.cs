using System.Diagnostics;
using LstmGen;
using LstmGen.Cuda;
using LstmGen.GpuCheck;

// GpuCheck OUT: checks and measures everything. GpuCheck OUT small: a little of everything, for compute-sanitizer. GpuCheck OUT start: the start alone. Ends with 0, 1 (something does not hold) or 3 (no GPU).
string folder = args.Length > 0 ? args[0] : ".";
string mode = args.Length > 1 ? args[1] : "";
Directory.CreateDirectory(folder);
var report = new Report();
Report.Begin("Start");
var clock = Stopwatch.StartNew();
if (CudaDevice.Missing is { } missing)
{
    Console.WriteLine(missing);
    return 3;
}

CudaDevice device = Device.Cuda();
double driver = clock.Elapsed.TotalMilliseconds;
report.Add(
    "start", ("device", device.Name), ("compute capability", device.ComputeCapability), ("multiprocessors", device.Multiprocessors), ("memory MB", device.MemoryBytes / 1_000_000), ("clock MHz", device.ClockKilohertz / 1000),
    ("driver ms", driver), ("processor cores", Environment.ProcessorCount));
report.Run("start", () =>
{
    // Of this process the first time: the driver may have compiled the same text in an earlier one, and kept it.
    var model = new TutorialModel(seed: 1);
    model.Fit(WindowDataset.Of(Inputs.Sine(40), lookBack: 20), new FitOptions { Epochs = 1 });
    float[] window = Inputs.Windows(20, 1), output = new float[1];
    clock.Restart();
    model.PredictBatch(window, output, device);
    double first = clock.Elapsed.TotalMilliseconds;
    clock.Restart();
    model.PredictBatch(window, output, device);
    report.Add("start", ("context, compilation and first answer ms", first), ("second answer ms", clock.Elapsed.TotalMilliseconds), ("driver and first answer ms", driver + first));
});
if (mode == "small")
{
    BitSection.RunSmall(report, device);
}
else if (mode != "start")
{
    BitSection.Run(report, device);
    TimeSection.Run(report, device);
}

report.Write(Path.Combine(folder, mode.Length > 0 ? $"gpu-check-{mode}.json" : "gpu-check.json"));
Console.WriteLine(report.Failed ? "\nSomething does not hold." : "\nEverything holds.");
return report.Failed ? 1 : 0;
