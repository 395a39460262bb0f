using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace LstmGen.Benchmarks;

/// <summary>
/// From the start of a process to its first prediction, the model read from a file: the peer's time over ours. Both programs are published
/// ReadyToRun, as one does where the start counts; what they take when merely built is noted beside it.
/// </summary>
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
            (double built, double peerBuilt) = Medians(new(Built("ColdStart.Ours"), ours), new(Built("ColdStart.Peer"), peers));
            RatioRun.Note($"process start to first prediction, built: {1e3 * built:F1} ms, ONNX Runtime {1e3 * peerBuilt:F1} ms");
            (double published, double peerPublished) = Medians(
                new(Published("ColdStart.Ours", folder), ours), new(Published("ColdStart.Peer", folder), peers));
            RatioRun.Note($"process start to first prediction, ReadyToRun: {1e3 * published:F1} ms, ONNX Runtime {1e3 * peerPublished:F1} ms");
            return peerPublished / published;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (double Ours, double Peers) Medians(Start ours, Start peer)
    {
        List<double> ourTimes = [], peerTimes = [];

        // The first round brings the programs into the file system's cache.
        for (int round = 0; round <= Starts; round++)
        {
            (double peerSeconds, float peerPrediction) = Run(peer);
            (double ourSeconds, float ourPrediction) = Run(ours);
            Agreement.Require([ourPrediction], [peerPrediction]);
            if (round == 0) continue;
            peerTimes.Add(peerSeconds);
            ourTimes.Add(ourSeconds);
        }

        return (Rounds.Median(ourTimes), Rounds.Median(peerTimes));
    }

    /// <summary>Runs a program, which prints the time stamp at which it had its prediction, and the prediction.</summary>
    private static (double Seconds, float Prediction) Run(Start start)
    {
        var info = new ProcessStartInfo(start.Program, [start.Model]) { RedirectStandardOutput = true };

        // Where the runtime of this process is, those of the others are.
        info.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        long began = Stopwatch.GetTimestamp();
        using Process process = Process.Start(info) ?? throw new NotMeasuredException($"{start.Program} did not start.");
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new NotMeasuredException($"{start.Program} ended with exit code {process.ExitCode}.");
        }

        // The time stamps of all processes come from one clock.
        string[] words = output.Split(' ');
        return (
            Stopwatch.GetElapsedTime(began, long.Parse(words[0], CultureInfo.InvariantCulture)).TotalSeconds,
            float.Parse(words[1], CultureInfo.InvariantCulture));
    }

    private static string Published(string name, string folder)
    {
        string output = Path.Combine(folder, name);
        string[] arguments =
        [
            "publish", Path.Combine(Benchmarks(), name), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", "false",
            "-p:PublishReadyToRun=true", "-o", output,
        ];
        var info = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true };
        using Process process = Process.Start(info) ?? throw new NotMeasuredException("dotnet publish did not start.");
        string log = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? Executable(output, name) : throw new NotMeasuredException($"{name} could not be published ReadyToRun: {log}");
    }

    /// <summary>The program beside this one, built in the same configuration: ../../../../NAME/bin/CONFIGURATION/FRAMEWORK/NAME.</summary>
    private static string Built(string name)
    {
        DirectoryInfo framework = OwnFolder();
        return Executable(Path.Combine(Benchmarks(), name, "bin", framework.Parent!.Name, framework.Name), name);
    }

    private static string Executable(string folder, string name)
    {
        string file = Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name);
        return File.Exists(file) ? file : throw new NotMeasuredException($"{file} is missing: build the solution first.");
    }

    private static string Benchmarks() => OwnFolder().Parent!.Parent!.Parent!.Parent!.FullName;

    private static DirectoryInfo OwnFolder() => new(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    private readonly record struct Start(string Program, string Model);
}
