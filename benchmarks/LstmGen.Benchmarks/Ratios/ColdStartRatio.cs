using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace LstmGen.Benchmarks;

/// <summary>From the start of a process to its first prediction, the model read from a file: the peer's time over ours.</summary>
internal static class ColdStartRatio
{
    private const int Starts = 15;

    public static Ratio Ratio { get; } = new("cold-start", Measure);

    private static double Measure()
    {
        Lstm50 model = Models.Disturbed(new Lstm50());
        string folder = Directory.CreateTempSubdirectory("lstmgen-").FullName;
        try
        {
            string ours = Path.Combine(folder, "model.safetensors");
            string peers = Path.Combine(folder, "model.onnx");
            model.Save(ours);
            File.WriteAllBytes(peers, OnnxModel.OfWindows(model, windows: 1));
            List<double> ourTimes = [], peerTimes = [];

            // The first round brings the programs into the file system's cache.
            for (int round = 0; round <= Starts; round++)
            {
                (double peerSeconds, float peerPrediction) = Start("ColdStart.Peer", peers);
                (double ourSeconds, float ourPrediction) = Start("ColdStart.Ours", ours);
                Agreement.Require([ourPrediction], [peerPrediction]);
                if (round == 0) continue;
                peerTimes.Add(peerSeconds);
                ourTimes.Add(ourSeconds);
            }

            double peerMedian = Rounds.Median(peerTimes), ourMedian = Rounds.Median(ourTimes);
            RatioRun.Note($"process start to first prediction: {1e3 * ourMedian:F1} ms, ONNX Runtime {1e3 * peerMedian:F1} ms");
            return peerMedian / ourMedian;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Runs a program, which prints the time stamp at which it had its prediction, and the prediction.</summary>
    private static (double Seconds, float Prediction) Start(string name, string model)
    {
        var info = new ProcessStartInfo(Program(name), [model]) { RedirectStandardOutput = true };

        // Where the runtime of this process is, those of the others are.
        info.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        long start = Stopwatch.GetTimestamp();
        using Process process = Process.Start(info) ?? throw new NotMeasuredException($"{name} did not start.");
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new NotMeasuredException($"{name} ended with exit code {process.ExitCode}.");
        }

        // The time stamps of all processes come from one clock.
        string[] words = output.Split(' ');
        return (
            Stopwatch.GetElapsedTime(start, long.Parse(words[0], CultureInfo.InvariantCulture)).TotalSeconds,
            float.Parse(words[1], CultureInfo.InvariantCulture));
    }

    /// <summary>The program beside this one, built in the same configuration: ../../../../NAME/bin/CONFIGURATION/FRAMEWORK/NAME.</summary>
    private static string Program(string name)
    {
        var framework = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        DirectoryInfo configuration = framework.Parent!;
        string benchmarks = configuration.Parent!.Parent!.Parent!.FullName;
        string file = Path.Combine(benchmarks, name, "bin", configuration.Name, framework.Name, name);
        if (OperatingSystem.IsWindows()) file += ".exe";
        return File.Exists(file) ? file : throw new NotMeasuredException($"{file} is missing: build the solution first.");
    }
}
