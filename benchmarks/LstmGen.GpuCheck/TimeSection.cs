using System.Diagnostics;
using LstmGen.Cuda;

namespace LstmGen.GpuCheck;

/// <summary>How long things take.</summary>
internal static class TimeSection
{
    private const int Batch = 262_144;

    /// <summary>Prediction and training, beside one core of the processor.</summary>
    public static void Run(Report report, CudaDevice device)
    {
        Report.Begin($"Prediction, {Batch:N0} windows of 20 steps");
        foreach ((int units, Func<SequenceModel> make) in Timed.All) report.Run("prediction", () => Predict(report, device, units, make()));
        Report.Begin("Training, LSTM(50), 20 steps");
        foreach (int batch in (int[])[32, 256, 1_024, 8_192]) report.Run("training time", () => Train(report, device, batch));
    }

    private static void Predict(Report report, CudaDevice device, int units, SequenceModel model)
    {
        float[] windows = Inputs.Windows(Batch * 20, 5), outputs = new float[Batch];
        var clock = Stopwatch.StartNew();
        model.PredictBatch(windows.AsSpan(0, 16 * 20), outputs.AsSpan(0, 16), device);
        double open = clock.Elapsed.TotalMilliseconds;
        for (int i = 0; i < 3; i++) model.PredictBatch(windows, outputs, device);
        double whole = Median(9, () => model.PredictBatch(windows, outputs, device));

        device.Measures = true;
        device.KernelMilliseconds = 0.0;
        const int Repeats = 9;
        for (int i = 0; i < Repeats; i++) model.PredictBatch(windows, outputs, device);
        double kernels = device.KernelMilliseconds / Repeats;
        device.Measures = false;

        int few = Math.Clamp(1_200_000 / (units * units + 500), 64, 4_096) / 4 * 4;
        model.PredictBatch(windows.AsSpan(0, few * 20), outputs.AsSpan(0, few));
        double cpu = Median(3, () => model.PredictBatch(windows.AsSpan(0, few * 20), outputs.AsSpan(0, few)));
        double peak = 2.0 * 128 * device.Multiprocessors * device.ClockKilohertz * 1e3, flops = 2.0 * model.Description.MultiplyAddsPerWindow * Batch / (kernels / 1e3);
        report.Add(
            "prediction", ("units", units), ("kernel ms", kernels), ("M windows/s, kernel", Batch / kernels / 1e3), ("whole call ms", whole), ("M windows/s, whole call", Batch / whole / 1e3),
            ("share of FP32 peak", flops / peak), ("one core, M windows/s", few / cpu / 1e3), ("cores it is worth", cpu / few / (kernels / Batch)), ("open and first call ms", open));
    }

    private static void Train(Report report, CudaDevice device, int batch)
    {
        WindowDataset set = Inputs.Set(Math.Max(batch * 8, 2_048), 20);
        (double gpu, double kernels) = Step(device, set, batch, new FitOptions { Epochs = 8, BatchSize = batch, Device = device });
        (double cpu, _) = Step(null, set, batch, new FitOptions { Epochs = 2, BatchSize = batch, MaxDegreeOfParallelism = 1 });
        report.Add("training time", ("batch", batch), ("step ms", gpu), ("kernels ms", kernels), ("windows/s", batch / gpu * 1e3), ("one core, step ms", cpu), ("times as fast", cpu / gpu));
    }

    /// <summary>Milliseconds of an update and of its kernels, from the end of the first epoch to the end of the last.</summary>
    private static (double Whole, double Kernels) Step(CudaDevice? device, WindowDataset set, int batch, FitOptions options)
    {
        var ends = new EpochEnds();
        int steps = set.Count / batch;
        FitOptions told = new() { Epochs = options.Epochs, BatchSize = batch, Device = options.Device, MaxDegreeOfParallelism = options.MaxDegreeOfParallelism, Progress = ends };
        new Lstm50(seed: 1).Fit(set, told);
        double whole = ends.Milliseconds / (steps * (options.Epochs - 1));
        if (device is null) return (whole, 0.0);
        device.Measures = true;
        device.KernelMilliseconds = 0.0;
        new Lstm50(seed: 1).Fit(set, told);
        device.Measures = false;
        return (whole, device.KernelMilliseconds / (steps * options.Epochs));
    }

    private static double Median(int count, Action action)
    {
        List<double> times = [];
        for (int i = 0; i < count; i++)
        {
            long begin = Stopwatch.GetTimestamp();
            action();
            times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        }

        times.Sort();
        return times[count / 2];
    }

    private sealed class EpochEnds : IProgress<EpochReport>
    {
        private long _first, _last;

        public double Milliseconds => Stopwatch.GetElapsedTime(_first, _last).TotalMilliseconds;

        public void Report(EpochReport value)
        {
            _last = Stopwatch.GetTimestamp();
            if (value.Epoch == 1) _first = _last;
        }
    }
}
