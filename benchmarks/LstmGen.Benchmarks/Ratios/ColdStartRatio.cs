using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace LstmGen.Benchmarks;

/// <summary>
/// From the start of a process to its first prediction, the model read from a file: the peer's time over ours. Both programs are published in the
/// same way: ReadyToRun, where what they take when merely built is noted beside it, and as native code.
/// </summary>
internal static class ColdStartRatio
{
    private const int Starts = 15;
    private static readonly string[] s_readyToRun = ["--self-contained", "false", "-p:PublishReadyToRun=true"];
    private static readonly string[] s_native = ["-p:NativeCode=true", "-p:IlcInstructionSet=native"];

    public static Ratio[] All { get; } =
    [
        new("cold-start", () => Measure(static (ours, peers, folder) =>
        {
            Compare("built", new(Built("ColdStart.Ours"), ours), new(Built("ColdStart.Peer"), peers));
            return ComparePublished("ReadyToRun", s_readyToRun, ours, peers, folder);
        })),
        new("cold-start-native", () => Measure(static (ours, peers, folder) => ComparePublished("native", s_native, ours, peers, folder))),
    ];

    private static double Measure(Func<string, string, string, double> compare)
    {
        Lstm50 model = Models.Disturbed(new Lstm50());
        string folder = Directory.CreateTempSubdirectory("lstmgen-").FullName;
        try
        {
            string ours = Path.Combine(folder, "model.safetensors");
            string peers = Path.Combine(folder, "model.onnx");
            model.Save(ours);
            File.WriteAllBytes(peers, OnnxModel.OfWindows(model, windows: 1));
            return compare(ours, peers, folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double ComparePublished(string how, string[] options, string ours, string peers, string folder) =>
        Compare(how, new(Published("ColdStart.Ours", options, folder), ours), new(Published("ColdStart.Peer", options, folder), peers));

    /// <summary>The peer's median over ours.</summary>
    private static double Compare(string how, Start ours, Start peer)
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

        (double own, double peers) = (Rounds.Median(ourTimes), Rounds.Median(peerTimes));
        RatioRun.Note($"process start to first prediction, {how}: {1e3 * own:F1} ms, ONNX Runtime {1e3 * peers:F1} ms");
        return peers / own;
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

    private static string Published(string name, string[] options, string folder)
    {
        string output = Path.Combine(folder, name);
        string[] arguments =
            ["publish", Path.Combine(Benchmarks(), name), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, .. options, "-o", output];
        var info = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true };
        using Process process = Process.Start(info) ?? throw new NotMeasuredException("dotnet publish did not start.");
        string log = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? Executable(output, name) : throw new NotMeasuredException($"{name} could not be published with {string.Join(' ', options)}: {log}");
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
