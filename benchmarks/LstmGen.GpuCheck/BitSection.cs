using System.Diagnostics;
using LstmGen.Cuda;

namespace LstmGen.GpuCheck;

/// <summary>The bits of the GPU beside those of the processor.</summary>
internal static class BitSection
{
    /// <summary>Many windows, rows of any length, and networks that are trained on both.</summary>
    public static void Run(Report report, CudaDevice device)
    {
        Report.Begin("Bits");
        report.Run("bits", () => Windows(report, device, new TutorialModel(seed: 42), 262_144, fitFirst: true));
        foreach ((int _, Func<SequenceModel> make) in Timed.All) report.Run("bits", () => Windows(report, device, make(), 20_003, fitFirst: false));
        report.Run("bits", () => Lengths(report, device));
        report.Run("training", () => Stack(report, device));
        report.Run("training", () => Tutorial(report, device));
    }

    /// <summary>A little of everything: for tools under which all is slow.</summary>
    public static void RunSmall(Report report, CudaDevice device)
    {
        Report.Begin("A little of everything");
        report.Run("bits", () => Windows(report, device, new TutorialModel(seed: 42), 200, fitFirst: true));
        report.Run("bits", () => Lengths(report, device, 100));
        report.Run("training", () => Stack(report, device, 60));
    }

    private static void Windows(Report report, CudaDevice device, SequenceModel model, int count, bool fitFirst)
    {
        int steps = model.Description.LookBack;
        if (fitFirst) model.Fit(WindowDataset.Of(Inputs.Sine(400), steps), new FitOptions { Epochs = 2 });
        float[] windows = Inputs.Windows(count * steps, 5), expected = new float[count], actual = new float[count];
        actual.AsSpan().Fill(float.NaN);
        var clock = Stopwatch.StartNew();
        model.PredictBatch(windows, expected);
        double cpu = clock.Elapsed.TotalMilliseconds;
        clock.Restart();
        model.PredictBatch(windows, actual, device);
        (int differing, int first) = Inputs.Differing(expected, actual);
        report.Check("bits", differing == 0, $"{model.GetType().Name}: windows as on the processor", ("windows", count), ("differing", differing), ("first", first), ("cpu ms", cpu), ("first call ms", clock.Elapsed.TotalMilliseconds));
    }

    private static void Lengths(Report report, CudaDevice device, int count = 10_001)
    {
        var model = new StackModel(seed: 7);
        var random = new Random(1);
        float[] windows = Inputs.Windows(count * 36, 6), expected = new float[count * 2], actual = new float[count * 2];
        int[] lengths = [.. Enumerable.Range(0, count).Select(_ => random.Next(1, 13))];
        model.PredictBatch(windows, lengths, expected);
        model.PredictBatch(windows, lengths, actual, device);
        (int differing, int first) = Inputs.Differing(expected, actual);
        report.Check("bits", differing == 0, "StackModel: rows of any length as on the processor", ("windows", count), ("differing", differing), ("first", first));
    }

    private static void Stack(Report report, CudaDevice device, int windows = 1_003)
    {
        WindowDataset set = Inputs.Set(windows, 12, 3, 2);
        Train(report, "StackModel: two layers with masks", () => new StackModel(seed: 9), set, new FitOptions { Epochs = 2, BatchSize = 100 }, new FitOptions { Epochs = 2, BatchSize = 100, Device = device });
    }

    private static void Tutorial(Report report, CudaDevice device)
    {
        WindowDataset set = WindowDataset.Of(Inputs.Sine(1_000), lookBack: 20);
        Train(report, "TutorialModel: 100 epochs", () => new TutorialModel(seed: 42), set, new FitOptions { Epochs = 100, MaxDegreeOfParallelism = 1 }, new FitOptions { Epochs = 100, Device = device });
    }

    private static void Train(Report report, string what, Func<SequenceModel> make, WindowDataset set, FitOptions here, FitOptions there)
    {
        SequenceModel cpu = make(), gpu = make();
        FitReport onCpu = cpu.Fit(set, here), onGpu = gpu.Fit(set, there);
        (int differing, int first) = Inputs.Differing(cpu.Parameters.Values, gpu.Parameters.Values);
        report.Check(
            "training", differing == 0 && onCpu.Loss.Equals(onGpu.Loss), $"{what}: parameters as on the processor", ("parameters", cpu.Parameters.Values.Length), ("differing", differing), ("first", first),
            ("cpu loss", onCpu.Loss), ("gpu loss", onGpu.Loss), ("cpu s", onCpu.Elapsed.TotalSeconds), ("gpu s", onGpu.Elapsed.TotalSeconds));
    }
}
